// Kim has no mouse, and gets through the other pages all the same.
import assert from 'node:assert/strict';
import { demo, invite, join, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

const withSecond = async (muster) => {
  await demo(60)(muster);
  await muster.run('owner', 'create', '--org', 'blue-harbour', '--org-name', 'Blue Harbour', '--email', owner.email, '--password-file', `${muster.folder}/password`);
};
site({ prepare: withSecond });

const settings = (page) => `/o/demo/settings/${page}`;
const section = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });
/** By the navigation, from where one is. */
const goTo = async (page, name) => {
  await tabTo(page, page.getByRole('link', { name, exact: true }), { back: true, within: 200 });
  await page.keyboard.press('Enter');
  await heading(page, name).waitFor();
  await focused(page, page.getByRole('main'));
};
const retype = async (page, text) => {
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
};

story('by keyboard alone: walks from section to section, and each gets the focus', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await tabTo(kim, kim.getByRole('link', { name: 'General', exact: true }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await heading(kim, 'General').waitFor();
  await focused(kim, kim.getByRole('main'));
  for (const name of ['Teams', 'Roles', 'Audit log', 'My account', 'Users']) await goTo(kim, name);
});

story('by keyboard alone: renames the organization; an empty name is said at its field', async ({ person }) => {
  const kim = await person();
  await signIn(kim, owner, '/o/blue-harbour/settings/general');
  const form = section(kim, 'Organization');
  const name = form.getByRole('textbox', { name: 'Name' });
  await tabTo(kim, name);
  await seen(kim);
  await kim.keyboard.press('Control+a');
  await kim.keyboard.press('Delete');
  await kim.keyboard.press('Enter');
  await form.getByText('Enter a name.').waitFor();
  await focused(kim, name);
  await kim.keyboard.type('Green Harbour');
  await tabTo(kim, button(form, 'Save name'), { within: 2 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await toast(kim, 'Saved').waitFor();
  await focused(kim, button(form, 'Save name'));
  await kim.getByRole('button', { name: /Green Harbour/ }).waitFor();
});

story('by keyboard alone: makes a team, fills it, gives it an owner, renames it, takes somebody out, deletes it', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'tom@meridian.test', name: 'Tom Team', role: 'team-owner' });
  await join(kim, { email: 'tia@meridian.test', name: 'Tia Team' });
  await kim.open(settings('teams'));
  await tabTo(kim, button(kim, 'New team'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  const field = kim.getByRole('textbox', { name: 'Team name' });
  await focused(kim, field);
  await kim.keyboard.press('Escape');
  await field.waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'New team'));
  await kim.keyboard.press('Enter');
  await focused(kim, field);
  await kim.keyboard.type('Lighthouse');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Lighthouse is created').waitFor();
  const head = (name) => kim.getByRole('button', { name: new RegExp(`^${name} \\d`) });
  const line = (name) => kim.getByRole('listitem').filter({ has: head(name) });
  await focused(kim, head('Lighthouse'));
  await seen(kim);

  await kim.keyboard.press('Enter');
  assert.equal(await head('Lighthouse').getAttribute('aria-expanded'), 'true');
  const add = line('Lighthouse').getByRole('searchbox', { name: 'Add people' });
  for (const [typed, name] of [['tom team', 'Tom Team'], ['tia team', 'Tia Team']]) {
    await reach(kim, add, { within: 3 });
    await retype(kim, typed);
    await tabTo(kim, button(kim, `Add ${name} to Lighthouse`), { within: 2 });
    await kim.keyboard.press('Enter');
    await toast(kim, `${name} is in Lighthouse`).waitFor();
    await focused(kim, add);
  }
  const owns = kim.getByRole('checkbox', { name: 'Tom Team owns this team' });
  await tabTo(kim, owns);
  await seen(kim);
  await kim.keyboard.press(' ');
  await toast(kim, 'Team owner is set').waitFor();
  await line('Lighthouse').getByText('2 members · 1 owner').waitFor();
  await focused(kim, owns);
  assert.equal(await owns.isChecked(), true);

  const actions = (name) => button(kim, `Actions for ${name}`);
  await tabTo(kim, actions('Lighthouse'), { back: true });
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Lighthouse' }), 'Rename');
  const name = kim.getByRole('textbox', { name: 'Name of Lighthouse' });
  await focused(kim, name);
  await kim.keyboard.press('Escape');
  await name.waitFor({ state: 'hidden' });
  await focused(kim, head('Lighthouse'));
  await tabTo(kim, actions('Lighthouse'), { within: 1 });
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Lighthouse' }), 'Rename');
  await focused(kim, name);
  await kim.keyboard.type('Beacon');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Renamed to Beacon').waitFor();
  await focused(kim, head('Beacon'));

  const out = button(kim, 'Take Tia Team out of Beacon');
  await tabTo(kim, out);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await toast(kim, 'Tia Team is out of Beacon').waitFor();
  await focused(kim, button(kim, 'Take Tom Team out of Beacon'));
  await kim.keyboard.press('F6');
  await focused(kim, button(kim, 'Undo'));
  await kim.keyboard.press('Enter');
  await out.waitFor();
  await focused(kim, button(kim, 'Take Tom Team out of Beacon'));

  await tabTo(kim, actions('Beacon'), { back: true });
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Beacon' }), 'Delete team');
  const ask = kim.getByRole('alertdialog', { name: 'Delete Beacon?' });
  await focused(kim, button(ask, 'Cancel'));
  await kim.keyboard.press('Escape');
  await ask.waitFor({ state: 'hidden' });
  await focused(kim, actions('Beacon'));
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Beacon' }), 'Delete team');
  await focused(kim, button(ask, 'Cancel'));
  await tabTo(kim, button(ask, 'Delete team'), { within: 2 });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Beacon is deleted').waitFor();
  await ask.waitFor({ state: 'hidden' });
  // The next line has the focus, or what stands above all lines.
  await kim.waitForFunction(() => document.activeElement !== document.body && document.querySelector('main').contains(document.activeElement));
  assert.equal(await head('Beacon').count(), 0);
});

story('by keyboard alone: reads what the roles may do, to the last line on a small screen', async ({ person }) => {
  const kim = await person({ viewport: { width: 390, height: 500 } });
  await signIn(kim, owner, settings('roles'));
  const matrix = kim.getByRole('region', { name: /roles?/i }).filter({ has: kim.getByRole('table') });
  await tabTo(kim, matrix);
  await seen(kim);
  const scrolled = () => matrix.evaluate((frame) => frame.scrollLeft);
  assert.equal(await scrolled(), 0);
  await kim.keyboard.press('ArrowRight');
  await kim.waitForFunction((frame) => frame.scrollLeft > 0, await matrix.elementHandle());
  const last = kim.getByRole('table').getByRole('rowheader').last();
  const below = await last.evaluate((cell) => cell.getBoundingClientRect().top > innerHeight);
  assert.ok(below, 'there is something to scroll for');
  await kim.keyboard.press('End');
  await kim.waitForFunction((cell) => cell.getBoundingClientRect().bottom <= innerHeight, await last.elementHandle());
});

story('by keyboard alone: her account – name, password, sessions, appearance, shortcuts', async ({ person, allow }) => {
  allow(/status of 40[01]/);
  const olga = await person();
  await signIn(olga);
  const mia = await join(olga, { email: 'mia@meridian.test', name: 'Mia Before' });
  const kim = await person();
  await signIn(kim, mia, '/account');

  const profile = section(kim, 'Profile');
  await tabTo(kim, profile.getByRole('textbox', { name: 'Name' }));
  await retype(kim, 'Mia After');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Your name is saved').waitFor();
  await focused(kim, profile.getByRole('textbox', { name: 'Name' }));

  const password = section(kim, 'Password');
  const current = password.getByLabel('Current password');
  await tabTo(kim, current);
  await kim.keyboard.type('not this');
  await tabTo(kim, password.getByLabel('New password'), { within: 2 });
  await kim.keyboard.type('another password of mine');
  await tabTo(kim, password.getByRole('button', { name: /^Show/ }).last(), { within: 1 });
  await kim.keyboard.press(' ');
  assert.equal(await password.getByLabel('New password').getAttribute('type'), 'text');
  await tabTo(kim, button(password, 'Change password'), { within: 1 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await password.getByText('This is not your current password.').waitFor();
  await focused(kim, current);
  await retype(kim, mia.password);
  await kim.keyboard.press('Enter');
  await toast(kim, 'Your password is changed').waitFor();

  const renewed = { ...mia, password: 'another password of mine' };
  const agent = (name) => ({ userAgent: `Mozilla/5.0 (${name}; rv:147.0) Gecko/20100101 Firefox/147.0` });
  const [windows, linux] = [await person(agent('Windows NT 10.0; Win64; x64')), await person(agent('X11; Linux x86_64'))];
  await signIn(windows, renewed, '/account');
  await signIn(linux, renewed, '/account');
  await kim.open('/account');
  const sessions = section(kim, 'Sessions');
  const [first, second] = ['Firefox on Linux', 'Firefox on Windows'].map((name) => button(sessions, `Sign out ${name}`));
  await tabTo(kim, first);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await first.waitFor({ state: 'detached' });
  await focused(kim, second);
  await linux.open('/account');
  await linux.waitForURL((url) => url.pathname === '/sign-in');
  await windows.open('/account');
  await heading(windows, 'My account').waitFor();

  const appearance = section(kim, 'Appearance and keyboard');
  await tabTo(kim, appearance.getByRole('radio', { name: 'System' }));
  const kept = kim.waitForResponse((answer) => answer.url().endsWith('/api/accounts/set_preferences'));
  await kim.keyboard.press('ArrowUp');
  await focused(kim, appearance.getByRole('radio', { name: 'Dark' }));
  assert.ok((await kept).ok());
  assert.equal(await kim.locator('html').getAttribute('data-theme'), 'dark');
  const again = kim.waitForResponse((answer) => answer.url().endsWith('/api/accounts/set_preferences'));
  await tabTo(kim, appearance.getByRole('checkbox', { name: 'Single-letter shortcuts' }), { within: 1 });
  await kim.keyboard.press(' ');
  assert.ok((await again).ok());
  await kim.reload();
  assert.equal(await kim.locator('html').getAttribute('data-theme'), 'dark');
  assert.equal(await appearance.getByRole('checkbox', { name: 'Single-letter shortcuts' }).isChecked(), false);

  await kim.locator('html[data-ready]').waitFor();
  await tabTo(kim, button(sessions, 'Sign out everywhere'));
  await kim.keyboard.press('Enter');
  const ask = kim.getByRole('alertdialog', { name: 'Sign out everywhere?' });
  await focused(kim, button(ask, 'Cancel'));
  await kim.keyboard.press('Escape');
  await ask.waitFor({ state: 'hidden' });
  await focused(kim, button(sessions, 'Sign out everywhere'));
  await kim.keyboard.press('Enter');
  await tabTo(kim, button(ask, 'Sign out everywhere'), { within: 2 });
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/sign-in');
  await windows.open('/account');
  await windows.waitForURL((url) => url.pathname === '/sign-in');
});

story('by keyboard alone: switches to her other organization and back', async ({ person }) => {
  const kim = await person();
  await signIn(kim, owner, settings('teams'));
  const switcher = kim.getByRole('button', { name: /Meridian Works/ });
  await tabTo(kim, switcher);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const menu = kim.getByRole('menu', { name: 'Organizations' });
  await focused(kim, menu.getByRole('menuitemradio', { name: 'Meridian Works' }));
  await kim.keyboard.press('Escape');
  await focused(kim, switcher);
  await kim.keyboard.press('ArrowDown');
  await focused(kim, menu.getByRole('menuitemradio', { name: 'Meridian Works' }));
  await kim.keyboard.press('ArrowDown');
  await focused(kim, menu.getByRole('menuitemradio', { name: /Harbour/ }));
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/o/blue-harbour/settings/teams');
  await kim.getByText('No teams yet').waitFor();
  await focused(kim, kim.getByRole('main'));
  await tabTo(kim, kim.getByRole('button', { name: /^Switch organization|Harbour/ }), { back: true });
  await kim.keyboard.press('Enter');
  await pick(kim, menu, 'Meridian Works', 'menuitemradio');
  await kim.waitForURL((url) => url.pathname === settings('teams'));
});

story('by keyboard alone: a new password by the link that the operator hands her; it works once', async ({ person, muster, allow }) => {
  allow(/status of 410/);
  const olga = await person();
  await signIn(olga);
  const fay = await join(olga, { email: 'fay@meridian.test', name: 'Fay Forgot' });
  const link = (await muster.run('account', 'reset-link', '--email', 'fay@meridian.test')).trim();
  assert.match(link, /^http\S+\/reset#[\w-]{43}$/);
  const kim = await person();
  await kim.open(link);
  const password = kim.getByLabel('New password', { exact: true });
  await kim.getByRole('main').getByText('fay@meridian.test').waitFor();
  assert.equal(new URL(kim.url()).hash, '', 'the secret left the address');
  await focused(kim, password);
  await kim.keyboard.type('short');
  await kim.keyboard.press('Enter');
  await kim.getByText(/A password has at least/).waitFor();
  await focused(kim, password);
  await retype(kim, 'a brand new password');
  await tabTo(kim, button(kim, 'Set new password'), { within: 2 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await tabTo(kim, kim.getByRole('link', { name: 'Sign in' }), { within: 2 });
  await kim.keyboard.press('Enter');
  await focused(kim, kim.getByRole('textbox', { name: 'Email' }));
  await kim.keyboard.type(fay.email);
  await kim.keyboard.press('Tab');
  await kim.keyboard.type('a brand new password');
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/account');

  const late = await person();
  await late.open(link);
  await late.getByText(/used, or it is too old/).waitFor();
  await assert.rejects(muster.run('account', 'reset-link', '--email', 'nobody@meridian.test'), /nobody@meridian\.test has no account/);
});

story('by keyboard alone: accepts an invitation in a browser where somebody else is signed in', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const link = await invite(olga, { email: 'amy@meridian.test', role: 'admin', note: 'See you on Monday' });
  const bob = await join(olga, { email: 'bob@meridian.test', name: 'Bob Browser' });
  const kim = await person();
  // Bob has left his session in the browser.
  await signIn(kim, bob, '/account');
  await kim.goto('about:blank');
  await kim.open(link);
  await kim.getByText(/signed in as/).waitFor();
  await tabTo(kim, button(kim, 'Sign out and continue'), { within: 3 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  const name = kim.getByRole('textbox', { name: 'Name' });
  await name.waitFor();
  await focused(kim, name);
  await kim.keyboard.press('Enter');
  await kim.locator('.field-error').first().waitFor();
  await focused(kim, name);
  await kim.keyboard.type('Amy Accepts');
  await kim.keyboard.press('Tab');
  await focused(kim, kim.getByLabel('Password', { exact: true }));
  await kim.keyboard.type('a password of mine');
  await tabTo(kim, button(kim, 'Accept invite'), { within: 2 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === usersPage);
  await row(kim, 'Amy Accepts').getByText('Active', { exact: true }).waitFor();
});

story('by keyboard alone: leaves an organization, and is out', async ({ person, allow }) => {
  allow(/status of 40[14]/);
  const olga = await person();
  await signIn(olga);
  const lee = await join(olga, { email: 'lee@meridian.test', name: 'Lee Leaver', role: 'admin' });
  const kim = await person();
  await signIn(kim, lee, '/account');
  const leave = section(kim, 'Organizations').getByRole('button', { name: 'Leave Meridian Works' });
  await tabTo(kim, leave);
  await seen(kim);
  await kim.keyboard.press('Enter');
  const ask = kim.getByRole('alertdialog', { name: 'Leave Meridian Works?' });
  await focused(kim, button(ask, 'Cancel'));
  await kim.keyboard.press('Escape');
  await ask.waitFor({ state: 'hidden' });
  await focused(kim, leave);
  await kim.keyboard.press('Enter');
  await focused(kim, button(ask, 'Cancel'));
  await tabTo(kim, button(ask, 'Leave Meridian Works'), { within: 2 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/sign-in');
  await olga.open(`${usersPage}?q=${lee.email}`);
  await olga.getByText('Nobody matches').first().waitFor();
});
