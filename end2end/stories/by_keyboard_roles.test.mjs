// Kim has no mouse: a role is made, changed, renamed and deleted by keyboard alone.
import assert from 'node:assert/strict';
import { demo, owner, signIn } from '../support/cast.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40) });

const rolesPage = '/o/demo/settings/roles';
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const actions = (page, name) => button(page, `Actions for ${name}`);
const head = (page, name) => page.getByRole('columnheader').filter({ has: page.getByText(name, { exact: true }) });

/** Opens a role's menu and picks a line. */
async function choose(page, role, item) {
  await reach(page, actions(page, role), { within: 60 });
  await seen(page);
  await actions(page, role).press('Enter');
  await pick(page, page.getByRole('menu', { name: `Actions for ${role}` }), item);
}

story('by keyboard alone: makes a role, changes it, renames it, deletes it and takes that back', async ({ person }) => {
  const kim = await person();
  await signIn(kim, owner, rolesPage);
  await tabTo(kim, button(kim, 'New role'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  const dialog = kim.getByRole('dialog', { name: 'New role' });
  const name = dialog.getByRole('textbox', { name: 'Role name' });
  await focused(kim, name);
  await kim.keyboard.type('Support');
  const sees = dialog.getByRole('checkbox', { name: 'See everybody' });
  await tabTo(kim, sees, { within: 3 });
  await seen(kim);
  await kim.keyboard.press(' ');
  assert.equal(await sees.isChecked(), true);
  await kim.keyboard.press('Enter');
  await toast(kim, 'Support is created').waitFor();
  await head(kim, 'Support').waitFor();
  await focused(kim, button(kim, 'New role'));

  await choose(kim, 'Support', 'Edit permissions');
  const edit = kim.getByRole('dialog', { name: 'Edit Support' });
  await focused(kim, edit.getByRole('textbox', { name: 'Role name' }));
  const invite = edit.getByRole('checkbox', { name: 'Invite people' });
  await tabTo(kim, invite, { within: 4 });
  await kim.keyboard.press(' ');
  await edit.getByText('Nobody has this role yet.').waitFor();
  await tabTo(kim, button(edit, 'Save'), { within: 30 });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Support is changed').waitFor();
  await focused(kim, actions(kim, 'Support'));

  await choose(kim, 'Support', 'Rename');
  const rename = kim.getByRole('dialog', { name: 'Rename Support' });
  await focused(kim, rename.getByRole('textbox', { name: 'Role name' }));
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('Helpdesk');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Renamed to Helpdesk').waitFor();
  await focused(kim, actions(kim, 'Helpdesk'));

  await choose(kim, 'Helpdesk', 'Delete role');
  const question = kim.getByRole('alertdialog', { name: 'Delete Helpdesk?' });
  await focused(kim, button(question, 'Cancel'));
  await kim.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  await focused(kim, actions(kim, 'Helpdesk'));
  await choose(kim, 'Helpdesk', 'Delete role');
  await focused(kim, button(question, 'Cancel'));
  await question.getByText('Nobody has it now.').waitFor();
  await tabTo(kim, button(question, 'Delete role'), { within: 2 });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Helpdesk is deleted').waitFor();
  await head(kim, 'Helpdesk').waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'New role'));
  await tabTo(kim, button(kim, 'Undo'), { within: 60 });
  await kim.keyboard.press('Enter');
  await head(kim, 'Helpdesk').waitFor();
});
