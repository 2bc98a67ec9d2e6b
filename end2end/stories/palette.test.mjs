// Kim finds everything by a few letters.
import assert from 'node:assert/strict';
import { demo, join, row, signIn, usersPage } from '../support/cast.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const palette = (page) => page.getByRole('dialog', { name: 'Command palette' });
const field = (page) => palette(page).getByRole('combobox', { name: 'Search actions, people, teams and roles' });
const open = async (page) => {
  await page.keyboard.press('Control+k');
  await focused(page, field(page));
};
const active = (page, name) => palette(page).getByRole('option', { name, selected: true });
const groups = (page) => palette(page).getByRole('group');

story('finds somebody from wherever she is on the page, and is back where she was afterwards', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'zoe.quill@meridian.test', name: 'Zoë Quill' });
  await kim.open(usersPage);
  await row(kim, 'Olga').first().waitFor();
  const search = kim.getByRole('searchbox', { name: 'Search users' });
  await kim.keyboard.press('/');
  await focused(kim, search);

  await open(kim);
  await groups(kim).getByText('Actions', { exact: true }).waitFor();
  assert.equal(await groups(kim).count(), 1, 'actions alone, where nothing is typed');
  await kim.keyboard.type('zoe qui');
  await active(kim, /^Zoë Quill/).waitFor();
  await kim.keyboard.press('Enter');
  await kim.getByRole('dialog', { name: 'Zoë Quill' }).waitFor();
  assert.equal(await palette(kim).count(), 0);
  await kim.keyboard.press('Escape');
  await kim.getByRole('dialog', { name: 'Zoë Quill' }).waitFor({ state: 'hidden' });
  await focused(kim, search);

  await open(kim);
  await kim.keyboard.press('Escape');
  await palette(kim).waitFor({ state: 'hidden' });
  await focused(kim, search);
  await open(kim);
  await kim.keyboard.press('Control+k');
  await palette(kim).waitFor({ state: 'hidden' });
  await focused(kim, search);
});

story('does by name what the page does, and goes where the frame leads', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await row(kim, 'Olga').first().waitFor();
  await open(kim);
  await kim.keyboard.type('users inv');
  await active(kim, 'Invite users').waitFor();
  await kim.keyboard.press('Enter');
  await focused(kim, kim.getByRole('textbox', { name: 'Email addresses' }));
  // What is typed there is not led away from.
  await kim.keyboard.type('half@');
  await kim.keyboard.press('Control+k');
  await kim.keyboard.press('ArrowLeft');
  await kim.keyboard.type('x');
  assert.equal(await kim.getByRole('textbox', { name: 'Email addresses' }).inputValue(), 'halfx@');
  assert.equal(await palette(kim).count(), 0);
  await kim.keyboard.press('Escape');
  await kim.getByRole('alertdialog').getByRole('button', { name: 'Discard' }).click();
  await kim.getByRole('dialog', { name: 'Invite users' }).waitFor({ state: 'hidden' });

  await open(kim);
  await kim.keyboard.type('short');
  await kim.keyboard.press('Enter');
  await kim.getByRole('dialog', { name: 'Keyboard shortcuts' }).getByText('Ctrl/⌘ K').waitFor();
  await kim.keyboard.press('Escape');
  await kim.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });

  await open(kim);
  await kim.keyboard.type('roles');
  await active(kim, 'Go to Roles').waitFor();
  await kim.keyboard.press('Enter');
  await kim.getByRole('heading', { level: 1, name: 'Roles' }).waitFor();
  // Elsewhere the people are not at hand, but the way to them is.
  await open(kim);
  await kim.keyboard.type('Olga');
  await active(kim, 'Look for “Olga” among the users').waitFor();
  await kim.keyboard.press('Enter');
  await kim.waitForURL(/settings\/users\?q=Olga$/);
  await row(kim, 'Olga').first().waitFor();
  await open(kim);
  await kim.keyboard.type('sign out');
  await kim.keyboard.press('Enter');
  await kim.waitForURL(/\/sign-in/);
});

story('narrows the list to a team, a role, or to all who answer', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await row(kim, 'Olga').first().waitFor();
  await open(kim);
  await kim.keyboard.type('design');
  await groups(kim).getByText('Teams', { exact: true }).waitFor();
  await palette(kim).getByRole('option', { name: 'Design', exact: true }).click();
  await kim.waitForURL(/\?team=design$/);
  await kim.getByRole('button', { name: /^Remove filter .*Design$/ }).waitFor();

  await open(kim);
  await kim.keyboard.type('team owner');
  await groups(kim).getByText('Roles', { exact: true }).waitFor();
  await palette(kim).getByRole('option', { name: 'Team owner', exact: true }).click();
  await kim.waitForURL(/\?role=team-owner$/);

  await open(kim);
  await kim.keyboard.type('a');
  const all = palette(kim).getByRole('option', { name: /^Show all \d+ in the list$/ });
  await all.waitFor();
  const number = (await all.innerText()).match(/\d+/)[0];
  // Up from the first is the last, and the list follows.
  const first = await field(kim).getAttribute('aria-activedescendant');
  await kim.keyboard.press('ArrowUp');
  assert.notEqual(await field(kim).getAttribute('aria-activedescendant'), first);
  await kim.keyboard.press('ArrowDown');
  assert.equal(await field(kim).getAttribute('aria-activedescendant'), first);
  await all.click();
  await kim.waitForURL(/\?q=a$/);
  const status = kim.getByText(/^\d+ of \d+ shown$/);
  await status.waitFor();
  // Those who were removed are in the list, too, but only there.
  assert.ok(Number((await status.innerText()).match(/^\d+/)[0]) >= Number(number));

  await open(kim);
  await kim.keyboard.type('qqqq');
  await palette(kim).getByText('Nothing is called “qqqq”.').first().waitFor();
  await kim.keyboard.press('Enter');
  await focused(kim, field(kim));
});

story('a member has a palette of what they may do', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const mia = await join(kim, { email: 'mia@meridian.test', name: 'Mia Member' });
  const hers = await person();
  await signIn(hers, mia, '/account');
  await open(hers);
  const options = await palette(hers).getByRole('option').allInnerTexts();
  assert.deepEqual(options, ['Go to My account', 'Sign out']);
  await hers.keyboard.type('olga');
  await palette(hers).getByText('Nothing is called “olga”.').first().waitFor();
});
