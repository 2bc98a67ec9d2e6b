// Time travel: everybody as of a day, read only, filtered and exported; and what changed between two days.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { call, demo, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';
import { cells } from '../support/table.mjs';

site({ prepare: demo(120) });

const DAY = 86_400_000;
const day = (days) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.getByRole('dialog', { name: 'As of a day' });
const difference = (page) => page.getByRole('dialog', { name: 'What changed' });
const banner = (page) => page.getByText(/^As of .* — read only$/);
const query = (page) => Object.fromEntries(new URL(page.url()).searchParams);
const rows = (page) => page.locator('table').getAttribute('aria-rowcount').then((count) => Number(count) - 1);
const intent = async (page) => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: (await snapshot(page)).seq });

/** How many people there were on a day, by the server; without the removed. */
const there = async (page, days) => {
  const answer = await page.request.get(`/o/demo/snapshot?as_of=${day(days)}`);
  const { people } = await answer.json();
  return [...people.states].filter((state) => state !== 'r').length;
};
const idOf = async (page, email) => {
  const { people } = await snapshot(page);
  const at = people.text.split('\n').findIndex((line) => line.endsWith(email));
  return people.ids.slice(at * 32, at * 32 + 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};
const choose = async (page, date) => {
  await button(page, 'As of a day').click();
  await dialog(page).getByLabel('Day', { exact: true }).fill(date);
  await dialog(page).getByRole('button', { name: 'Show this day' }).click();
  await banner(page).waitFor();
};
/** On a phone nothing is wider than the window, from left to right and from right to left. */
const fits = async (page) => {
  const before = page.viewportSize();
  await page.setViewportSize({ width: 390, height: 844 });
  for (const dir of ['rtl', 'ltr']) {
    const [wide, room] = await page.evaluate((dir) => {
      document.documentElement.dir = dir;
      return [document.scrollingElement.scrollWidth, document.documentElement.clientWidth];
    }, dir);
    assert.ok(wide <= room, `${wide} px in ${room}, ${dir}`);
  }
  await page.setViewportSize(before);
};
const count = (page, number) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), number + 1);

story('Olga looks at a day half a year ago: read only, with its numbers, filters, and a file; and comes back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await loaded(olga);
  const [now, then] = [await rows(olga), await there(olga, -180)];
  assert.ok(then > 0 && then < now, `${then} people then, ${now} now`);
  await button(olga, 'As of a day').click();
  await dialog(olga).waitFor();
  await accessible(olga, everyWidth);
  await dialog(olga).getByLabel('Day', { exact: true }).fill(day(-180));
  await dialog(olga).getByRole('button', { name: 'Show this day' }).click();
  await banner(olga).waitFor();
  await count(olga, then);
  assert.deepEqual(query(olga), { as_of: day(-180) });

  // Nothing can be changed; what was done can be looked at.
  assert.equal(await button(olga, 'Invite users').count(), 0);
  assert.equal(await button(olga, 'Import').count(), 0);
  // The last rows are written once the list rests.
  const edits = 'thead input:enabled, tbody input:enabled, td[data-column="role"] button, td[data-column="teams"] button';
  await olga.waitForFunction((edits) => ![...document.querySelectorAll(edits)].some((one) => one.checkVisibility()), edits);
  await row(olga, 'Olga Demo').getByRole('button', { name: 'Actions for Olga Demo' }).click();
  const menu = olga.getByRole('menu', { name: 'Actions for Olga Demo' });
  assert.deepEqual(await menu.getByRole('menuitem').allInnerTexts(), ['View history']);
  await olga.keyboard.press('Escape');
  await accessible(olga, everyWidth);
  await fits(olga);

  // Filtered, reloaded: the same day.
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('role:owner');
  await count(olga, 1);
  await olga.waitForURL((url) => url.searchParams.get('q') === 'role:owner' && url.searchParams.get('as_of') === day(-180));
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await banner(olga).waitFor();
  await count(olga, 1);
  await button(olga, 'Clear filters').first().click();
  await count(olga, then);

  // The file has those of that day.
  const came = olga.waitForEvent('download');
  await button(olga, 'Export').click();
  await olga.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  const file = await came;
  assert.ok(file.suggestedFilename().endsWith(`${day(-180)}.csv`), file.suggestedFilename());
  assert.equal(cells((await readFile(await file.path(), 'utf8')).replace(/^\uFEFF/, '')).length, then + 1);

  // What happens today is none of that day.
  await join(olga, { email: 'nina@meridian.test', name: 'Nina New' });
  await button(olga, 'Back to today').click();
  await banner(olga).waitFor({ state: 'detached' });
  await count(olga, now + 1);
  await loaded(olga);
  await button(olga, 'Invite users').waitFor();
  assert.equal(query(olga).as_of, undefined);
  await olga.goBack();
  await banner(olga).waitFor();
  await count(olga, then);
  await olga.goForward();
  await banner(olga).waitFor({ state: 'detached' });
  await count(olga, now + 1);
});

story('by keyboard alone: to the button, a day, the list of that day, and back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await loaded(olga);
  await olga.keyboard.press('/');
  await tabTo(olga, button(olga, 'As of a day'));
  await seen(olga);
  await olga.keyboard.press('Enter');
  await focused(olga, dialog(olga).getByLabel('Day', { exact: true }));
  await tabTo(olga, dialog(olga).getByRole('button', { name: '30 days ago' }));
  await olga.keyboard.press('Enter');
  await tabTo(olga, dialog(olga).getByRole('button', { name: 'Show this day' }));
  await olga.keyboard.press('Enter');
  await banner(olga).waitFor();
  await olga.waitForURL((url) => url.searchParams.get('as_of') === day(-30));
  await focused(olga, button(olga, 'As of a day'));
  // Escape leaves the dialog, and the day as it is.
  await olga.keyboard.press('Enter');
  await dialog(olga).waitFor();
  await olga.keyboard.press('Escape');
  await dialog(olga).getByLabel('Day', { exact: true }).waitFor({ state: 'detached' });
  await focused(olga, button(olga, 'As of a day'));
  await banner(olga).waitFor();
  await olga.keyboard.press('/');
  await tabTo(olga, button(olga, 'Back to today'), { back: true });
  await olga.keyboard.press('Enter');
  await banner(olga).waitFor({ state: 'detached' });
  await loaded(olga);
});

story('what changed between two days: who, by whom, and where it is told', async ({ person, allow }) => {
  // Two days the wrong way round.
  allow(/422/);
  const olga = await person();
  await signIn(olga);
  const { roles } = await snapshot(olga);
  await join(olga, { email: 'rita@meridian.test', name: 'Rita Raised' });
  const rita = await idOf(olga, 'rita@meridian.test');
  await call(olga, 'users/set_role', { ...(await intent(olga)), users: [rita], role: roles.find(({ slug }) => slug === 'admin').id });
  await olga.reload();
  await loaded(olga);
  await button(olga, 'As of a day').click();
  await dialog(olga).getByLabel('Day', { exact: true }).fill(day(-40));
  await dialog(olga).getByRole('button', { name: 'What changed since' }).click();
  await difference(olga).getByRole('heading', { name: /^Joined · / }).waitFor();
  await olga.waitForURL((url) => url.searchParams.get('since') === day(-40) && !url.searchParams.has('as_of'));
  await accessible(olga, everyWidth);
  await fits(olga);
  const line = difference(olga).getByRole('listitem').filter({ hasText: 'Rita Raised' });
  assert.match(await line.innerText(), /Rita Raised · as Admin\n?\s*Rita Raised · /);

  // From and to other days, also through the address.
  await difference(olga).getByLabel('To the end of').fill(day(-1));
  await olga.waitForURL((url) => url.searchParams.get('as_of') === day(-1));
  await line.waitFor({ state: 'detached' });
  await difference(olga).getByLabel('From the end of').fill(day(-1));
  await difference(olga).getByText('Compare with an earlier day.').waitFor();
  await difference(olga).getByLabel('From the end of').fill(day(1));
  await difference(olga).getByText('This day is still to come. Choose one that has begun.').waitFor();
  await olga.open(`${usersPage}?since=${day(-1)}`);
  await line.waitFor();
  await line.getByRole('link', { name: 'Rita Raised' }).click();
  await olga.waitForURL((url) => url.pathname.endsWith('/audit') && url.searchParams.get('subject') === rita);
  await olga.goBack();
  await line.waitFor();
  await olga.keyboard.press('Escape');
  await difference(olga).getByRole('listitem').first().waitFor({ state: 'detached' });
  await olga.waitForURL((url) => !url.searchParams.has('since'));
});

story('days that cannot be shown: the page is today’s and says why, and whoever may not look does not', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  for (const [asked, why] of [[day(3), /still to come/], ['1999-12-31', /The organization is there since/]]) {
    await olga.open(`${usersPage}?as_of=${asked}`);
    await olga.getByText(why).waitFor();
    await loaded(olga);
    await button(olga, 'Invite users').waitFor();
    await olga.waitForURL((url) => !url.searchParams.has('as_of'));
    await accessible(olga, everyWidth);
  }
  await button(olga, 'Close').click();
  await olga.getByText(/The organization is there since/).waitFor({ state: 'detached' });
  // What is no day is as if it were not there.
  await olga.open(`${usersPage}?as_of=2026-02-30&q=ar`);
  await loaded(olga);
  await button(olga, 'Invite users').waitFor();
  // In the dialog, too.
  await button(olga, 'As of a day').click();
  const field = dialog(olga).getByLabel('Day', { exact: true });
  await field.fill(day(3));
  await dialog(olga).getByRole('button', { name: 'Show this day' }).click();
  await dialog(olga).getByText('This day is still to come. Choose one that has begun.').waitFor();
  await focused(olga, field);
  await accessible(olga);
  await olga.keyboard.press('Escape');

  const tara = await join(olga, { email: 'tara@meridian.test', name: 'Tara Team', role: 'team-owner', teams: ['design'] });
  const id = await idOf(olga, 'tara@meridian.test');
  const { teams } = await snapshot(olga);
  const design = teams.find(({ slug }) => slug === 'design').id;
  await call(olga, 'teams/set_owner', { ...(await intent(olga)), team: design, user: id, owner: true });
  const page = await person();
  await signIn(page, tara, `${usersPage}?as_of=${day(-10)}`);
  await page.getByText(/Your role may not/).waitFor();
  await loaded(page);
  assert.equal(await button(page, 'As of a day').count(), 0);
});
