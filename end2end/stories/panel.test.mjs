// A person's panel: opened from the list and by its own address, closed again, and all that is done in it.
import assert from 'node:assert/strict';
import { call, demo, invite, join, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { focused, pick, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const name = (page, who) => row(page, who).getByRole('link', { name: who, exact: true });
const panel = (page, who) => page.getByRole('dialog', { name: who, exact: true });
const history = (page, who) => panel(page, who).getByRole('listitem').filter({ has: page.locator('time') });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const path = (page) => new URL(page.url()).pathname;
/** Somebody with a past. */
const withPast = async (page, { email, name: called }) => {
  const who = await join(page, { email, name: called });
  const { people, seq, roles } = await snapshot(page);
  const at = people.text.split('\n').findIndex((line) => line.endsWith(email));
  const id = people.ids.slice(at * 32, at * 32 + 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  const role = roles.find((one) => one.slug === 'team-owner').id;
  await call(page, 'users/set_role', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [id], role });
  return { ...who, id };
};

story('Olga opens somebody by their name, sees why they have access and what was done, and Back closes it', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const { id } = await withPast(olga, { email: 'pia@meridian.test', name: 'Pia Past' });
  await olga.open(`${usersPage}?q=pia`);
  await name(olga, 'Pia Past').click();
  const opened = panel(olga, 'Pia Past');
  await opened.getByText(/^Invited by Olga Demo on /).waitFor();
  assert.equal(path(olga), `${usersPage}/${id}`);
  assert.equal(new URL(olga.url()).search, '?q=pia', 'the list behind stays as it is');
  await opened.getByText(/^Role given by Olga Demo on /).waitFor();
  await opened.getByText('Signs in with a password.').waitFor();
  assert.deepEqual(await history(olga, 'Pia Past').locator('p:first-child').allInnerTexts(), [
    'Role changed from Member to Team owner', 'Joined as Member', 'pia@meridian.test invited as Member',
  ]);
  await ariaSnapshot(opened, 'panel');
  await accessible(olga, everyWidth);
  await olga.goBack();
  await opened.waitFor({ state: 'hidden' });
  assert.equal(path(olga), usersPage);
  await focused(olga, name(olga, 'Pia Past'));
  await olga.goForward();
  await opened.waitFor();
});

story('a panel has an address: it opens on a fresh load, Escape leads to the list, and nobody\'s is not found', async ({ person, allow }) => {
  allow(/status of 404/);
  const olga = await person();
  await signIn(olga);
  const { id } = await withPast(olga, { email: 'ada@meridian.test', name: 'Ada Address' });
  await olga.open(`${usersPage}/${id}?q=address`);
  await panel(olga, 'Ada Address').getByText(/^Invited by/).waitFor();
  await olga.keyboard.press('Escape');
  await panel(olga, 'Ada Address').waitFor({ state: 'hidden' });
  assert.equal(path(olga), usersPage);
  await focused(olga, name(olga, 'Ada Address'));
  assert.equal(await search(olga).inputValue(), 'address');
  for (const nobody of ['0198c0de-0000-7000-8000-000000000001', 'nobody']) {
    const answer = await olga.goto(`${usersPage}/${nobody}`);
    assert.equal(answer.status(), 404);
    await olga.getByRole('heading', { name: 'Page not found' }).waitFor();
  }
});

story('Olga changes the role, takes it back, and suspends: the panel, its history and the row follow', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await withPast(olga, { email: 'rita@meridian.test', name: 'Rita Role' });
  await olga.open(`${usersPage}?q=rita`);
  await name(olga, 'Rita Role').click();
  const opened = panel(olga, 'Rita Role');
  await history(olga, 'Rita Role').first().waitFor();
  await opened.getByRole('button', { name: 'Change role of Rita Role: Team owner' }).click();
  await olga.getByRole('menu', { name: 'Role of Rita Role' }).getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await opened.getByText('Role changed from Team owner to Admin').waitFor();
  await focused(olga, opened.getByRole('button', { name: 'Change role of Rita Role: Admin' }));
  // What the message offers works although the rest of the page is out of reach.
  await olga.getByRole('button', { name: 'Undo' }).click();
  await opened.getByText('Role changed from Admin to Team owner').waitFor();
  await opened.getByRole('group', { name: 'Actions' }).getByRole('button', { name: 'Suspend' }).click();
  await toast(olga, /^Rita Role is suspended/).waitFor();
  await history(olga, 'Rita Role').getByText('Suspended', { exact: true }).waitFor();
  await focused(olga, opened.getByRole('button', { name: 'Reactivate' }));
  await olga.keyboard.press('Escape');
  await row(olga, 'Rita Role').getByText('Suspended').waitFor();
});

story('Olga removes somebody from the panel: asked first, then told, and the panel offers to restore', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await withPast(olga, { email: 'rex@meridian.test', name: 'Rex Removed' });
  await olga.open(`${usersPage}?q=rex+removed`);
  await name(olga, 'Rex Removed').click();
  const opened = panel(olga, 'Rex Removed');
  await opened.getByRole('button', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Rex Removed?' });
  await focused(olga, dialog.getByRole('button', { name: 'Cancel' }));
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await opened.getByRole('button', { name: 'Restore' }).waitFor();
  await focused(olga, opened.getByRole('button', { name: 'Close' }));
  await opened.getByRole('button', { name: 'Restore' }).click();
  await toast(olga, 'Rex Removed is back').waitFor();
  await opened.getByText(/^Restored by Olga Demo on /).waitFor();
});

story('by keyboard alone: from the row to the panel, through it, and back to the row', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await withPast(kim, { email: 'kay@meridian.test', name: 'Kay Keys' });
  await kim.open(usersPage);
  await kim.keyboard.press('/');
  await focused(kim, search(kim));
  await kim.keyboard.type('kay keys');
  await row(kim, 'Kay Keys').waitFor();
  await tabTo(kim, name(kim, 'Kay Keys'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  const opened = panel(kim, 'Kay Keys');
  await focused(kim, opened.getByRole('button', { name: 'Close' }));
  await seen(kim);
  await tabTo(kim, opened.getByRole('button', { name: /^Change role of Kay Keys/ }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Role of Kay Keys' }), 'Member', 'menuitemradio');
  await opened.getByText('Role changed from Team owner to Member').waitFor();
  await focused(kim, opened.getByRole('button', { name: 'Change role of Kay Keys: Member' }));
  await kim.keyboard.press('F6');
  await focused(kim, kim.getByRole('button', { name: 'Undo' }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await opened.getByText('Role changed from Member to Team owner').nth(1).waitFor();
  await kim.keyboard.press('Escape');
  await opened.waitFor({ state: 'hidden' });
  await focused(kim, name(kim, 'Kay Keys'));
});

story('by keyboard alone: a long history comes page by page, and all of it is in the audit log', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const { id } = await withPast(kim, { email: 'lou@meridian.test', name: 'Lou Long' });
  for (let turn = 0; turn < 11; turn += 1) {
    for (const act of ['suspend', 'reactivate']) {
      const { seq } = await snapshot(kim);
      const reason = act === 'suspend' ? { reason: null } : {};
      await call(kim, `users/${act}`, { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [id], ...reason });
    }
  }
  await kim.open(usersPage);
  await kim.keyboard.press('/');
  await focused(kim, search(kim));
  await kim.keyboard.type('lou long');
  await row(kim, 'Lou Long').waitFor();
  await tabTo(kim, name(kim, 'Lou Long'));
  await kim.keyboard.press('Enter');
  const opened = panel(kim, 'Lou Long');
  await opened.getByRole('heading', { name: 'History' }).waitFor();
  assert.equal(await history(kim, 'Lou Long').count(), 20);
  await tabTo(kim, opened.getByRole('button', { name: 'Show earlier' }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await opened.getByText('lou@meridian.test invited as Member').waitFor();
  assert.equal(await history(kim, 'Lou Long').count(), 25);
  await kim.keyboard.press('Escape');
  await focused(kim, name(kim, 'Lou Long'));
  const actions = kim.getByRole('button', { name: 'Actions for Lou Long', exact: true });
  await tabTo(kim, actions);
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Lou Long' }), 'View history');
  await kim.waitForURL((url) => url.pathname === '/o/demo/settings/audit' && url.searchParams.get('subject') === id);
  await focused(kim, kim.getByRole('main'));
});

story('an invitation has a panel; taken back, it closes', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await invite(olga, { email: 'ivy@meridian.test' });
  await olga.open(`${usersPage}?q=ivy@`);
  await name(olga, 'ivy@meridian.test').click();
  const opened = panel(olga, 'ivy@meridian.test');
  await opened.getByText(/^Invited by Olga Demo on /).waitFor();
  await accessible(olga, everyWidth);
  await opened.getByRole('button', { name: 'Revoke invite' }).click();
  await opened.waitFor({ state: 'hidden' });
  await toast(olga, 'Invite for ivy@meridian.test taken back').waitFor();
  assert.equal(path(olga), usersPage);
});

story('Tess, who owns a team, sees why, and neither sessions nor history', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const tess = await join(olga, { email: 'tess@meridian.test', name: 'Tess Team', role: 'team-owner', teams: ['design'] });
  await join(olga, { email: 'dan@meridian.test', name: 'Dan Design', teams: ['design'] });
  const { people, teams, seq } = await snapshot(olga);
  const at = people.text.split('\n').findIndex((line) => line.endsWith(tess.email));
  const id = people.ids.slice(at * 32, at * 32 + 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  const team = teams.find((one) => one.slug === 'design').id;
  await call(olga, 'teams/set_owner', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, team, user: id, owner: true });
  const hers = await person();
  await signIn(hers, tess);
  await hers.open(`${usersPage}?q=dan`);
  await name(hers, 'Dan Design').click();
  const opened = panel(hers, 'Dan Design');
  await opened.getByText(/^Invited by somebody you do not see on /).waitFor();
  assert.deepEqual(await opened.getByRole('heading', { level: 3 }).allInnerTexts(), ['Why this access']);
  await opened.getByText('Your role may not suspend people.').waitFor();
});
