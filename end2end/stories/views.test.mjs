// The people whom an admin looks at now and then: ready-made views, and a list of addresses pasted into the search.
import assert from 'node:assert/strict';
import { demo, join, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, pick, reach, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(120) });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const views = (page) => page.getByRole('menu', { name: 'Views' });
const count = async (page) => Number(await page.getByRole('table', { name: 'Users' }).getAttribute('aria-rowcount')) - 1;
const until = (page, rows) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows + 1), rows);

story('each view says how many it shows, shows them, and lives in the address', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await button(olga, 'Views').click();
  for (const name of ['Owners and Admins', 'Never signed in', 'Idle 90 days', 'Mail refused']) {
    await views(olga).getByRole('menuitemradio', { name }).waitFor();
  }
  await accessible(olga);
  const promised = async (name) => Number((await views(olga).getByRole('menuitemradio', { name }).innerText()).match(/(\d+) (person|people)/)[1]);

  const admins = await promised('Owners and Admins');
  await views(olga).getByRole('menuitemradio', { name: 'Owners and Admins' }).click();
  await until(olga, admins);
  await button(olga, 'Remove filter Role: Owner').waitFor();
  await button(olga, 'Remove filter Role: Admin').waitFor();

  await button(olga, 'Views').click();
  assert.equal(await views(olga).getByRole('menuitemradio', { name: 'Owners and Admins' }).getAttribute('aria-checked'), 'true');
  const never = await promised('Never signed in');
  assert.ok(never > 0);
  await views(olga).getByRole('menuitemradio', { name: 'Never signed in' }).click();
  await until(olga, never);
  // Rows come a few a frame.
  await olga.waitForFunction((rows) => {
    const seen = [...document.querySelectorAll('tbody tr:not(.spacer) [data-column="last-active"]')];
    return seen.length === rows && seen.every((cell) => cell.innerText === 'Never');
  }, never);
  await olga.waitForURL((url) => url.searchParams.get('q') === 'active:never');
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  assert.equal(await count(olga), never);
  assert.equal(await olga.getByText('is no key').count(), 0);
});

story('by keys alone: those who were idle for long', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await reach(kim, button(kim, 'Views'));
  await kim.keyboard.press('Enter');
  const line = views(kim).getByRole('menuitemradio', { name: /^Idle 90 days/ });
  const idle = Number((await line.innerText()).match(/(\d+) (person|people)/)[1]);
  await pick(kim, views(kim), 'Idle 90 days', 'menuitemradio');
  await until(kim, idle);
  await focused(kim, button(kim, 'Views'));
});

story('a pasted list of addresses: who is there is found and selected, who is not is named', async ({ person }) => {
  const olga = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(olga);
  for (const at of [1, 2]) await join(olga, { email: `pasta${at}@meridian.test`, name: `Pasta No${at}` });
  await olga.open(usersPage);
  await loaded(olga);
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  for (const between of [', ', '\n']) {
    await olga.evaluate((text) => navigator.clipboard.writeText(text), ['pasta1@meridian.test', 'nobody@meridian.test', 'PASTA2@meridian.test'].join(between));
    await search.focus();
    await olga.keyboard.press('Control+v');
    await olga.getByRole('toolbar', { name: '2 selected' }).waitFor();
    await olga.getByText(/nobody@meridian\.test/).waitFor();
    await row(olga, 'Pasta No1').waitFor();
    await focused(olga, button(olga, 'Actions for Pasta No1'));
    await accessible(olga);
    await button(olga, 'Clear selection').click();
    await search.fill('');
  }
});

story('Olga chooses columns: they are there at the next visit before the program is, and a link with others shows those', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const head = (name) => olga.getByRole('columnheader', { name });
  await button(olga, 'Columns').click();
  const list = olga.getByRole('listbox', { name: 'Columns' });
  for (const name of ['Joined', 'Ends']) await list.getByRole('option', { name }).click();
  await head('Ends').waitFor();
  await olga.keyboard.press('Escape');
  await focused(olga, button(olga, 'Columns'));
  const html = await (await olga.request.get(usersPage)).text();
  assert.match(html, /data-column="date"[^]*Joined/, 'the server has them in the first rows');
  await olga.open(usersPage);
  await head('Joined').waitFor();
  await head('Ends').waitFor();
  await olga.open(`${usersPage}?cols=ends`);
  await head('Ends').waitFor();
  assert.equal(await head('Joined').count(), 0);
  await olga.open(usersPage);
  await button(olga, 'Columns').click();
  for (const name of ['Joined', 'Ends']) await list.getByRole('option', { name }).click();
  await head('Ends').waitFor({ state: 'detached' });
  await olga.open(usersPage);
  assert.equal(await head('Joined').count(), 0);
});

story('by keys alone: a column is chosen, sorted by, and taken away', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await loaded(kim);
  await kim.keyboard.press('/');
  await focused(kim, kim.getByRole('searchbox', { name: 'Search users' }));
  await tabTo(kim, button(kim, 'Columns'));
  await kim.keyboard.press('Enter');
  const list = kim.getByRole('listbox', { name: 'Columns' });
  const toggle = async () => {
    await focused(kim, list);
    // The second of them.
    await kim.keyboard.press('Home');
    await kim.keyboard.press('ArrowDown');
    await kim.keyboard.press(' ');
  };
  await toggle();
  await kim.getByRole('columnheader', { name: 'Joined' }).waitFor();
  await kim.keyboard.press('Escape');
  await focused(kim, button(kim, 'Columns'));
  await tabTo(kim, button(kim, 'Sort by Joined'));
  await kim.keyboard.press('Enter');
  await kim.locator('th[aria-sort]').filter({ hasText: 'Joined' }).waitFor();
  await tabTo(kim, button(kim, 'Columns'), { back: true });
  await kim.keyboard.press('Enter');
  await toggle();
  await kim.getByRole('columnheader', { name: 'Joined' }).waitFor({ state: 'detached' });
});
