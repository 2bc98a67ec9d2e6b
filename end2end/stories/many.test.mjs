// Ten thousand people.
import assert from 'node:assert/strict';
import { demo, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(10_000) });

const rows = (page) => page.locator('tbody tr[aria-rowindex]').count();
const counted = (page) => page.evaluate(() => Number(document.querySelector('table').getAttribute('aria-rowcount')));
const until = (page, count) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), count);
const total = async (page) => [...(await snapshot(page)).people.states].filter((state) => state !== 'r').length;
/** Olga at the list, with all of the people in her browser: rows far down can be drawn. */
const arrive = async (page) => {
  await signIn(page);
  const all = await total(page);
  await until(page, all + 1);
  await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await page.locator(`tbody tr[aria-rowindex="${all + 1}"]`).waitFor();
  await page.evaluate(() => scrollTo(0, 0));
  await page.locator('tbody tr[aria-rowindex="2"]').waitFor();
  return all;
};
/** In the next frame but one: what is in sight is drawn. */
const drawn = (page) => page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
/** The rows in sight: their numbers in order, and whether all the height below the head is rows. */
const inSight = (page) => page.evaluate(() => {
  const head = document.querySelector('thead th').getBoundingClientRect().bottom;
  const seen = [...document.querySelectorAll('tbody tr[aria-rowindex]')]
    .map((row) => ({ at: Number(row.getAttribute('aria-rowindex')), box: row.getBoundingClientRect(), words: row.innerText.trim() }))
    .filter(({ box }) => box.bottom > head && box.top < innerHeight);
  const gaps = seen.slice(1).filter(({ box }, i) => Math.abs(box.top - seen[i].box.bottom) > 1).length;
  return {
    numbers: seen.map(({ at }) => at),
    blank: seen.filter(({ words }) => words === '').length,
    gaps,
    uncovered: Math.round(Math.max(0, (seen[0]?.box.top ?? innerHeight) - head, innerHeight - (seen.at(-1)?.box.bottom ?? 0) - 120)),
  };
});

story('the table tells of all of them and holds a few', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await total(olga);
  await until(olga, all + 1);
  await olga.getByText('10,000 users').waitFor();
  assert.ok((await rows(olga)) < 80, `${await rows(olga)} rows are in the page`);
  await accessible(olga);
});

story('however she scrolls, there are rows, in order, each with its number', async ({ person }) => {
  const olga = await person();
  await arrive(olga);
  const height = await olga.evaluate(() => document.documentElement.scrollHeight);
  assert.ok(height > 10_000 * 40, 'the scroll bar is that of the whole list');
  const stops = [300, 301, 900, 5_000, 120_000, height / 2, height / 2 - 400, height, height - 2_000, 700];
  for (const top of stops) {
    await olga.evaluate((top) => scrollTo(0, top), top);
    await drawn(olga);
    const { numbers, blank, gaps, uncovered } = await inSight(olga);
    assert.deepEqual(numbers, numbers.map((_, i) => numbers[0] + i), `in order at ${top}`);
    assert.deepEqual({ blank, gaps, uncovered }, { blank: 0, gaps: 0, uncovered: 0 }, `at ${top}`);
    assert.ok((await rows(olga)) < 80);
  }
  await olga.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await drawn(olga);
  assert.equal((await inSight(olga)).numbers.at(-1), await counted(olga), 'the last row is the last number');
});

story('with the wheel, a hundred turns, nothing is ever blank', async ({ person }) => {
  const olga = await person();
  await arrive(olga);
  await olga.mouse.move(700, 600);
  for (let turn = 0; turn < 100; turn += 1) {
    await olga.mouse.wheel(0, turn % 10 === 9 ? -900 : 700);
    if (turn % 5) continue;
    await drawn(olga);
    const { blank, gaps } = await inSight(olga);
    assert.deepEqual({ blank, gaps }, { blank: 0, gaps: 0 }, `after ${turn} turns`);
  }
});

story('a row with the focus is kept while she scrolls away, and is still hers when she comes back', async ({ person }) => {
  const olga = await person();
  await arrive(olga);
  const role = olga.getByRole('button', { name: /^Change role of/ }).nth(3);
  await role.focus();
  const who = () => olga.evaluate(() => document.activeElement.closest('tr')?.querySelector('th').innerText);
  const hers = await who();
  assert.ok(hers);
  await olga.evaluate(() => scrollTo(0, 200_000));
  await drawn(olga);
  assert.equal(await who(), hers);
  await olga.keyboard.press('Enter');
  await olga.getByRole('menu').waitFor();
  await olga.keyboard.press('Escape');
  await olga.getByRole('menu').waitFor({ state: 'hidden' });
  assert.equal(await who(), hers);
});

story('by keyboard: Tab past the last row that is there brings the next', async ({ person }) => {
  const olga = await person();
  await arrive(olga);
  const place = () => olga.evaluate(() => Number(document.activeElement.closest('tr')?.getAttribute('aria-rowindex') ?? 0));
  await olga.getByRole('button', { name: /^Actions for/ }).first().focus();
  let last = await place();
  for (let stops = 0; stops < 300; stops += 1) {
    await olga.keyboard.press('Tab');
    const now = await place();
    assert.ok(now === last || now === last + 1, `from row ${last} to ${now}`);
    last = now;
  }
  assert.ok(last > 60, `came to row ${last}`);
});

story('search and filters among ten thousand keep count; sorting turns the list round', async ({ person }) => {
  const olga = await person();
  const all = await arrive(olga);
  await olga.evaluate(() => scrollTo(0, 100_000));
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('lima');
  await olga.waitForFunction((all) => Number(document.querySelector('table').getAttribute('aria-rowcount')) < all, all);
  const found = (await counted(olga)) - 1;
  await olga.getByText(`${found.toLocaleString('en')} of ${all.toLocaleString('en')} shown`).waitFor();
  await drawn(olga);
  assert.ok((await inSight(olga)).numbers.length > 0, 'what was found is in sight');
  await olga.keyboard.press('Escape');
  await until(olga, all + 1);
  await olga.open(`${usersPage}?sort=name&dir=desc`);
  await until(olga, all + 1);
  await olga.getByRole('columnheader', { name: /User/ }).and(olga.locator('[aria-sort="descending"]')).waitFor();
});
