// An organization that takes nobody without a second factor: who is kept out, how they come in again, and who has one.
import assert from 'node:assert/strict';
import { code } from '../support/authenticator.mjs';
import { call, demo, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40) });

const general = '/o/demo/settings/general';
const section = (page) => page.getByRole('region', { name: 'Sign-in', exact: true });
const required = (page) => page.getByRole('radio', { name: 'Everybody needs one' });
const optional = (page) => page.getByRole('radio', { name: 'Everybody decides for themselves' });
const save = (page) => page.getByRole('button', { name: 'Save sign-in' });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const setUp = 'Set up an authenticator app';
const factor = (page) => page.getByRole('region', { name: 'Second factor', exact: true });
const asks = /takes nobody without a second factor/;

/** Turns it on in the page's browser, as its person. Answers the recovery codes. */
const turnOn = async (page, who) => {
  const { key, sealed } = await call(page, 'second_factor/set_up', {});
  return (await call(page, 'second_factor/turn_on', { sealed, password: who.password, code: code(key) })).codes;
};
const turnOff = (page, who) => call(page, 'second_factor/turn_off', { password: who.password });

const require = async (page, require_second_factor) => {
  const { seq } = await snapshot(page);
  await call(page, 'organization/change', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, change: { name: null, seat_policy: null, require_second_factor } });
};

/** Olga, who has one, with a page where everybody decides for themselves; at the end of a story it is so again. */
const olgaWithOne = async (person) => {
  const olga = await person();
  await signIn(olga);
  await turnOn(olga, owner);
  return olga;
};
const asBefore = async (olga) => {
  await require(olga, false);
  await turnOff(olga, owner);
};

/** What follows the banner: she sets an app up with her password, puts the codes away, and opens the organization. */
const setsItUp = async (page, who) => {
  await factor(page).getByRole('button', { name: setUp }).click();
  const dialog = page.getByRole('dialog', { name: setUp });
  const key = await dialog.locator('code').innerText();
  await dialog.getByLabel('Current password', { exact: true }).fill(who.password);
  await dialog.getByRole('textbox', { name: 'Code from the app' }).fill(code(key));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  await factor(page).getByRole('button', { name: 'I have kept them' }).click();
};

story('Olga requires it: first of herself; Ada’s open page leads her to where she sets one up, and back', async ({ person, allow }) => {
  allow(/status of 428/);
  const olga = await person();
  await signIn(olga);
  const who = await join(olga, { email: 'ada@meridian.test', name: 'Ada Admin', role: 'admin' });
  await olga.open(general);
  await section(olga).getByText('You have none yourself yet.').waitFor();
  assert.equal(await optional(olga).isChecked(), true);
  await required(olga).check();
  await save(olga).click();
  await section(olga).getByText('This takes a second factor, and you have none.').waitFor();
  await accessible(olga, everyWidth);
  assert.equal(await required(olga).isChecked(), true, 'what she chose stays');
  await section(olga).getByRole('link', { name: 'Set up your second factor' }).click();
  await setsItUp(olga, owner);
  await olga.open(general);
  assert.equal(await section(olga).getByText('You have none yourself yet.').count(), 0);
  await section(olga).getByText(/^\d+ active users have none now\./).waitFor();

  const ada = await person();
  await signIn(ada, who);
  await loaded(ada);
  await required(olga).check();
  await save(olga).click();
  await toast(olga, 'Saved').waitFor();
  await ada.waitForURL((url) => url.pathname === '/account' && url.search === '?organization=demo');
  await factor(ada).getByText(asks).waitFor();
  await accessible(ada, everyWidth);
  // Nor does any other way lead in.
  for (const path of [usersPage, general, '/']) {
    await ada.goto(path);
    await ada.waitForURL((url) => url.pathname === '/account');
  }
  await ada.locator('html[data-ready]').waitFor();
  await setsItUp(ada, who);
  assert.equal(await factor(ada).getByText(asks).count(), 0);
  await accessible(ada);
  await factor(ada).getByRole('link', { name: /^Open / }).click();
  await ada.waitForURL((url) => url.pathname === usersPage);
  await row(ada, 'Olga Demo').waitFor();
  await asBefore(olga);
});

story('Una’s other browser, begun without it, is asked for it once; then it goes on', async ({ person, allow }) => {
  allow(/status of 401/);
  const olga = await olgaWithOne(person);
  const who = await join(olga, { email: 'una@meridian.test', name: 'Una Twice', role: 'admin' });
  const [first, second] = [await person(), await person()];
  await signIn(first, who, '/account');
  await signIn(second, who);
  await loaded(second);
  const codes = await turnOn(first, who);
  await require(olga, true);
  const dialog = second.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(who.password);
  await second.keyboard.press('Enter');
  const field = dialog.getByRole('textbox', { name: 'Code from your authenticator app, or a recovery code' });
  await focused(second, field);
  await field.fill(codes[0]);
  await second.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await row(second, 'Olga Demo').waitFor();
  await second.open(usersPage);
  await loaded(second);
  // The browser in which it was set up needs nothing.
  await first.open(usersPage);
  await loaded(first);
  await asBefore(olga);
});

story('who has none: a view, a column and a count tell Olga, also while it changes; nobody without the log', async ({ person }) => {
  const olga = await olgaWithOne(person);
  const who = await join(olga, { email: 'vera@meridian.test', name: 'Vera Turns', role: 'admin' });
  const vera = await person();
  await signIn(vera, who, '/account');
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Columns' }).click();
  await olga.getByRole('option', { name: 'Second factor' }).click();
  await olga.keyboard.press('Escape');
  const cell = (name) => row(olga, name).locator('[data-label="Second factor"]');
  const says = (name, words) =>
    olga.waitForFunction(([name, words]) => [...document.querySelectorAll('tbody tr')].some((row) => row.innerText.includes(name) && row.querySelector('[data-label="Second factor"]')?.innerText === words), [name, words]);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('second-factor:yes');
  await says('Olga Demo', 'On');
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('vera');
  await says('Vera Turns', 'None');
  // Those who left the list fade for some frames.
  await olga.waitForFunction(() => document.querySelector('tbody tr:not(.spacer)[aria-hidden]') === null);
  await accessible(olga);
  await turnOn(vera, who);
  await says('Vera Turns', 'On');
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('');
  await olga.getByRole('button', { name: 'Sort by Second factor' }).click();
  await olga.waitForURL((url) => url.searchParams.get('sort') === 'second-factor' && url.searchParams.get('cols') === 'second-factor');
  await olga.getByRole('button', { name: 'Sort by Second factor' }).click();
  await olga.waitForURL((url) => url.searchParams.get('dir') === 'desc');
  await olga.waitForFunction(() => [...document.querySelectorAll('tbody tr:not(.spacer) [data-label="Second factor"]')].slice(0, 2).every((cell) => cell.innerText === 'On'));
  await olga.reload();
  await loaded(olga);
  await cell('Olga Demo').waitFor();
  await olga.getByRole('button', { name: 'Views' }).click();
  await olga.getByRole('menuitemradio', { name: 'No second factor' }).click();
  await olga.waitForURL((url) => url.searchParams.get('q') === 'second-factor:no');
  await olga.getByRole('button', { name: 'Remove filter Status: Active' }).waitFor();
  assert.equal(await row(olga, 'Vera Turns').count(), 0);

  // The page of settings counts the same people, and leads to them.
  const shown = Number(await olga.getByRole('table', { name: 'Users' }).getAttribute('aria-rowcount')) - 1;
  await olga.open(general);
  await section(olga).getByText(`${shown} active users have none now.`).waitFor();
  await section(olga).getByRole('link', { name: 'Show them' }).click();
  await olga.waitForURL((url) => url.pathname === usersPage && url.searchParams.get('q') === 'second-factor:no' && url.searchParams.get('status') === 'active');
  await turnOff(vera, who);
  await asBefore(olga);
});

story('by keyboard alone: Kim requires it, and finds who has none', async ({ person }) => {
  const kim = await olgaWithOne(person);
  await kim.open(general);
  await reach(kim, optional(kim));
  await kim.keyboard.press('ArrowDown');
  await focused(kim, required(kim));
  await seen(kim);
  await tabTo(kim, save(kim), { within: 3 });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Saved').waitFor();
  await kim.open(usersPage);
  await loaded(kim);
  await reach(kim, kim.getByRole('button', { name: 'Views' }));
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Views' }), 'No second factor', 'menuitemradio');
  await kim.waitForURL((url) => url.searchParams.get('q') === 'second-factor:no');
  await asBefore(kim);
});
