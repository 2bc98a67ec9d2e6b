// The audit log: what happened, who did it, what was refused; narrowed, opened, taken back, taken away, verified.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { call, demo, invite, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';
import { cells } from '../support/table.mjs';

site({ prepare: demo(120) });

const auditPage = '/o/demo/settings/audit';
const table = (page, name = 'Events') => page.getByRole('table', { name, exact: true });
const events = (page) => table(page).getByRole('row').filter({ has: page.getByRole('rowheader') });
const opened = (page) => page.getByRole('dialog', { name: /^Event \d/ });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const intent = async (page) => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: (await snapshot(page)).seq });

/** The id of a user, by their address. */
async function idOf(page, email) {
  const { people } = await snapshot(page);
  const at = people.text.split('\n').findIndex((line) => line.endsWith(email));
  return people.ids.slice(at * 32, at * 32 + 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
}

/** Somebody who joined and was suspended. */
async function suspended(page, email, name, reason = null) {
  const who = await join(page, { email, name });
  const id = await idOf(page, email);
  await call(page, 'users/suspend', { ...(await intent(page)), users: [id], reason });
  return { ...who, id };
}

story('Olga reads what happened, narrows it, and opens an event', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await suspended(olga, 'rita@meridian.test', 'Rita Read', 'On leave');
  await olga.getByRole('link', { name: 'Audit log', exact: true }).click();
  await olga.getByRole('heading', { level: 1, name: 'Audit log' }).waitFor();
  const first = events(olga).first();
  await first.getByText('Suspended: On leave').waitFor();
  assert.deepEqual(
    (await first.getByRole('cell').allInnerTexts()).filter((_, at) => at !== 2).map((text) => text.trim()),
    ['Rita Read', 'Olga Demo', 'Page · 127.0.0.1'],
  );
  await accessible(olga, everyWidth);

  // By kind: in the address, and Back undoes it.
  await button(olga, 'Kind').click();
  await olga.getByRole('listbox', { name: 'Kind' }).getByRole('option', { name: 'Suspending and removing' }).click();
  await olga.keyboard.press('Escape');
  await olga.waitForURL((url) => url.searchParams.get('kind') === 'standing');
  await button(olga, 'Remove filter Kind: Suspending and removing').waitFor();
  await olga.waitForFunction(() => [...document.querySelectorAll('.audit tbody th')].every((one) => /Suspended|Removed|Reactivated|Restored/.test(one.innerText)));
  await accessible(olga, everyWidth);

  // About whom: found by name.
  await button(olga, 'About').click();
  const finder = olga.getByRole('dialog', { name: 'Done to whom?' });
  await finder.getByRole('searchbox', { name: 'Search people' }).fill('rita re');
  await finder.getByRole('button', { name: /^Rita Read/ }).click();
  await button(olga, 'Remove filter About: Rita Read').waitFor();
  await olga.getByText('1 event', { exact: true }).waitFor();
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await olga.getByText('1 event', { exact: true }).waitFor();
  await button(olga, 'Remove filter Kind: Suspending and removing').click();
  await olga.getByText('3 events', { exact: true }).waitFor();
  assert.deepEqual(await events(olga).getByRole('rowheader').allInnerTexts(), [
    'Suspended: On leave', 'Joined as Member', 'rita@meridian.test invited as Member',
  ]);

  await events(olga).first().getByRole('link', { name: 'Suspended: On leave' }).click();
  const dialog = opened(olga);
  await dialog.getByRole('row', { name: 'Status Active Suspended' }).waitFor();
  await dialog.getByRole('row', { name: 'Reason – On leave' }).waitFor();
  await dialog.getByText('user_state_set').waitFor();
  assert.match(query(olga).event, /^\d+$/);
  await accessible(olga, everyWidth);
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await focused(olga, events(olga).first().getByRole('link', { name: 'Suspended: On leave' }));
  await button(olga, 'Clear filters').click();
  await olga.waitForURL((url) => url.search === '');
  await button(olga, 'Show earlier').click();
  await olga.getByText('100 events, the newest').waitFor();
});

story('days are days by the clock of who reads', async ({ person }) => {
  const olga = await person({ timezoneId: 'Pacific/Kiritimati' });
  await signIn(olga);
  await join(olga, { email: 'dawn@meridian.test', name: 'Dawn Day' });
  const today = await olga.evaluate(() => {
    const now = new Date();
    return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  });
  await olga.open(`${auditPage}?from=${today}`);
  await events(olga).first().getByText('Joined as Member').waitFor();
  assert.equal(await olga.getByLabel('From', { exact: true }).inputValue(), today);
  await olga.getByLabel('To', { exact: true }).fill('2020-01-01');
  await olga.getByText('Nothing found').waitFor();
  assert.equal(query(olga).to, '2020-01-01');
  await accessible(olga);
});

story('Olga reverts one of several, then all that the command did', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  for (const name of ['Una', 'Uma', 'Uri']) await join(olga, { email: `${name.toLowerCase()}@meridian.test`, name: `${name} Undone` });
  const users = await Promise.all(['una', 'uma', 'uri'].map((name) => idOf(olga, `${name}@meridian.test`)));
  await call(olga, 'users/suspend', { ...(await intent(olga)), users, reason: null });
  await olga.open(auditPage);
  await events(olga).filter({ hasText: 'Una Undone' }).first().getByRole('link', { name: 'Suspended' }).click();
  const dialog = opened(olga);
  await button(dialog, 'Revert').click();
  await dialog.getByRole('status').getByText('Reverted', { exact: true }).waitFor();
  await dialog.getByText('This cannot be taken back any more: it was changed since.').waitFor();
  await button(dialog, 'Revert all 3 of the command').click();
  await dialog.getByRole('status').getByText(/^Undone in part/).waitFor();
  await accessible(olga, { within: '#audit-event' });
  await dialog.getByRole('link', { name: 'One of 3 events of the same command: show all' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await olga.getByText('3 events', { exact: true }).waitFor();
  await olga.open(auditPage);
  assert.deepEqual((await events(olga).getByRole('rowheader').allInnerTexts()).slice(0, 3), ['Reactivated', 'Reactivated', 'Reactivated']);

  // What nothing takes back says so.
  await events(olga).filter({ hasText: 'Joined as Member' }).first().getByRole('link', { name: 'Joined as Member' }).click();
  await dialog.getByText('This cannot be taken back.', { exact: true }).waitFor();
  assert.equal(await button(dialog, 'Revert').count(), 0);
});

story('refused attempts are a list of their own, outside the chain', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const mel = await join(olga, { email: 'mel@meridian.test', name: 'Mel Member' });
  const hers = await person();
  await signIn(hers, mel, '/account');
  const target = await idOf(olga, owner.email);
  const origin = new URL(hers.url()).origin;
  const refused = await hers.request.post(`${origin}/api/users/suspend`, {
    data: { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: 1, users: [target], reason: null },
    headers: { origin, 'content-type': 'application/json' },
  });
  assert.equal(refused.status(), 404, await refused.text());
  await olga.open(auditPage);
  await olga.getByRole('link', { name: 'Refused attempts' }).click();
  await olga.getByText('These are kept beside the chain, not in it').waitFor();
  const tried = table(olga, 'Refused attempts').getByRole('row').filter({ hasText: 'Mel Member' }).first();
  await tried.getByText('Suspend', { exact: true }).waitFor();
  assert.equal(await tried.getByRole('cell').nth(1).innerText(), 'Olga Demo');
  await accessible(olga, everyWidth);
  // Mel has no such page.
  const page = await hers.request.get(auditPage);
  assert.equal((await page.text()).includes('Olga Demo'), false);
});

story('View history in a row and in the panel leads to all about that person', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await suspended(olga, 'hana@meridian.test', 'Hana History');
  await olga.open(`${usersPage}?q=hana@`);
  await loaded(olga);
  await row(olga, 'Hana History').getByRole('button', { name: 'Actions for Hana History' }).click();
  await olga.getByRole('menuitem', { name: 'View history' }).click();
  await olga.waitForURL((url) => url.pathname === auditPage && url.searchParams.has('subject'));
  await button(olga, 'Remove filter About: Hana History').waitFor();
  await olga.getByText('3 events', { exact: true }).waitFor();
  await olga.goBack();
  await row(olga, 'Hana History').getByRole('link', { name: 'Hana History' }).click();
  await olga.getByRole('dialog', { name: 'Hana History' }).getByRole('link', { name: 'View history' }).click();
  await button(olga, 'Remove filter About: Hana History').waitFor();
});

story('Olga exports what she narrowed the log to', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await suspended(olga, 'eve@meridian.test', '=HYPERLINK("http://evil.test")', '=1+1');
  await olga.open(`${auditPage}?kind=standing`);
  await events(olga).first().waitFor();
  const file = async (format) => {
    await button(olga, 'Export').click();
    const came = olga.waitForEvent('download');
    await olga.getByRole('menu', { name: 'Export' }).getByRole('menuitem', { name: format, exact: true }).click();
    const download = await came;
    return { name: download.suggestedFilename(), text: await readFile(await download.path(), 'utf8') };
  };
  const csv = await file('CSV');
  assert.match(csv.name, /^demo-audit-\d{4}-\d\d-\d\d\.csv$/);
  const [head, ...lines] = cells(csv.text.replace(/^\uFEFF/, ''));
  assert.deepEqual(head, ['number', 'time', 'who', 'kind', 'what', 'on_whom', 'door', 'ip', 'command', 'hash']);
  assert.ok(lines.length > 1 && lines.every((line) => line[3] === 'user_state_set'), csv.text);
  assert.equal(lines[0][5], '\'=HYPERLINK("http://evil.test")', 'no spreadsheet runs it');
  const json = await file('JSON Lines');
  const records = json.text.trimEnd().split('\n').map((line) => JSON.parse(line));
  assert.deepEqual(records.map((one) => String(one.number)), lines.map((line) => line[0]));
  assert.equal(records[0].change.user_state_set.reason, '=1+1');
});

story('the chain is verified in the browser, with progress, and can be cancelled', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(auditPage);
  await button(olga, 'Verify in this browser').click();
  const dialog = olga.getByRole('dialog', { name: 'Verify the chain' });
  await dialog.getByText('It does not prove that the end was not cut off').waitFor();
  await accessible(olga, everyWidth);
  await button(dialog, 'Verify').click();
  const { seq } = await snapshot(olga);
  await dialog.getByText(`The chain holds: all ${seq} events are as they were written.`).waitFor();
  await dialog.getByText(/^Last hash: [0-9a-f]{64}$/).waitFor();
  await accessible(olga, { within: '#audit-verify' });

  // While the events are on their way, it can be ended.
  await olga.context().route(/\/audit\/chain/, () => {});
  await button(dialog, 'Verify again').click();
  await dialog.getByRole('progressbar', { name: 'Events checked' }).waitFor();
  await button(dialog, 'Cancel').click();
  await dialog.getByText('Cancelled. Nothing is known of the events that were not reached.').waitFor();
  await olga.context().unroute(/\/audit\/chain/);
  await button(dialog, 'Verify again').click();
  await dialog.getByText(/^The chain holds/).waitFor();
});

story('an event that was tampered with on its way is found', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(auditPage);
  await olga.context().route(/\/audit\/chain/, async (route) => {
    const answer = await route.fetch();
    const stretch = await answer.json();
    const second = stretch.links.find((link) => link.seq === 2);
    if (second) second.at += 1;
    await route.fulfill({ response: answer, json: stretch });
  });
  await button(olga, 'Verify in this browser').click();
  const dialog = olga.getByRole('dialog', { name: 'Verify the chain' });
  await button(dialog, 'Verify').click();
  await dialog.getByRole('alert').getByText('The chain does not hold at event 2: it says something else than was hashed. Nothing can be said of what follows.').waitFor();
});

story('by keyboard alone: narrows the log, opens an event, reverts it, and verifies', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await suspended(kim, 'kay@meridian.test', 'Kay Keys');
  await kim.open(auditPage);
  const by = button(kim, 'By');
  await tabTo(kim, by);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const finder = kim.getByRole('dialog', { name: 'Whose deeds?' });
  await focused(kim, finder.getByRole('searchbox', { name: 'Search people' }));
  await kim.keyboard.type('olga demo');
  const found = finder.getByRole('button', { name: /^Olga Demo/ });
  await found.waitFor();
  await tabTo(kim, found);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const chip = button(kim, 'Remove filter By: Olga Demo');
  await chip.waitFor();
  await focused(kim, by);
  await tabTo(kim, chip);
  await kim.keyboard.press('Enter');
  await chip.waitFor({ state: 'hidden' });
  await focused(kim, kim.locator('#audit-numbers'));

  const event = events(kim).filter({ hasText: 'Kay Keys' }).first().getByRole('link', { name: 'Suspended' });
  await tabTo(kim, event);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const dialog = opened(kim);
  const revert = button(dialog, 'Revert');
  await revert.waitFor();
  await tabTo(kim, revert);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await dialog.getByRole('status').getByText('Reverted', { exact: true }).waitFor();
  await kim.keyboard.press('Escape');
  await events(kim).first().getByText('Reactivated').waitFor();

  await reach(kim, button(kim, 'Verify in this browser'), { back: true, within: 80 });
  await kim.keyboard.press('Enter');
  const check = kim.getByRole('dialog', { name: 'Verify the chain' });
  await focused(kim, button(check, 'Verify'));
  await kim.keyboard.press('Enter');
  await check.getByText(/^The chain holds/).waitFor();
  await kim.keyboard.press('Escape');
  await focused(kim, button(kim, 'Verify in this browser'));
});

story('what an invitation was is found by its address, and a menu by keyboard exports', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await invite(kim, { email: 'ivy@meridian.test' });
  await kim.open(`${auditPage}?kind=invitations`);
  const about = events(kim).first().getByRole('cell').first().getByRole('link', { name: 'ivy@meridian.test' });
  await about.click();
  await button(kim, 'Remove filter About: ivy@meridian.test').waitFor();
  await reach(kim, button(kim, 'Export'), { back: true, within: 80 });
  await kim.keyboard.press('Enter');
  const came = kim.waitForEvent('download');
  await pick(kim, kim.getByRole('menu', { name: 'Export' }), 'JSON Lines');
  assert.match((await came).suggestedFilename(), /\.jsonl$/);
  await focused(kim, button(kim, 'Export'));
});

story('by keyboard in a low window: a list opens where what is chosen is in view', async ({ person }) => {
  const kim = await person({ viewport: { width: 1280, height: 320 } });
  await signIn(kim);
  await kim.open(`${auditPage}?kind=organization`);
  await kim.getByRole('button', { name: /^Kind/ }).focus();
  await kim.keyboard.press('Enter');
  const list = kim.getByRole('listbox', { name: 'Kind' });
  await focused(kim, list);
  const chosen = list.getByRole('option', { selected: true }).and(kim.locator('[data-state="active"]'));
  await chosen.waitFor();
  // The list is longer than the window is high, and what is chosen is in view; all three in one moment, as it comes in moving.
  await kim.waitForFunction((list) => {
    const all = [list, list.querySelector('[role="option"]'), list.querySelector('[aria-selected="true"]')];
    const [box, first, chosen] = all.map((one) => one.getBoundingClientRect());
    return first.top < box.top && chosen.top >= box.top && chosen.bottom <= box.bottom;
  }, await list.elementHandle());
});
