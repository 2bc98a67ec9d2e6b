// Taking the list away as a file: as filtered and sorted, by mouse and by keyboard, and when it cannot be had.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { demo, invite, join, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, pick, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';
import { cells } from '../support/table.mjs';

site({ prepare: demo(60), chaos: true });

const button = (page) => page.getByRole('button', { name: 'Export', exact: true });
const menu = (page) => page.getByRole('menu', { name: 'Export', exact: true });
const item = (page, name) => menu(page).getByRole('menuitem', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const open = async (page) => {
  await button(page).click();
  await menu(page).waitFor();
};
/** The file that comes of it: its name and its text. */
const file = async (page, ask) => {
  const came = page.waitForEvent('download');
  await ask();
  const download = await came;
  return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
};
const take = async (page, format) => {
  await open(page);
  return file(page, () => item(page, format).click());
};
/** The people of a CSV file, by its headings. */
const people = ({ text }) => {
  const [head, ...rows] = cells(text.replace(/^\uFEFF/, ''));
  return rows.map((row) => Object.fromEntries(row.map((cell, at) => [head[at], cell])));
};
const emails = (csv) => people(csv).map(({ email }) => email);
/** Until all rows of a short list are there: the last come once it rests. */
const whole = (page) =>
  page.waitForFunction(() => {
    const table = document.querySelector('table');
    return table.querySelectorAll('tbody th[scope="row"]').length === Number(table.getAttribute('aria-rowcount')) - 1;
  });
/** The addresses in the list on the page, in its order. */
const listed = async (page) => {
  await whole(page);
  return page.locator('tbody th[scope="row"]').evaluateAll((heads) => heads.map((head) => head.innerText.match(/\S+@\S+/)[0]));
};
const rows = (page, count) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), count + 1);

story('Olga exports everybody as CSV, and stays where she is', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await open(olga);
  await accessible(olga);
  const csv = await file(olga, () => item(olga, 'CSV').click());
  assert.match(csv.name, /^demo-users-\d{4}-\d\d-\d\d\.csv$/);
  assert.ok(csv.text.startsWith('\uFEFFname,email,role,teams,owned_teams,status,last_active,since,ends,invited_by,id\r\n'), csv.text.slice(0, 200));
  assert.deepEqual(emails(csv), await listed(olga));
  const olgas = people(csv).find(({ email }) => email === owner.email);
  assert.deepEqual([olgas.name, olgas.role, olgas.status], ['Olga Demo', 'Owner', 'active']);
  assert.equal(new URL(olga.url()).pathname, usersPage);
  await menu(olga).waitFor({ state: 'detached' });
  await focused(olga, button(olga));
  await accessible(olga);
});

story('by keyboard alone: from the columns to Export, down its menu, and JSON comes', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.keyboard.press('/');
  await focused(olga, olga.getByRole('searchbox', { name: 'Search users' }));
  await tabTo(olga, button(olga));
  await seen(olga);
  await olga.keyboard.press('Enter');
  const json = await file(olga, () => pick(olga, menu(olga), 'JSON'));
  assert.match(json.name, /^demo-users-\d{4}-\d\d-\d\d\.json$/);
  const everybody = JSON.parse(json.text);
  assert.deepEqual(everybody.map(({ email }) => email), await listed(olga));
  const olgas = everybody.find(({ email }) => email === owner.email);
  assert.ok(Array.isArray(olgas.teams) && Array.isArray(olgas.owned_teams), JSON.stringify(olgas));
  assert.equal(olgas.ends, null);
  await focused(olga, button(olga));
  // And away again without a file.
  await olga.keyboard.press('ArrowDown');
  await focused(olga, item(olga, 'CSV'));
  await olga.keyboard.press('Escape');
  await menu(olga).waitFor({ state: 'detached' });
  await focused(olga, button(olga));
});

story('a filtered list: its file has just those people, in that order', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const { people: all } = await snapshot(olga);
  const shown = [...all.states].filter((state) => state !== 'r').length;
  await olga.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Status' }).click();
  const active = olga.getByRole('listbox', { name: 'Status' }).getByRole('option', { name: /^Active/ });
  await active.click();
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Sort by Last active' }).click();
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('ar');
  await olga.waitForFunction((all) => {
    const count = Number(document.querySelector('table').getAttribute('aria-rowcount')) - 1;
    return count > 1 && count < all / 2;
  }, shown);
  const list = await listed(olga);
  assert.notDeepEqual(list, [...list].sort(), 'in an order of its own');
  const csv = await take(olga, 'CSV');
  assert.deepEqual(emails(csv), list);
  assert.deepEqual([...new Set(people(csv).map(({ status }) => status))], ['active']);
  const json = await take(olga, 'JSON');
  assert.deepEqual(JSON.parse(json.text).map(({ email }) => email), list);
  // What is typed counts before the address follows.
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('olga demo');
  await rows(olga, 1);
  assert.deepEqual(emails(await take(olga, 'CSV')), [owner.email]);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('nobody at all');
  await rows(olga, 0);
  assert.deepEqual(emails(await take(olga, 'CSV')), [], 'the headings alone');
});

story('s_47 a name that a spreadsheet would run is text in the file', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const name = '=HYPERLINK("https://evil.test","Click; -1")';
  await join(olga, { email: 'eve@formula.test', name });
  await invite(olga, { email: '+plus@formula.test' });
  await olga.open(`${usersPage}?q=formula.test`);
  await rows(olga, 2);
  const csv = await take(olga, 'CSV');
  const [invited, eve] = people(csv);
  assert.equal(eve.name, `'=HYPERLINK("https://evil.test","Click; '-1")`);
  assert.equal(invited.email, "'+plus@formula.test");
  const json = JSON.parse((await take(olga, 'JSON')).text);
  assert.deepEqual(json.map((one) => [one.name, one.email]), [['', '+plus@formula.test'], [name, 'eve@formula.test']]);
});

story('a Team owner takes away the people of their teams; a Member nobody', async ({ person, allow }) => {
  allow(/status of 404/);
  const olga = await person();
  await signIn(olga);
  const tom = await join(olga, { email: 'tom@teams.test', name: 'Tom Teams', role: 'team-owner', teams: ['design'] });
  const mia = await join(olga, { email: 'mia@teams.test', name: 'Mia Teams', teams: ['design'] });
  await olga.open('/o/demo/settings/teams');
  await olga.getByRole('button', { name: /^Design/ }).click();
  await olga.getByRole('checkbox', { name: 'Tom Teams owns this team' }).check();
  await toast(olga, 'Team owner is set').waitFor();

  const toms = await person();
  await signIn(toms, tom);
  const csv = await take(toms, 'CSV');
  assert.ok(emails(csv).includes('mia@teams.test') && !emails(csv).includes(owner.email), csv.text);
  assert.deepEqual([...new Set(people(csv).map(({ teams }) => teams))], ['Design']);
  assert.deepEqual(emails(csv), await listed(toms));

  const mias = await person();
  await signIn(mias, mia);
  assert.equal(await button(mias).count(), 0);
  const answer = await mias.request.get('/o/demo/export?format=csv');
  assert.equal(answer.status(), 404);
  assert.doesNotMatch(await answer.text(), /@/);
});

story('on a phone: the menu comes from below, and the file comes', async ({ person }) => {
  const olga = await person({ viewport: { width: 390, height: 844 }, hasTouch: true });
  await signIn(olga);
  const box = await button(olga).boundingBox();
  assert.ok(box.x >= 0 && box.x + box.width <= 390, JSON.stringify(box));
  assert.equal(await olga.evaluate(() => document.documentElement.scrollWidth), 390);
  await button(olga).tap();
  await menu(olga).waitFor();
  await accessible(olga);
  const csv = await file(olga, () => item(olga, 'CSV').tap());
  assert.ok(emails(csv).includes(owner.email));
  await row(olga, 'Olga Demo').waitFor();
});

story('offline nothing is exported, and why is said', async ({ person, allow }) => {
  allow(/ERR_|Failed to fetch/);
  const olga = await person();
  await signIn(olga);
  await open(olga);
  await olga.keyboard.press('Escape');
  await olga.context().setOffline(true);
  await olga.getByText('You are offline.').waitFor();
  await open(olga);
  for (const name of ['CSV', 'JSON']) {
    assert.equal(await item(olga, name).getAttribute('aria-disabled'), 'true');
    await item(olga, name).getByText('Not while the server is out of reach.').waitFor();
  }
  await item(olga, 'CSV').click({ force: true });
  await accessible(olga);
  assert.equal(await item(olga, 'CSV').count(), 1, 'nothing was picked');
  await olga.keyboard.press('Escape');
  await olga.context().setOffline(false);
  await olga.getByText('You are offline.').waitFor({ state: 'detached' });
  assert.ok(emails(await take(olga, 'CSV')).includes(owner.email));
});

story('the server fails, or does not answer: it is said, and the next try works', async ({ person, muster, allow }) => {
  allow(/status of 50|ERR_|Failed to (fetch|load)/);
  const olga = await person();
  await signIn(olga);
  muster.chaos.fail(/\/export/, 500);
  await open(olga);
  await item(olga, 'CSV').click();
  await toast(olga, /^Nothing was exported\. The server failed/).waitFor();
  muster.chaos.heal();
  muster.chaos.cut(/\/export/);
  await open(olga);
  await item(olga, 'CSV').click();
  await toast(olga, /^Nothing was exported\. No answer from the server/).waitFor();
  await olga.getByText('The server does not answer.').waitFor();
  muster.chaos.heal();
  await olga.getByRole('button', { name: 'Try now' }).click();
  await olga.getByText('The server does not answer.').waitFor({ state: 'detached' });
  assert.ok(emails(await take(olga, 'CSV')).includes(owner.email));
});

story('the session is over: Olga signs in over the page, and the file comes', async ({ person, allow }) => {
  allow(/status of 401/);
  const olga = await person();
  // What ends the session is found by the export, and not by the stream that begins before it.
  const listens = olga.waitForResponse(/\/feed\?/);
  await signIn(olga);
  await listens;
  await open(olga);
  await olga.context().clearCookies();
  await item(olga, 'CSV').click();
  const dialog = olga.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  await dialog.getByLabel('Password', { exact: true }).fill(owner.password);
  const csv = await file(olga, () => dialog.getByRole('button', { name: 'Sign in', exact: true }).click());
  assert.ok(emails(csv).includes(owner.email));
  await dialog.waitFor({ state: 'hidden' });
});
