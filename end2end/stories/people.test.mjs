import assert from 'node:assert/strict';
import { demo, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, ariaSnapshot } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(1000) });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const table = (page) => page.getByRole('table', { name: 'Users' });
const matches = async (page) => Number(await table(page).getAttribute('aria-rowcount')) - 1;
const until = async (page, count) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), count + 1);

story('Olga sees how many people there are and how many seats are left', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByText('1,000 users').waitFor();
  await olga.getByText('37 seats available').waitFor();
  await olga.getByText(/\d+ invited/).first().waitFor();
  await accessible(olga);
});

story('she finds somebody as she types, with the letters marked, whatever the accents and the case', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  await search(olga).pressSequentially('joao');
  await olga.waitForFunction((before) => Number(document.querySelector('table').getAttribute('aria-rowcount')) < before, all);
  const found = await matches(olga);
  assert.ok(found > 0 && found < all);
  await olga.getByText(`${found} of ${(all).toLocaleString('en')} shown`).waitFor();
  const names = await table(olga).getByRole('rowheader').allInnerTexts();
  for (const name of names) assert.match(name.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase(), /joao/);
  await olga.waitForFunction(() => CSS.highlights.get('search')?.size > 0);
  await olga.waitForURL((url) => url.searchParams.get('q') === 'joao');

  await search(olga).press('Escape');
  await until(olga, all);
});

story('filters leave what they promise, become chips, live in the address, and Back undoes one', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  await olga.getByRole('button', { name: /^Role/ }).click();
  const option = olga.getByRole('listbox', { name: 'Role' }).getByRole('option', { name: /Admin/ });
  const promised = Number((await option.innerText()).match(/(\d+)\s*$/)[1]);
  await option.click();
  await until(olga, promised);
  await accessible(olga);
  await olga.keyboard.press('Escape');
  const chip = olga.getByRole('button', { name: 'Remove filter Role: Admin' });
  await chip.waitFor();
  await olga.waitForURL((url) => url.searchParams.get('role') === 'admin');

  await olga.goBack();
  await until(olga, all);
  await olga.goForward();
  await until(olga, promised);
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await until(olga, promised);
  await olga.getByRole('button', { name: 'Clear filters' }).click();
  await until(olga, all);
});

story('a typed term becomes the filter’s chip, and an unknown one says that it is searched as text', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await search(olga).pressSequentially('role:owner ');
  await olga.getByRole('button', { name: 'Remove filter Role: Owner' }).waitFor();
  assert.equal(await search(olga).inputValue(), '');
  await search(olga).pressSequentially('dept:x');
  await olga.getByText(/dept/).first().waitFor();
});

story('nobody matches: it says what to remove', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await search(olga).fill('zzzz qqqq');
  await olga.getByText('Nobody matches').first().waitFor();
  await accessible(olga);
  await olga.getByRole('button', { name: 'Clear filters' }).first().click();
  await until(olga, (await snapshotCount(olga)));
});

async function snapshotCount(page) {
  const { people } = await snapshot(page);
  return [...people.states].filter((state) => state !== 'r').length;
}

story('while she types nothing below the toolbar moves', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  const top = () => table(olga).evaluate((table) => table.getBoundingClientRect().top);
  const before = await top();
  await search(olga).fill('ana');
  await olga.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Clear filters' }).waitFor();
  assert.equal(await top(), before);
  await olga.getByRole('button', { name: 'Clear filters' }).click();
  await until(olga, all);
  assert.equal(await search(olga).inputValue(), '');
});

story('on a phone each person is a card: what belongs together stands together, nothing is wider than the page', async ({ person }) => {
  const olga = await person({ viewport: { width: 390, height: 844 } });
  await signIn(olga);
  const card = table(olga).getByRole('row').nth(1);
  const box = async (column) => card.locator(`[data-column="${column}"]`).evaluate((cell) => {
    const { left, top } = cell.getBoundingClientRect();
    return { left: Math.round(left), top: Math.round(top) };
  });
  const [user, role, teams, status, active] = await Promise.all(['user', 'role', 'teams', 'status', 'last-active'].map(box));
  assert.deepEqual([role.left, status.left], [user.left, user.left], 'under the name');
  assert.deepEqual([teams.top, active.top], [role.top, status.top], 'two to a line');
  assert.ok(user.top < role.top && role.top < status.top && teams.left > role.left);
  assert.equal(await olga.evaluate(() => document.documentElement.scrollWidth), 390);
});

story('a bad parameter is ignored', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  await olga.open(`${usersPage}?sort=nonsense&role=<script>&status=gone&cols=zz&dir=up&x=1`);
  await until(olga, all);
});

story('headers sort, and say so', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByRole('button', { name: 'Sort by Role' }).click();
  await olga.waitForFunction(() => document.querySelectorAll('th[aria-sort]').length === 1);
  assert.equal(await olga.getByRole('columnheader', { name: /Role/ }).getAttribute('aria-sort'), 'ascending');
  await olga.waitForURL((url) => url.searchParams.get('sort') === 'role');
  await olga.getByRole('button', { name: 'Sort by Role' }).click();
  await olga.waitForFunction(() => document.querySelector('th[aria-sort]')?.getAttribute('aria-sort') === 'descending');
});

story('only the rows in view are in the page, and each knows its place', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  const rows = () => olga.locator('tbody tr[aria-rowindex]').count();
  assert.ok((await rows()) < 120, `${await rows()} rows are in the page`);
  await olga.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
  await olga.locator(`tbody tr[aria-rowindex="${all + 1}"]`).waitFor();
  assert.ok((await rows()) < 120);
  await search(olga).fill('ana');
  await olga.waitForFunction(() => Number(document.querySelector('table').getAttribute('aria-rowcount')) < 201);
  // Once the list rests, up to 200 matches are all there.
  await olga.waitForFunction(() => {
    const matches = Number(document.querySelector('table').getAttribute('aria-rowcount')) - 1;
    return document.querySelectorAll('tbody tr[aria-rowindex]').length === matches;
  });
});

/** Of each row in the page: all its elements, attributes and words, but for the ids of its slot and how long ago it is. */
const written = (page) => page.evaluate(() => {
  const slot = new Set(['id', 'aria-labelledby']);
  const tell = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return node.data.trim().replace(/\d+ (\w+ ago|\w+ left)|just now|yesterday/, 'some time');
    if (node.nodeType !== Node.ELEMENT_NODE) return '';
    const attributes = [...node.attributes].filter(({ name }) => !slot.has(name)).map(({ name, value }) => ` ${name}="${value}"`);
    return `<${node.localName}${attributes.sort().join('')}>${[...node.childNodes].map(tell).join('')}</>`;
  };
  return Object.fromEntries([...document.querySelectorAll('tbody tr[aria-rowindex]')].map((row) => [row.ariaRowIndex, tell(row)]));
});

story('rows that others were written into are to the letter like rows made anew', async ({ person }) => {
  const [olga, anew] = [await person(), await person()];
  // Signing in is being seen: once both have, her own row stays what it is.
  await signIn(anew);
  await signIn(olga);
  const sort = (name) => () => olga.getByRole('button', { name: `Sort by ${name}` }).click();
  const steps = [
    ['sort=status', sort('Status')],
    ['sort=status&dir=desc', sort('Status')],
    ['', sort('Status')],
    ['sort=role', sort('Role')],
    ['sort=role&q=an', () => search(olga).fill('an')],
    ['sort=role&q=meridian.test', () => search(olga).fill('meridian.test')],
    ['sort=role', () => search(olga).press('Escape')],
    ['sort=last-active', sort('Last active')],
    ['sort=last-active&dir=desc', sort('Last active')],
    ['sort=last-active&dir=desc&status=invited', () => search(olga).pressSequentially('status:invited ')],
  ];
  const asked = (query) => [...new URLSearchParams(query)].map(String).sort().join();
  for (const [query, step] of steps) {
    await step();
    await olga.waitForURL((url) => asked(url.search) === asked(query));
    await anew.open(`${usersPage}?${query}`);
    await until(anew, await matches(olga));
    // Of all its rows the browser has taken hold; one's own has nothing to tick.
    await anew.waitForFunction(() => document.querySelectorAll('tbody input:disabled').length <= 1);
    const [by, made] = [await written(olga), await written(anew)];
    const both = Object.keys(by).filter((row) => made[row]);
    assert.ok(both.length >= 12, `${both.length} rows to compare at "${query}"`);
    for (const row of both) assert.equal(by[row], made[row], `row ${row} at "${query}"`);
  }
});

story('what assistive technology is told of the first rows', async ({ person }) => {
  const olga = await person();
  await signIn(olga, undefined, `${usersPage}?role=owner`);
  await ariaSnapshot(olga.getByRole('group', { name: 'Filters' }), 'filters');
  await ariaSnapshot(table(olga), 'table');
});
