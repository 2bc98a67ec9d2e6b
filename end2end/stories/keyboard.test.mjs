// Kim has no mouse.
import assert from 'node:assert/strict';
import { demo, join, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const button = (page, name) => page.getByRole('button', { name });
const find = async (page, text) => {
  await page.keyboard.press('/');
  await focused(page, search(page));
  await page.keyboard.type(text);
};
/** Kim, signed in as the Owner, with somebody new in the list. */
const begin = async (page, ...people) => {
  await signIn(page);
  for (const one of people) await join(page, one);
  await page.open(usersPage);
};

story('signs in and out', async ({ person }) => {
  const kim = await person();
  await kim.open('/');
  const email = kim.getByRole('textbox', { name: 'Email' });
  await focused(kim, email);
  await kim.keyboard.type(owner.email);
  await kim.keyboard.press('Tab');
  await focused(kim, kim.getByLabel('Password', { exact: true }));
  await kim.keyboard.type(owner.password);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === usersPage);
  await kim.locator('html[data-ready]').waitFor();
  await kim.keyboard.press('Tab');
  await focused(kim, kim.getByRole('link', { name: 'Skip to content' }));
  await seen(kim);
  await tabTo(kim, button(kim, 'Sign out'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/sign-in');
});

story('skips the navigation, and the list', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await kim.keyboard.press('Tab');
  await kim.keyboard.press('Enter');
  await focused(kim, kim.getByRole('main'));
  await tabTo(kim, kim.getByRole('link', { name: 'Skip the list' }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  const place = await kim.evaluate(() =>
    document.activeElement.compareDocumentPosition(document.querySelector('table')) & Node.DOCUMENT_POSITION_PRECEDING);
  assert.ok(place, 'the focus stands after the table');
});

story('opens a filter, chooses, takes the chip away, and clears', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await find(kim, 'a');
  const role = kim.getByRole('group', { name: 'Filters' }).getByRole('button', { name: /^Role/ });
  await tabTo(kim, role);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const list = kim.getByRole('listbox', { name: 'Role' });
  await focused(kim, list);
  await kim.keyboard.press('ArrowDown');
  await kim.keyboard.press('Enter');
  const chip = button(kim, 'Remove filter Role: Admin');
  await chip.waitFor();
  assert.equal(await list.getByRole('option', { name: 'Admin' }).getAttribute('aria-selected'), 'true');
  await kim.keyboard.press('End');
  await kim.keyboard.press(' ');
  await button(kim, 'Remove filter Role: Member').waitFor();
  await kim.keyboard.press('Escape');
  await focused(kim, role);
  await list.waitFor({ state: 'hidden' });

  await tabTo(kim, chip);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await chip.waitFor({ state: 'hidden' });
  await focused(kim, search(kim));
  await tabTo(kim, button(kim, 'Clear filters'));
  await kim.keyboard.press('Enter');
  await focused(kim, search(kim));
  await kim.waitForURL((url) => url.search === '');
});

story('walks the rows, changes a role, and takes it back', async ({ person }) => {
  const kim = await person();
  await begin(kim, { email: 'rio@meridian.test', name: 'Rio Role' }, { email: 'rob@meridian.test', name: 'Rob Role' });
  await find(kim, 'meridian.test role');
  await row(kim, 'Rob Role').waitFor();
  await kim.keyboard.press('Tab');
  await kim.keyboard.press('j');
  await focused(kim, button(kim, /^Change role of Rio Role/));
  await kim.keyboard.press('j');
  await focused(kim, button(kim, /^Change role of Rob Role/));
  await kim.keyboard.press('k');
  await focused(kim, button(kim, /^Change role of Rio Role/));
  // A held key comes more than once in a frame.
  await kim.evaluate(() => {
    for (const key of ['j', 'k', 'j']) document.activeElement.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
  await focused(kim, button(kim, /^Change role of Rob Role/));
  await kim.keyboard.press('k');
  await focused(kim, button(kim, /^Change role of Rio Role/));
  await kim.keyboard.press('r');
  const menu = kim.getByRole('menu', { name: 'Role of Rio Role' });
  await focused(kim, menu.getByRole('menuitemradio', { name: 'Member', exact: true }));
  await kim.keyboard.press('Escape');
  await focused(kim, button(kim, 'Change role of Rio Role: Member'));
  await kim.keyboard.press('Enter');
  await menu.waitFor();
  await kim.keyboard.type('ad');
  await focused(kim, menu.getByRole('menuitemradio', { name: 'Admin', exact: true }));
  await kim.keyboard.press('Enter');
  await focused(kim, button(kim, 'Change role of Rio Role: Admin'));
  await button(kim, 'Undo').waitFor();
  await kim.keyboard.press('F6');
  await focused(kim, button(kim, 'Undo'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await focused(kim, button(kim, 'Change role of Rio Role: Member'));
});

story('changes teams with the search inside their list; one change, and Ctrl+Z', async ({ person }) => {
  const kim = await person();
  await begin(kim, { email: 'tia@meridian.test', name: 'Tia Team' });
  const sent = [];
  kim.on('request', (request) => request.url().endsWith('/api/users/change_teams') && sent.push(request));
  await find(kim, 'tia team');
  await row(kim, 'Tia Team').waitFor();
  await kim.keyboard.press('Tab');
  await kim.keyboard.press('j');
  await focused(kim, button(kim, /^Change role of Tia Team/));
  await kim.keyboard.press('t');
  await focused(kim, kim.getByRole('combobox', { name: 'Search teams' }));
  for (const team of ['des', 'supp']) {
    await kim.keyboard.press('Control+a');
    await kim.keyboard.type(team);
    await kim.getByRole('option').nth(1).waitFor({ state: 'hidden' });
    await kim.keyboard.press('Enter');
  }
  await kim.keyboard.press('Escape');
  await focused(kim, button(kim, 'Change teams of Tia Team: Design, Support'));
  await button(kim, 'Undo').waitFor();
  assert.equal(sent.length, 1);
  await kim.keyboard.press('Control+z');
  await focused(kim, button(kim, 'Change teams of Tia Team: No team'));
});

story('invites two, one typed wrong', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await kim.keyboard.press('i');
  const dialog = kim.getByRole('dialog', { name: 'Invite users' });
  const field = dialog.getByRole('textbox', { name: 'Email addresses' });
  await focused(kim, field);
  await kim.keyboard.type('nora@meridian.test zed@meridian ');
  await button(dialog, 'Remove zed@meridian').waitFor();
  await kim.keyboard.press('Backspace');
  await focused(kim, dialog.getByRole('button', { name: 'Remove zed@meridian', exact: true }));
  await kim.keyboard.press('Delete');
  await focused(kim, button(dialog, 'Remove nora@meridian.test'));
  await kim.keyboard.press('ArrowRight');
  await focused(kim, field);
  await kim.keyboard.type('zed@meridian.test');
  await kim.keyboard.press('Enter');
  await tabTo(kim, dialog.getByRole('combobox', { name: 'Role' }).or(dialog.getByRole('button', { name: /^Role/ })));
  await kim.keyboard.type('adm');
  await tabTo(kim, button(dialog, 'Send 2 invites'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await dialog.getByRole('textbox', { name: 'Link for nora@meridian.test' }).waitFor();
  await tabTo(kim, button(dialog, 'Done'));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  assert.equal(await kim.evaluate(() => document.activeElement === document.body), false, 'the focus went somewhere');
  await find(kim, 'nora@');
  await row(kim, 'nora@meridian.test').getByText('Admin', { exact: true }).waitFor();
});

story('leaves the invite dialog: Escape asks while there is something to lose', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await tabTo(kim, button(kim, 'Invite users'));
  await kim.keyboard.press('Enter');
  const dialog = kim.getByRole('dialog', { name: 'Invite users' });
  await focused(kim, dialog.getByRole('textbox', { name: 'Email addresses' }));
  await kim.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'Invite users'));
  await kim.keyboard.press('Enter');
  await kim.keyboard.type('nobody@meridian.test ');
  await kim.keyboard.press('Escape');
  const ask = kim.getByRole('alertdialog');
  await focused(kim, button(ask, 'Keep editing'));
  await kim.keyboard.press('Enter');
  await ask.waitFor({ state: 'hidden' });
  await button(dialog, 'Remove nobody@meridian.test').waitFor();
  await kim.keyboard.press('Escape');
  await tabTo(kim, button(ask, 'Discard'));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'Invite users'));
});

story('removes somebody and brings them back', async ({ person }) => {
  const kim = await person();
  await begin(kim, { email: 'lea@meridian.test', name: 'Lea Leaves' }, { email: 'leo@meridian.test', name: 'Leo Stays' });
  await find(kim, 'le meridian.test');
  await row(kim, 'Leo Stays').waitFor();
  await tabTo(kim, button(kim, 'Actions for Lea Leaves'), { within: 120 });
  await kim.keyboard.press('Enter');
  await kim.getByRole('menu', { name: 'Actions for Lea Leaves' }).waitFor();
  await kim.keyboard.press('End');
  await focused(kim, kim.getByRole('menuitem', { name: 'Remove', exact: true }));
  await kim.keyboard.press('Enter');
  const dialog = kim.getByRole('alertdialog', { name: 'Remove Lea Leaves?' });
  await focused(kim, button(dialog, 'Cancel'));
  await kim.keyboard.press('Escape');
  await focused(kim, button(kim, 'Actions for Lea Leaves'));
  await kim.keyboard.press('.');
  await kim.getByRole('menu', { name: 'Actions for Lea Leaves' }).waitFor();
  await kim.keyboard.press('End');
  await kim.keyboard.press('Enter');
  await focused(kim, button(dialog, 'Cancel'));
  await kim.keyboard.press('Tab');
  await focused(kim, dialog.getByRole('button', { name: 'Remove', exact: true }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await row(kim, 'Lea Leaves').waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'Actions for Leo Stays'));
  await kim.keyboard.press('F6');
  await focused(kim, button(kim, 'Undo'));
  await kim.keyboard.press('Enter');
  await row(kim, 'Lea Leaves').waitFor();
  await focused(kim, button(kim, 'Actions for Leo Stays'));
});

story('removes the only one in the list: the focus goes to the heading', async ({ person }) => {
  const kim = await person();
  await begin(kim, { email: 'only@meridian.test', name: 'Una Only' });
  await find(kim, 'una only');
  await row(kim, 'Una Only').waitFor();
  await tabTo(kim, button(kim, 'Actions for Una Only'));
  await kim.keyboard.press('Enter');
  await kim.getByRole('menuitem', { name: 'Remove', exact: true }).waitFor();
  await kim.keyboard.press('End');
  await kim.keyboard.press('Enter');
  const dialog = kim.getByRole('alertdialog', { name: 'Remove Una Only?' });
  await tabTo(kim, dialog.getByRole('button', { name: 'Remove', exact: true }));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focused(kim, kim.getByRole('heading', { level: 1, name: 'Users' }));
});

story('accepts an invitation', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await kim.keyboard.press('i');
  await kim.keyboard.type('amy@meridian.test ');
  const dialog = kim.getByRole('dialog', { name: 'Invite users' });
  await tabTo(kim, button(dialog, 'Send 1 invite'));
  await kim.keyboard.press('Enter');
  const link = await dialog.getByRole('textbox', { name: 'Link for amy@meridian.test' }).inputValue();
  const amy = await person();
  await amy.open(link);
  // No Tab at all: the page begins there.
  await focused(amy, amy.getByRole('textbox', { name: 'Name' }));
  await amy.keyboard.type('Amy Accepts');
  await amy.keyboard.press('Tab');
  await focused(amy, amy.getByLabel('Password', { exact: true }));
  await amy.keyboard.type('a password of mine');
  await amy.keyboard.press('Enter');
  await amy.waitForURL((url) => url.pathname === '/account');
  await amy.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
});

story('single letters can be switched off, and never fire in a field', async ({ person }) => {
  const kim = await person();
  await begin(kim);
  await kim.keyboard.press('/');
  await kim.keyboard.type('i?');
  assert.equal(await search(kim).inputValue(), 'i?');
  assert.equal(await kim.getByRole('dialog').count(), 0);
  await kim.keyboard.press('Escape');
  await kim.keyboard.press('Tab');
  await kim.keyboard.press('?');
  const keys = kim.getByRole('dialog', { name: 'Keyboard shortcuts' });
  await tabTo(kim, keys.getByRole('checkbox', { name: 'Single-letter shortcuts' }));
  await kim.keyboard.press(' ');
  await kim.keyboard.press('Escape');
  await keys.waitFor({ state: 'hidden' });
  await kim.keyboard.press('i');
  await kim.keyboard.press('?');
  assert.equal(await kim.locator('dialog[open]').count(), 0);
});
