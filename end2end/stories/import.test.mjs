// Lists from elsewhere: a file is dropped or chosen, its plan is looked at, and all of it is done, or nothing.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { chosen, drop } from '../support/files.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const dialogOf = (page) => page.getByRole('dialog', { name: 'Import list' });
const line = (dialog, address) => dialog.getByRole('listitem').filter({ hasText: address });
const tick = (dialog, address) => dialog.getByRole('checkbox', { name: address, exact: true });
const search = async (page, q) => page.getByRole('searchbox', { name: 'Search users' }).fill(q);
/** Seats without a limit, so that a story counts its own. */
const seats = async (page, limit) => {
  const { seq } = await snapshot(page);
  const change = { name: null, seat_limit: [limit], seat_policy: null };
  await call(page, 'organization/change', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, change });
};
const choose = async (page, dialog, file) => {
  const asked = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: /^Choose (another )?file$/ }).click();
  await (await asked).setFiles(chosen(file));
};
const start = async (person, limit = null) => {
  const olga = await person();
  await signIn(olga);
  await seats(olga, limit);
  await olga.open(usersPage);
  await loaded(olga);
  return olga;
};

const slack = (...people) =>
  ['username,email,status,billing-active,has-2fa,has-sso,userid,fullname,displayname,expiration-timestamp', ...people, ''].join('\n');

story('Olga drops Slack’s list on the page: the plan shows, a line is unticked, the rest is applied and undone at once', async ({ person }) => {
  const olga = await start(person);
  const text = slack(
    'ana,ana.slack@meridian.test,Member,1,1,0,U1,Ana Slack,ana,',
    'ben,ben.slack@meridian.test,Admin,1,1,0,U2,Ben Slack,ben,',
    'gone,gone.slack@meridian.test,Deactivated,0,0,0,U3,Gone Slack,gone,',
    'ana2,ANA.SLACK@meridian.test,Member,1,1,0,U4,Ana Slack,ana,',
    'bad,nowhere,Member,1,1,0,U5,Bad Slack,bad,',
  );
  await drop(olga.locator('main'), { name: 'slack-members.csv', text });
  const dialog = dialogOf(olga);
  await dialog.getByText('slack-members.csv: Slack, 5 lines').waitFor();
  await line(dialog, 'ana.slack@meridian.test').getByText('Line 2: Invited as Member').waitFor();
  await accessible(olga);
  await dialog.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Skip (2)' });
  await line(dialog, 'ana.slack@meridian.test').getByText('Line 5: Stands on line 2 already').waitFor();
  await dialog.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Refused (1)' });
  await line(dialog, 'nowhere').getByText('Line 6').waitFor();
  await dialog.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Add (2)' });
  await tick(dialog, 'ben.slack@meridian.test').uncheck();
  await button(dialog, 'Apply 1 change').click();
  await toast(olga, 'The list is imported: 1 invited.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await search(olga, 'slack');
  await row(olga, 'Ana Slack').getByText(/^Invited · /).waitFor();
  assert.equal(await olga.getByText('Ben Slack').count(), 0);
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await row(olga, 'Ana Slack').waitFor({ state: 'detached' });
});

story('by keyboard alone: the button, the file, a change of roles, and Undo', async ({ person }) => {
  const olga = await start(person);
  // From now on: a key is pressed faster than the browser is told to hand its file chooser over.
  const asked = olga.waitForEvent('filechooser', { timeout: 60_000 });
  await join(olga, { email: 'kay@meridian.test', name: 'Kay Board' });
  await olga.open(usersPage);
  await loaded(olga);
  await olga.keyboard.press('/');
  await focused(olga, olga.getByRole('searchbox', { name: 'Search users' }));
  await tabTo(olga, button(olga, 'Import list'));
  await seen(olga);
  await olga.keyboard.press('Enter');
  const dialog = dialogOf(olga);
  await focused(olga, button(dialog, 'Choose file'));
  await seen(olga);
  await olga.keyboard.press('Enter');
  await (await asked).setFiles(chosen({ name: 'roles.csv', text: 'E-Mail;Role;Teams\nKAY@meridian.test;Admin;Design\n' }));
  await line(dialog, 'kay@meridian.test').getByText('Line 2: Member becomes Admin; joins Design').waitFor();
  await tabTo(olga, tick(dialog, 'kay@meridian.test'));
  await olga.keyboard.press('Space');
  await dialog.getByText('There is nothing to do.').waitFor();
  await olga.keyboard.press('Space');
  await tabTo(olga, button(dialog, 'Apply 1 change'));
  await seen(olga);
  await olga.keyboard.press('Enter');
  await toast(olga, 'The list is imported: 1 changed.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await focused(olga, button(olga, 'Import list'));
  await search(olga, 'kay board');
  await button(olga, 'Change role of Kay Board: Admin').waitFor();
  await button(olga, 'Undo').press('Enter');
  await toast(olga, 'Undone').waitFor();
  await button(olga, 'Change role of Kay Board: Member').waitFor();
  // And away again by Escape.
  await button(olga, 'Import list').press('Enter');
  await focused(olga, button(dialog, 'Choose file'));
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(olga, button(olga, 'Import list'));
});

story('columns that nobody knows are mapped by hand once, and known from then on', async ({ person }) => {
  const olga = await start(person);
  const file = (address) => ({ name: 'kollegen.csv', text: `Kollege;Netzpost;Rang\nMaja Map;${address};Admin\n` });
  await button(olga, 'Import list').click();
  const dialog = dialogOf(olga);
  await choose(olga, dialog, file('maja.map@meridian.test'));
  await dialog.getByText('Which columns hold what?').waitFor();
  await accessible(olga);
  const column = (name) => dialog.getByRole('combobox', { name, exact: true });
  assert.equal(await column('Email address').inputValue(), '1', 'where an address stands, there they stand');
  await column('Name').selectOption('0');
  await column('Role').selectOption('2');
  await button(dialog, 'Read the list').click();
  await line(dialog, 'maja.map@meridian.test').getByText('Invited as Admin').waitFor();
  await button(dialog, 'Apply 1 change').click();
  await toast(olga, 'The list is imported: 1 invited.').waitFor();
  await button(olga, 'Import list').click();
  await choose(olga, dialog, file('mona.map@meridian.test'));
  await line(dialog, 'mona.map@meridian.test').getByText('Invited as Admin').waitFor();
  await button(dialog, 'Cancel').click();
  await dialog.waitFor({ state: 'hidden' });
  await search(olga, 'maja map');
  await row(olga, 'Maja Map').waitFor();
});

story('too few seats: nothing can be applied, and one line fewer fits', async ({ person }) => {
  const olga = await start(person);
  const two = { name: 'two.txt', type: 'text/plain', text: 'one.seat@meridian.test\nTwo <two.seat@meridian.test>\n' };
  await button(olga, 'Import list').click();
  const dialog = dialogOf(olga);
  await choose(olga, dialog, two);
  const used = /Seats: (\d+) used/.exec(await dialog.getByText(/^Seats: /).innerText())[1];
  await dialog.getByText(`Seats: ${used} used, ${Number(used) + 2} afterwards`).waitFor();
  await seats(olga, Number(used) + 1);
  await choose(olga, dialog, two);
  await dialog.getByText(`afterwards, of ${Number(used) + 1}`).waitFor();
  const apply = dialog.getByRole('button', { name: 'Apply 2 changes', exact: true });
  await apply.waitFor();
  assert.equal(await apply.getAttribute('aria-disabled'), 'true');
  await accessible(olga);
  await tick(dialog, 'one.seat@meridian.test').uncheck();
  await button(dialog, 'Apply 1 change').click();
  await toast(olga, 'The list is imported: 1 invited.').waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await seats(olga, null);
});

story('whoever is not on the list is suspended when asked, but never oneself', async ({ person }) => {
  const olga = await start(person);
  await button(olga, 'Import list').click();
  const dialog = dialogOf(olga);
  await choose(olga, dialog, { name: 'one.csv', text: 'email\nfirst.one@meridian.test\n' });
  await dialog.getByRole('combobox', { name: 'Show' }).locator('option', { hasText: 'Suspend (0)' }).waitFor({ state: 'attached' });
  await dialog.getByRole('checkbox', { name: 'Suspend whoever is not on the list' }).check();
  await dialog.getByRole('combobox', { name: 'Show' }).locator('option', { hasText: /^Suspend \([1-9]/ }).waitFor({ state: 'attached' });
  await dialog.getByRole('combobox', { name: 'Show' }).selectOption({ label: 'Refused (1)' });
  await line(dialog, owner.email).getByText('You cannot do this to yourself').waitFor();
  await accessible(olga);
  await button(dialog, 'Cancel').click();
});

story('a plan that somebody else’s edit changed is shown anew, and nothing was imported', async ({ person }) => {
  const olga = await start(person);
  await button(olga, 'Import list').click();
  const dialog = dialogOf(olga);
  await choose(olga, dialog, { name: 'two.csv', text: 'email\nfirst.late@meridian.test\nsecond.late@meridian.test\n' });
  await button(dialog, 'Apply 2 changes').waitFor();
  await join(olga, { email: 'first.late@meridian.test', name: 'First Late' });
  await button(dialog, 'Apply 2 changes').click();
  await dialog.getByText('The organization changed meanwhile, and nothing was imported.').waitFor();
  await button(dialog, 'Apply 1 change').click();
  await toast(olga, 'The list is imported: 1 invited.').waitFor();
});

story('files that are no list say why, and whoever may not import sees no button', async ({ person }) => {
  const olga = await start(person);
  await button(olga, 'Import list').click();
  const dialog = dialogOf(olga);
  await choose(olga, dialog, { name: 'book.xlsx', text: 'PK\x03\x04' });
  await dialog.getByText('This is a workbook. Save it as CSV, then choose that file.').waitFor();
  await choose(olga, dialog, { name: 'open.csv', text: 'email,name\na.open@meridian.test,"Ana\n' });
  await dialog.getByText('Line 2: the quote that begins there never ends.').waitFor();
  await accessible(olga);
  await button(dialog, 'Cancel').click();
  const tom = await join(olga, { email: 'tom.team@meridian.test', name: 'Tom Tally', role: 'team-owner', teams: ['design'] });
  await olga.open('/o/demo/settings/teams');
  await olga.getByRole('button', { name: /^Design/ }).click();
  await olga.getByRole('checkbox', { name: 'Tom Tally owns this team' }).check();
  await toast(olga, 'Team owner is set').waitFor();
  const visitor = await person();
  await signIn(visitor, tom);
  await visitor.getByRole('searchbox', { name: 'Search users' }).waitFor();
  await button(visitor, 'Invite users').waitFor();
  assert.equal(await button(visitor, 'Import list').count(), 0);
});
