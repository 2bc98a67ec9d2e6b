// Long lists, and what happens beside them: the page answers, others edit, one cancels, two import at once.
import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { call, demo, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { chosen, drop } from '../support/files.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

/** More than so many events are taken back beside the organization; `bench` imports a hundred thousand. */
const MANY = 20_500;

const button = (page, name) => page.getByRole('button', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const dialogOf = (page) => page.getByRole('dialog', { name: 'Import list' });
const line = (dialog, address) => dialog.getByRole('listitem').filter({ hasText: address });
const search = async (page, q) => page.getByRole('searchbox', { name: 'Search users' }).fill(q);
const list = (lines, domain) =>
  ['Name,E-mail,Role,Teams', ...Array.from({ length: lines }, (_, n) => `Person ${n},p${n}@${domain},Member,Design`), ''].join('\n');
const start = async (person, who) => {
  const page = await person();
  await signIn(page, who);
  await page.open(usersPage);
  await loaded(page);
  return page;
};
const settings = async (page, change) => {
  const { seq } = await snapshot(page);
  await call(page, 'organization/change', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, change });
};
const choose = async (page, file) => {
  await button(page, 'Import list').click();
  const asked = page.waitForEvent('filechooser');
  await dialogOf(page).getByRole('button', { name: /^Choose (another )?file$/ }).click();
  await (await asked).setFiles(chosen(file));
};
/** How long the page takes until it has drawn what a key did. */
const answers = (page) => page.evaluate(() => new Promise((done) => {
  const begun = performance.now();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - begun)));
}));

story('a list of many lines: cancelled while it is applied, then applied while others edit, and undone at once', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await start(person);
  await settings(olga, { name: null, seat_limit: [null], seat_policy: null });
  const ada = await join(olga, { email: 'ada.many@meridian.test', name: 'Ada Many', role: 'admin' });
  await join(olga, { email: 'bo.many@meridian.test', name: 'Bo Many' });
  const visitor = await start(person, ada);
  await olga.open(usersPage);
  await loaded(olga);
  await drop(olga.locator('main'), { name: 'many.csv', text: list(MANY, 'many.test') });
  const dialog = dialogOf(olga);
  await dialog.getByText('many.csv: A table, 20,500 lines').waitFor();
  await accessible(olga);
  const apply = button(dialog, 'Apply 20,500 changes');
  const { seq } = await snapshot(olga);

  // On its way still, however quick the server is.
  const held = muster.chaos.hold(/\/api\/lists\/import/);
  await apply.click();
  await held.arrived;
  await dialog.getByRole('progressbar', { name: 'Importing' }).waitFor();
  const cancelled = olga.waitForResponse((answer) => answer.url().endsWith('/users/cancel'));
  await focused(olga, button(dialog, 'Cancel'));
  await olga.keyboard.press('Enter');
  assert.ok((await cancelled).ok());
  held.release();
  await dialog.getByText('Cancelled. Nothing was changed.').waitFor();
  await focused(olga, apply);
  // The plan is there still, and nothing was written.
  await apply.waitFor();
  await line(dialog, 'p0@many.test').waitFor();
  assert.equal((await snapshot(olga)).seq, seq);

  await apply.click();
  await dialog.getByRole('progressbar', { name: 'Importing' }).waitFor();
  // Meanwhile the page draws, and another admin edits.
  assert.ok((await answers(olga)) < 1_000);
  await search(visitor, 'bo many');
  await button(visitor, 'Change role of Bo Many: Member').click();
  await visitor.getByRole('menuitemradio', { name: /^Admin/ }).click();
  await button(visitor, 'Change role of Bo Many: Admin').waitFor();
  assert.ok((await answers(visitor)) < 1_000);
  await toast(olga, 'The list is imported: 20,500 invited.').waitFor({ timeout: 60_000 });
  await dialog.waitFor({ state: 'hidden' });
  await search(olga, 'p20499@many.test');
  await row(olga, 'Person 20499').getByText(/^Invited/).waitFor();
  await search(olga, 'bo many');
  await button(olga, 'Change role of Bo Many: Admin').waitFor();
  await button(olga, 'Undo').press('Enter');
  await toast(olga, 'Undone').waitFor({ timeout: 60_000 });
  await search(olga, 'p20499@many.test');
  await row(olga, 'Person 20499').waitFor({ state: 'detached' });
});

story('two admins apply two plans at once: one is done, the other is shown anew and done then', async ({ person }) => {
  const olga = await start(person);
  await settings(olga, { name: null, seat_limit: [null], seat_policy: null });
  const ida = await start(person, await join(olga, { email: 'ida.both@meridian.test', name: 'Ida Both', role: 'admin' }));
  await olga.open(usersPage);
  await loaded(olga);
  const both = 'shared.both@meridian.test\n';
  await choose(olga, { name: 'one.txt', type: 'text/plain', text: `one.both@meridian.test\n${both}` });
  await choose(ida, { name: 'two.txt', type: 'text/plain', text: `two.both@meridian.test\n${both}` });
  const apply = (page) => dialogOf(page).getByRole('button', { name: /^Apply \d changes?$/ });
  await Promise.all([olga, ida].map((page) => apply(page).waitFor()));
  await Promise.all([olga, ida].map((page) => apply(page).click()));
  const stale = (page) => dialogOf(page).getByText('The organization changed meanwhile, and nothing was imported.');
  const done = (page) => toast(page, 'The list is imported: 2 invited.');
  const [first, second] = await Promise.any([
    stale(olga).waitFor().then(() => [ida, olga]),
    stale(ida).waitFor().then(() => [olga, ida]),
  ]);
  await done(first).waitFor();
  await button(dialogOf(second), 'Apply 1 change').click();
  await toast(second, 'The list is imported: 1 invited.').waitFor();
  await search(second, 'both@meridian.test');
  for (const who of ['one', 'two', 'shared']) await row(second, `${who}.both@meridian.test`).waitFor();
});

story('a file that changes while it is read is not imported by half', async ({ person, muster }) => {
  const olga = await start(person);
  const path = `${muster.folder}/changing.csv`;
  await writeFile(path, 'email\nfirst.file@meridian.test\n');
  await olga.evaluate(() => {
    const input = Object.assign(document.createElement('input'), { type: 'file', id: 'on-disk', hidden: true });
    document.body.append(input);
  });
  await olga.locator('#on-disk').setInputFiles(path);
  // The browser knows what it was chosen as.
  assert.ok(await olga.evaluate(() => document.querySelector('#on-disk').files[0].size > 0));
  await writeFile(path, 'email\nother.file@meridian.test\nmore.file@meridian.test\n');
  const dragged = await olga.evaluateHandle(() => {
    const data = new DataTransfer();
    data.items.add(document.querySelector('#on-disk').files[0]);
    return data;
  });
  for (const event of ['dragenter', 'dragover', 'drop']) await olga.locator('main').dispatchEvent(event, { dataTransfer: dragged });
  const dialog = dialogOf(olga);
  await dialog.getByText('The browser could not read this file. Choose it again.').waitFor();
  assert.equal(await dialog.getByRole('button', { name: /^Apply/ }).count(), 0);
  await accessible(olga);
  const asked = olga.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: /^Choose (another )?file$/ }).click();
  await (await asked).setFiles(path);
  await button(dialog, 'Apply 2 changes').waitFor();
  await line(dialog, 'more.file@meridian.test').waitFor();
  await button(dialog, 'Cancel').click();
});

story('where people wait in line, a list of more than fit says how many wait, and Undo takes them out of it', async ({ person }) => {
  const olga = await start(person);
  await button(olga, 'Import list').click();
  await focused(olga, button(dialogOf(olga), 'Choose file'));
  await olga.keyboard.press('Escape');
  await settings(olga, { name: null, seat_limit: [null], seat_policy: null });
  await choose(olga, { name: 'line.txt', type: 'text/plain', text: 'a@line.test\nb@line.test\nc@line.test\n' });
  const dialog = dialogOf(olga);
  const used = Number(/Seats: ([\d,]+) used/.exec(await dialog.getByText(/^Seats: /).innerText())[1].replace(',', ''));
  await button(dialog, 'Cancel').click();
  await settings(olga, { name: null, seat_limit: [used + 1], seat_policy: 'queue' });
  await choose(olga, { name: 'line.txt', type: 'text/plain', text: 'a@line.test\nb@line.test\nc@line.test\n' });
  await dialog.getByText(`Seats: ${used} used, ${used + 1} afterwards, of ${used + 1}. 2 wait for a seat`).waitFor();
  const tick = dialog.getByRole('checkbox', { name: 'a@line.test', exact: true });
  await tick.uncheck();
  await dialog.getByText(`afterwards, of ${used + 1}. 1 waits for a seat`).waitFor();
  await tick.check();
  await accessible(olga);
  await button(dialog, 'Apply 3 changes').press('Enter');
  await toast(olga, 'The list is imported: 1 invited and 2 waiting for a seat.').waitFor();
  await search(olga, 'line.test');
  await row(olga, 'a@line.test').getByText(/^Invited/).waitFor();
  await row(olga, 'b@line.test').getByText('Waiting · 1st in line').waitFor();
  await row(olga, 'c@line.test').getByText('Waiting · 2nd in line').waitFor();
  await button(olga, 'Undo').press('Enter');
  await toast(olga, 'Undone').waitFor();
  await row(olga, 'b@line.test').waitFor({ state: 'detached' });
  await settings(olga, { name: null, seat_limit: [null], seat_policy: 'stop' });
});

story('the answer to Apply is lost: pressed again it is done once, told as it was, and Undo takes it back', async ({ person, muster, allow }) => {
  allow(/502|ERR_|Failed to load/);
  const olga = await start(person);
  await settings(olga, { name: null, seat_limit: [null], seat_policy: null });
  await drop(olga.locator('main'), { name: 'lost.csv', text: 'E-Mail\nleo.lost@meridian.test\nlea.lost@meridian.test\n' });
  const dialog = dialogOf(olga);
  const apply = button(dialog, 'Apply 2 changes');
  await apply.waitFor();
  const kept = dialog.getByRole('alert').getByText(/^No answer from the server/);
  // The first time it does not arrive, the second time its answer does not.
  muster.chaos.fail(/lists\/import/);
  await apply.click();
  await kept.waitFor();
  muster.chaos.heal();
  const { seq } = await snapshot(olga);
  muster.chaos.cutAnswer(/lists\/import/);
  await apply.click();
  await kept.waitFor({ state: 'detached' });
  await kept.waitFor();
  muster.chaos.heal();
  await apply.click();
  await toast(olga, 'The list is imported: 2 invited.').waitFor();
  await dialog.waitFor({ state: 'hidden' });
  assert.equal((await snapshot(olga)).seq, seq + 2, 'two events');
  await search(olga, 'lost@meridian');
  await row(olga, 'leo.lost@meridian.test').waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await row(olga, 'leo.lost@meridian.test').waitFor({ state: 'detached' });
});
