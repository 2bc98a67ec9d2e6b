// What others do shows by itself, and moves nothing under a hand.
import assert from 'node:assert/strict';
import { call, demo, invite, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

const withSecond = async (muster) => {
  await demo(60)(muster);
  await muster.run('owner', 'create', '--org', 'blue-harbour', '--org-name', 'Blue Harbour', '--email', owner.email, '--password-file', `${muster.folder}/password`);
};
site({ prepare: withSecond, chaos: true });

const broken = /status of (401|404|502|503)|502|Failed to (fetch|load)|ERR_/;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const pill = (page, words) => button(page, words);
const soon = { timeout: 1_500 };
/** No hand is at the rows. */
const away = (page) => page.mouse.move(2, 2);

/** What is needed to do something to somebody as the page's person. */
async function people(page) {
  const { roles, teams, seq, people: them } = await snapshot(page);
  const ids = them.ids.match(/.{32}/g).map((id) => id.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5'));
  const lines = them.text.split('\n');
  return {
    seq,
    id: (words) => ids[lines.findIndex((line) => line.includes(words))],
    role: (slug) => roles.find((one) => one.slug === slug).id,
    team: (slug) => teams.find((one) => one.slug === slug).id,
  };
}

/** Does something as the page's person, elsewhere than in this page. */
async function does(page, name, fields) {
  const known = await people(page);
  return call(page, name, { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: known.seq, ...fields(known) });
}
const setRole = (page, whom, slug) => does(page, 'users/set_role', ({ id, role }) => ({ users: [id(whom)], role: role(slug) }));
const remove = (page, whom) => does(page, 'users/remove', ({ id }) => ({ users: [id(whom)], reason: null, successors: [], heir: null }));
const revoke = (page, address) => does(page, 'invitations/revoke', ({ id }) => ({ invitations: [id(address)] }));

/** Olga and an admin, each in a browser of their own. */
async function two(person, who) {
  const olga = await person();
  await signIn(olga);
  const admin = await join(olga, { email: `${who}@meridian.test`, name: `${who} Admin`, role: 'admin' });
  const ben = await person();
  await signIn(ben, admin, '/account');
  return { olga, ben, admin };
}

const see = async (page, query = '') => {
  await page.open(usersPage + query);
  await loaded(page);
  await away(page);
};

story('what Ben does shows on Olga’s page within a second: a role, a team, an invitation, a removal, and the numbers', async ({ person }) => {
  const { olga, ben } = await two(person, 'ben');
  await join(olga, { email: 'lia@meridian.test', name: 'Lia Live' });
  await see(olga, '?q=li');
  const users = async () => Number((await olga.locator('.page-numbers').getByText(/users$/).innerText()).match(/\d+/)[0]);
  const before = await users();

  await setRole(ben, 'Lia Live', 'admin');
  await button(olga, 'Change role of Lia Live: Admin').waitFor(soon);
  await does(ben, 'users/change_teams', ({ id, team }) => ({ users: [id('Lia Live')], add: [team('design')], remove: [] }));
  await button(olga, 'Change teams of Lia Live: Design').waitFor(soon);
  await invite(ben, { email: 'lina@meridian.test' });
  await row(olga, 'lina@meridian.test').waitFor(soon);
  await remove(ben, 'Lia Live');
  await row(olga, 'Lia Live').waitFor({ state: 'hidden', ...soon });
  assert.equal(await users(), before - 1);
  assert.equal(await olga.getByRole('button', { name: /updates?$/ }).count(), 0, 'no hand is at a row');
});

story('two tabs of one browser listen by one connection, and the second takes over when the first is closed', async ({ person }) => {
  const { olga, ben } = await two(person, 'bob');
  await join(olga, { email: 'tab@meridian.test', name: 'Tab Two' });
  const asked = [];
  olga.context().on('request', (request) => request.url().includes('/feed?') && asked.push(request.url()));
  await olga.open('/account');
  asked.length = 0;
  const first = olga.waitForRequest(/\/feed\?/);
  await see(olga, '?q=tab+two');
  await first;
  const second = await olga.context().newPage();
  await second.goto(`${usersPage}?q=tab+two`);
  await loaded(second);
  await setRole(ben, 'Tab Two', 'admin');
  for (const page of [olga, second]) await button(page, 'Change role of Tab Two: Admin').waitFor(soon);
  assert.equal(asked.length, 1);

  const taken = second.waitForRequest(/\/feed\?/);
  await olga.open('/account');
  await taken;
  await setRole(ben, 'Tab Two', 'member');
  await button(second, 'Change role of Tab Two: Member').waitFor(soon);
  assert.equal(asked.length, 2);
  await second.close();
});

story('under a hand nothing moves: an updates button counts, and takes the order up', async ({ person }) => {
  const { olga, ben } = await two(person, 'bea');
  await invite(olga, { email: 'aaa.first@meridian.test' });
  await see(olga, '?status=invited');
  const hers = row(olga, /^(?!aaa\.)/).nth(1);
  await hers.hover();
  const place = async () => (await hers.boundingBox()).y;
  const before = await place();
  const rows = async () => Number(await olga.getByRole('table').getAttribute('aria-rowcount'));
  const count = await rows();

  await invite(ben, { email: 'aab.second@meridian.test' });
  await pill(olga, '1 update').waitFor(soon);
  assert.equal(await place(), before);
  assert.equal(await row(olga, 'aab.second@meridian.test').count(), 0);
  await revoke(ben, 'aaa.first@meridian.test');
  await pill(olga, '2 updates').waitFor(soon);
  assert.equal(await place(), before);
  await row(olga, 'aaa.first@meridian.test').getByText('No longer matches').waitFor();
  assert.equal(await rows(), count);
  await accessible(olga, everyWidth);

  // Whoever is at the keyboard finds it before the rows, and goes on in them.
  await olga.getByRole('button', { name: /^Status/ }).focus();
  await tabTo(olga, pill(olga, '2 updates'), { within: 30 });
  await olga.keyboard.press('Enter');
  await row(olga, 'aab.second@meridian.test').waitFor();
  assert.equal(await row(olga, 'aaa.first@meridian.test').count(), 0);
  assert.equal(await olga.getByRole('button', { name: /updates?$/ }).count(), 0);
  await focused(olga, olga.locator('tbody tr[aria-rowindex="2"] [data-control="person"]'));
});

story('a menu that is open stays where it is and says what is so', async ({ person }) => {
  const { olga, ben } = await two(person, 'bill');
  await join(olga, { email: 'mena@meridian.test', name: 'Mena Menu' });
  await see(olga, '?q=mena');
  await button(olga, 'Change role of Mena Menu: Member').click();
  const admin = olga.getByRole('menuitemradio', { name: 'Admin', exact: true });
  await admin.waitFor();
  await olga.evaluate(() => Promise.all(document.getAnimations().map((one) => one.finished)));
  const before = await admin.boundingBox();
  await invite(ben, { email: 'aa.mena@meridian.test' });
  await pill(olga, '1 update').waitFor(soon);
  assert.deepEqual(await admin.boundingBox(), before);
  await setRole(ben, 'Mena Menu', 'admin');
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true, checked: true }).waitFor(soon);
  await olga.keyboard.press('Escape');
  await button(olga, 'Change role of Mena Menu: Admin').waitFor();
  // Another question takes the order up.
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('mena@');
  await row(olga, 'aa.mena@meridian.test').waitFor();
});

story('what Olga does while Ben does something else to the same person holds, and so does his', async ({ person, muster }) => {
  const { olga, ben } = await two(person, 'bart');
  await join(olga, { email: 'both@meridian.test', name: 'Both Ways' });
  await see(olga, '?q=both+ways');
  const held = muster.chaos.hold(/users\/set_role/);
  await button(olga, 'Change role of Both Ways: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await held.arrived;
  await does(ben, 'users/change_teams', ({ id, team }) => ({ users: [id('Both Ways')], add: [team('support')], remove: [] }));
  await button(olga, 'Change teams of Both Ways: Support').waitFor(soon);
  await button(olga, 'Change role of Both Ways: Admin').waitFor();
  held.release();
  await olga.getByRole('region', { name: 'Notifications' }).getByText('Both Ways is now Admin').waitFor();
  await button(olga, 'Change role of Both Ways: Admin').waitFor();
  await button(olga, 'Change teams of Both Ways: Support').waitFor();
});

story('the network goes and comes back: the page says so, and has caught up without a reload', async ({ person, muster, allow }) => {
  allow(broken);
  const { olga, ben } = await two(person, 'bert');
  await join(olga, { email: 'cut@meridian.test', name: 'Cut Off' });
  await see(olga, '?q=cut+off');
  await olga.evaluate(() => (window.same = true));
  const { seq, id, role } = await people(ben);
  muster.chaos.cut(/GET \/(o\/demo\/(feed|snapshot)|healthz)/);
  muster.chaos.drop();
  await olga.getByText(/The server does not answer/).first().waitFor();
  await call(ben, 'users/set_role', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [id('Cut Off')], role: role('admin') });
  assert.equal(await button(olga, 'Change role of Cut Off: Member').count(), 1, 'she has not heard of it');
  muster.chaos.heal();
  await olga.getByText(/The server does not answer/).first().waitFor({ state: 'detached' });
  await button(olga, 'Change role of Cut Off: Admin').waitFor();
  assert.equal(await olga.evaluate(() => window.same), true, 'the page was not loaded anew');
});

story('an answer that was on its way when the browser went offline does not say that it is back', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(/\/feed\?/);
  await olga.open(usersPage);
  await held.arrived;
  const connected = (on) => olga.evaluate((on) => {
    Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => on });
    dispatchEvent(new Event(on ? 'online' : 'offline'));
  }, on);
  await connected(false);
  const banner = olga.getByText('You are offline.');
  await banner.waitFor();
  const answered = olga.waitForResponse(/\/feed\?/);
  held.release();
  await answered;
  await olga.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done))));
  assert.equal(await banner.count(), 1);
  await connected(true);
  await banner.waitFor({ state: 'detached' });
});

story('however often the stream is cut, Olga’s page ends up with what is so', async ({ person, muster, allow }) => {
  allow(broken);
  const { olga, ben } = await two(person, 'bram');
  await invite(olga, { email: 'cutting0@meridian.test' });
  const listens = olga.waitForResponse(/\/feed\?/);
  await see(olga, '?status=invited&q=cutting');
  await listens;
  const known = await people(ben);
  for (let number = 1; number < 8; number += 1) {
    const send = { addresses: [{ email: `cutting${number}@meridian.test`, name: null }], role: known.role('member'), teams: [], days: 7, note: null };
    await call(ben, 'invitations/send', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: known.seq, invite: send });
    if (number % 2 === 0) muster.chaos.drop();
  }
  await olga.waitForFunction(() => document.querySelector('table').getAttribute('aria-rowcount') === '9');
  // Rows come a few a frame.
  await olga.waitForFunction(() => document.querySelectorAll('tbody tr[aria-rowindex]').length >= 8);
  assert.equal(await olga.locator('tbody tr[aria-rowindex]').count(), 8, 'none twice');
});

story('whoever may not see the people any more is told so by the page itself', async ({ person, allow }) => {
  allow(broken);
  const { olga, ben, admin } = await two(person, 'bodo');
  await see(ben);
  await setRole(olga, admin.email, 'member');
  await ben.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor({ timeout: 5_000 });
  await setRole(olga, admin.email, 'admin');
  await see(ben);
  await remove(olga, admin.email);
  await ben.getByRole('dialog', { name: 'Sign in again' }).waitFor({ timeout: 5_000 });
});

story('a Team owner sees what happens in their team, and nothing else', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const tess = await join(olga, { email: 'tess@meridian.test', name: 'Tess Team', role: 'team-owner', teams: ['design'] });
  await does(olga, 'teams/set_owner', ({ id, team }) => ({ team: team('design'), user: id('Tess Team'), owner: true }));
  await join(olga, { email: 'tina@meridian.test', name: 'Tina Team' });
  const page = await person();
  await signIn(page, tess);
  await see(page);
  await does(olga, 'users/change_teams', ({ id, team }) => ({ users: [id('Tina Team')], add: [team('design')], remove: [] }));
  await row(page, 'Tina Team').waitFor(soon);
  await does(olga, 'users/change_teams', ({ id, team }) => ({ users: [id('Tina Team')], add: [], remove: [team('design')] }));
  await row(page, 'Tina Team').waitFor({ state: 'hidden', ...soon });
});
