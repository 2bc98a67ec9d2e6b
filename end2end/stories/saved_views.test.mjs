// Views of one's own: what the list shows, kept under a name, with an alarm where it is wanted.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(120), chaos: true });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const views = (page) => page.getByRole('menu', { name: 'Views' });
const dialog = (page, name = 'Save view') => page.getByRole('dialog', { name });
const line = (page, name, role = 'menuitemradio') => views(page).getByRole(role, { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const count = async (page) => Number(await page.getByRole('table', { name: 'Users' }).getAttribute('aria-rowcount')) - 1;
const until = (page, rows) =>
  page.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows + 1), rows);
const gone = (locator) => locator.waitFor({ state: 'detached' });

/** Opens the menu, and waits until one's own views are in it. */
const open = async (page, name = /^Views/) => {
  await page.getByRole('button', { name }).click();
  await views(page).getByRole('menuitem', { name: /^(Save view|Edit)/ }).waitFor();
};
const save = async (page, name) => {
  await open(page);
  await line(page, 'Save view…', 'menuitem').click();
  await dialog(page).getByRole('textbox', { name: 'Name' }).fill(name);
  await dialog(page).getByRole('button', { name: 'Save view' }).click();
  await toast(page, `“${name}” saved`).waitFor();
};

story('Olga keeps a list under a name, finds it again elsewhere, and takes it back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await loaded(olga);
  await open(olga);
  const nothing = line(olga, 'Save view…', 'menuitem');
  assert.equal(await nothing.getAttribute('aria-disabled'), 'true', 'the list shows everybody');
  await views(olga).getByText('a view keeps what the list shows').waitFor();
  await olga.keyboard.press('Escape');

  await olga.open(`${usersPage}?role=admin,owner&sort=last-active&dir=desc`);
  await loaded(olga);
  const shown = await count(olga);
  await open(olga);
  await line(olga, 'Save view…', 'menuitem').click();
  await focused(olga, dialog(olga).getByRole('textbox', { name: 'Name' }));
  await accessible(olga);
  await dialog(olga).getByRole('button', { name: 'Save view' }).click();
  await dialog(olga).getByText('Enter a name.').waitFor();
  await dialog(olga).getByRole('textbox', { name: 'Name' }).fill('Whoever runs it');
  await dialog(olga).getByRole('button', { name: 'Save view' }).click();
  await toast(olga, '“Whoever runs it” saved').waitFor();
  await gone(dialog(olga));

  // In another browser of hers it is there too; it leaves the columns as they are.
  const elsewhere = await person();
  await signIn(elsewhere);
  await elsewhere.open(`${usersPage}?q=ana&cols=joined`);
  await loaded(elsewhere);
  await open(elsewhere);
  await views(elsewhere).getByText(`${shown} people`).first().waitFor();
  await line(elsewhere, 'Whoever runs it').click();
  await until(elsewhere, shown);
  await elsewhere.waitForURL((url) => url.search === '?role=admin,owner&sort=last-active&dir=desc&cols=joined');
  await open(elsewhere);
  assert.equal(await line(elsewhere, 'Whoever runs it').getAttribute('aria-checked'), 'true');
  await accessible(elsewhere);
  await line(elsewhere, 'Delete “Whoever runs it”', 'menuitem').click();
  await toast(elsewhere, '“Whoever runs it” deleted').waitFor();
  await button(elsewhere, 'Undo').click();
  await toast(elsewhere, '“Whoever runs it” saved').waitFor();
  await open(elsewhere);
  await line(elsewhere, 'Whoever runs it').waitFor();
});

story('an alarm: Olga is told beside Views at once, at her next visit, and not any more when it is quiet', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'noisy@meridian.test', name: 'Noisy Neighbour', role: 'team-owner' });
  await olga.open(`${usersPage}?q=noisy&role=team-owner`);
  await loaded(olga);
  await open(olga);
  await line(olga, 'Save view…', 'menuitem').click();
  await dialog(olga).getByRole('textbox', { name: 'Name' }).fill('Noisy');
  await dialog(olga).getByRole('checkbox', { name: 'Tell me when it shows too many' }).check();
  const above = dialog(olga).getByRole('spinbutton', { name: 'More than this many people' });
  for (const wrong of ['-1', '1000001', '1.5']) {
    await above.fill(wrong);
    await dialog(olga).getByRole('button', { name: 'Save view' }).click();
    await dialog(olga).getByText('Alarm: choose a number from 0 to 1,000,000.').waitFor();
  }
  await accessible(olga);
  await above.fill('0');
  await dialog(olga).getByRole('button', { name: 'Save view' }).click();
  await toast(olga, '“Noisy” saved').waitFor();
  await button(olga, 'Views, 1 alarm').waitFor();
  await accessible(olga);

  await olga.open(usersPage);
  await loaded(olga);
  await open(olga, 'Views, 1 alarm');
  await views(olga).getByText('1 person · more than 0').waitFor();
  await line(olga, 'Noisy').click();
  await until(olga, 1);

  // More than one is too many from now on: it is quiet.
  await open(olga);
  await line(olga, 'Edit “Noisy”…', 'menuitem').click();
  const edit = dialog(olga, 'Edit view');
  assert.equal(await edit.getByRole('textbox', { name: 'Name' }).inputValue(), 'Noisy');
  await edit.getByRole('spinbutton', { name: 'More than this many people' }).fill('1');
  await edit.getByRole('button', { name: 'Save view' }).click();
  await gone(edit);
  await button(olga, 'Views').waitFor();
  await button(olga, 'Undo').click();
  await button(olga, 'Views, 1 alarm').waitFor();
  await open(olga);
  await line(olga, 'Delete “Noisy”', 'menuitem').click();
  await button(olga, 'Views').waitFor();
});

story('a view of that name is there: Olga is told that saving replaces it', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?role=admin`);
  await loaded(olga);
  await save(olga, 'Mine');
  await olga.open(`${usersPage}?role=member`);
  await loaded(olga);
  await open(olga);
  await line(olga, 'Save view…', 'menuitem').click();
  await dialog(olga).getByRole('textbox', { name: 'Name' }).fill('mine');
  await dialog(olga).getByText('You have a view of this name. Saving replaces it.').waitFor();
  await accessible(olga);
  await dialog(olga).getByRole('button', { name: 'Replace' }).click();
  await toast(olga, '“mine” saved').waitFor();
  const kept = async () => (await call(olga, 'views/list', { org: 'demo' })).filter(({ name }) => /^mine$/i.test(name));
  assert.deepEqual((await kept()).map(({ query }) => query), ['role=member']);
  await button(olga, 'Undo').click();
  await toast(olga, '“Mine” saved').waitFor();
  assert.deepEqual((await kept()).map(({ query }) => query), ['role=admin']);
});

story('by keyboard alone: from the search to a view, kept, shown and deleted', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await loaded(kim);
  await kim.keyboard.press('/');
  await kim.keyboard.type('quiet:none');
  await kim.keyboard.press('ControlOrMeta+a');
  await kim.keyboard.type('active:never');
  await kim.waitForURL((url) => url.searchParams.get('q') === 'active:never');
  const shown = await count(kim);
  await reach(kim, button(kim, 'Views'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await line(kim, 'Save view…', 'menuitem').waitFor();
  await pick(kim, views(kim), 'Save view…');
  await focused(kim, dialog(kim).getByRole('textbox', { name: 'Name' }));
  await kim.keyboard.type('Newcomers');
  await tabTo(kim, dialog(kim).getByRole('checkbox'));
  await kim.keyboard.press('Space');
  await tabTo(kim, dialog(kim).getByRole('spinbutton'));
  await kim.keyboard.press('ControlOrMeta+a');
  await kim.keyboard.type('999');
  await kim.keyboard.press('Enter');
  await toast(kim, '“Newcomers” saved').waitFor();
  await focused(kim, button(kim, 'Views'));
  await kim.keyboard.press('Enter');
  await views(kim).getByText(`${shown} people · alarm above 999`).waitFor();
  await pick(kim, views(kim), 'Newcomers', 'menuitemradio');
  await focused(kim, button(kim, 'Views'));
  await kim.keyboard.press('Enter');
  await pick(kim, views(kim), 'Delete “Newcomers”');
  await toast(kim, '“Newcomers” deleted').waitFor();
});

story('the server is gone: what was typed stays, and is kept once it is back', async ({ person, muster: { chaos }, allow }) => {
  allow(/Failed to load resource|ERR_/);
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?role=admin&sort=role`);
  await loaded(olga);
  await open(olga);
  await line(olga, 'Save view…', 'menuitem').click();
  await dialog(olga).getByRole('textbox', { name: 'Name' }).fill('Admins by role');
  chaos.cut();
  await dialog(olga).getByRole('button', { name: 'Save view' }).click();
  await dialog(olga).getByRole('alert').getByText(/./).waitFor();
  assert.equal(await dialog(olga).getByRole('textbox', { name: 'Name' }).inputValue(), 'Admins by role');
  chaos.heal();
  await dialog(olga).getByRole('button', { name: 'Save view' }).click();
  await toast(olga, '“Admins by role” saved').waitFor();
});

story('one’s own views do not come: the menu says so, asks once, and again when it opens again', async ({ person, muster: { chaos }, allow }) => {
  allow(/Failed to load resource|ERR_/);
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?status=suspended`);
  await loaded(olga);
  let asked = 0;
  olga.on('request', (request) => {
    if (request.url().endsWith('/api/views/list')) asked += 1;
  });
  chaos.fail(/views\/list/);
  await button(olga, 'Views').click();
  await views(olga).getByText('Your views could not be loaded.').waitFor();
  // Each key is a turn of the page: one that asked on and on would have asked by then.
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowUp', 'End', 'Home']) await olga.keyboard.press(key);
  await olga.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  assert.equal(asked, 1);
  await olga.keyboard.press('Escape');
  chaos.heal();
  await open(olga);
  assert.equal(await line(olga, 'Save view…', 'menuitem').getAttribute('aria-disabled'), null);
  assert.equal(asked, 2);
});
