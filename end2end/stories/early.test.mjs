// People who are quicker than the page: what they type, choose and press before its program has come.
import assert from 'node:assert/strict';
import { demo, row, signIn, usersPage } from '../support/cast.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const settings = (page) => `/o/demo/settings/${page}`;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);

/** Opens a page whose program does not come until `comes()`. */
const openEarly = async (page, path) => {
  let release;
  const comes = new Promise((resolve) => (release = resolve));
  await page.route(/\.wasm$/, async (route) => {
    await comes;
    await route.continue();
  });
  await page.goto(path);
  assert.equal(await page.locator('html[data-ready]').count(), 0, 'the page is not alive yet');
  return async () => {
    release();
    await page.locator('html[data-ready]').waitFor();
  };
};

story('typed, chosen and pressed before the page is alive: it is saved, and once', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, settings('general'));
  const seats = olga.getByRole('region', { name: 'Seats', exact: true });
  const other = (await seats.getByRole('radio', { name: /^Stop/ }).isChecked()) ? /^Let people in/ : /^Stop/;
  await seats.getByRole('radio', { name: /^A number of seats/ }).check();
  await seats.getByRole('spinbutton', { name: 'Number of seats' }).fill('301');
  await seats.getByRole('radio', { name: other }).check();
  const sent = [];
  olga.on('request', (request) => request.url().endsWith('/api/organization/change') && sent.push(request.url()));
  await button(seats, 'Save seats').click();
  await button(seats, 'Save seats').click();
  await comes();
  await toast(olga, 'Saved').waitFor();
  assert.equal(sent.length, 1);
  await olga.open(settings('general'));
  assert.equal(await seats.getByRole('spinbutton', { name: 'Number of seats' }).inputValue(), '301');
  assert.equal(await seats.getByRole('radio', { name: other }).isChecked(), true);
});

story('what the page held already is changed, not only what was empty: a name of one’s own, saved by Enter', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, '/account');
  const name = olga.getByRole('textbox', { name: 'Name', exact: true });
  assert.notEqual(await name.inputValue(), '');
  await name.fill('Olga Early');
  await name.press('Enter');
  await comes();
  await toast(olga, 'Saved').waitFor();
  await olga.open('/account');
  assert.equal(await name.inputValue(), 'Olga Early');
});

story('a theme chosen before the page is alive is the page’s, and stays', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, '/account');
  await olga.getByRole('radio', { name: 'Dark' }).check();
  const kept = olga.waitForResponse((answer) => answer.url().endsWith('/api/accounts/set_preferences'));
  await comes();
  assert.ok((await kept).ok());
  assert.equal(await olga.locator('html').getAttribute('data-theme'), 'dark');
  await olga.open('/account');
  assert.equal(await olga.getByRole('radio', { name: 'Dark' }).isChecked(), true);
});

story('a search typed before the page is alive is searched, on Users over the one of the address', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, `${usersPage}?q=zzzz`);
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  assert.equal(await search.inputValue(), 'zzzz');
  await search.fill('owner@demo');
  await comes();
  await row(olga, /^Olga/).waitFor();
  assert.equal(await search.inputValue(), 'owner@demo');
  await olga.waitForURL((url) => url.searchParams.get('q') === 'owner@demo');
  await search.fill('');
  assert.equal(await search.inputValue(), '');
});

story('a search of teams typed before the page is alive is searched', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, settings('teams'));
  await olga.getByRole('searchbox', { name: 'Search teams' }).fill('design');
  await comes();
  await olga.getByRole('button', { name: /^Design/ }).waitFor();
  await olga.getByRole('button', { name: /^Sales/ }).waitFor({ state: 'detached' });
});

story('a dialog asked for before the page is alive opens once it is, and is not asked for again', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const comes = await openEarly(olga, usersPage);
  await button(olga, 'Invite users').click();
  await comes();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  await dialog.waitFor();
  await focused(olga, dialog.getByRole('textbox', { name: 'Email addresses' }));
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await button(olga, 'Invite users').click();
  await dialog.waitFor();
});

story('on a phone the navigation needs no program: it opens before the page is alive', async ({ person }) => {
  const olga = await person({ viewport: { width: 390, height: 844 } });
  await signIn(olga);
  const comes = await openEarly(olga, usersPage);
  const link = olga.getByRole('link', { name: 'Teams', exact: true });
  assert.equal(await link.isVisible(), false);
  await button(olga, 'Open navigation').click();
  await link.waitFor();
  await comes();
  assert.equal(await link.isVisible(), true, 'and stays open');
});
