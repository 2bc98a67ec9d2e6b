// Passkeys: added, signed in with alone and after the password, removed; by mouse and by keyboard.
import assert from 'node:assert/strict';
import { code } from '../support/authenticator.mjs';
import { call, demo, join, signIn } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { device } from '../support/device.mjs';
import { focused, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), mail: true, host: 'localhost' });

const section = (page) => page.getByRole('region', { name: 'Passkeys', exact: true });
const factor = (page) => page.getByRole('region', { name: 'Second factor', exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const alone = (page) => page.getByRole('button', { name: 'Sign in with a passkey' });
const after = (page) => page.getByRole('button', { name: 'Use a passkey' });
const current = (dialog) => dialog.getByLabel('Current password', { exact: true });

/** Somebody new, signed in at `/account` of a browser of their own, with a device. */
const arrive = async (person, muster, name) => {
  const olga = await person();
  await signIn(olga);
  const email = `${name.split(' ')[0].toLowerCase()}@meridian.test`;
  const who = await join(olga, { email, name, mail: muster.mail });
  const page = await person();
  await signIn(page, who, '/account');
  return { page, who, phone: await device(page) };
};

/** Adds a passkey by the page. Gives the recovery codes that came with it. */
const add = async (page, who, name) => {
  await section(page).getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  if (name) await dialog.getByRole('textbox', { name: 'Name' }).fill(name);
  await current(dialog).fill(who.password);
  await dialog.getByRole('button', { name: 'Continue' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await toast(page, 'Your passkey is added').waitFor();
  const codes = factor(page).getByRole('group', { name: 'Your recovery codes' });
  return (await codes.count()) ? codes.getByRole('listitem').allInnerTexts() : [];
};

/** Forgets the session, and goes to where one signs in. */
const leave = async (page, next = '/account') => {
  await page.context().clearCookies();
  await page.open(`/sign-in?next=${encodeURIComponent(next)}`);
};

const password = async (page, who) => {
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
};

const cookies = async (page) =>
  (await page.context().cookies()).map(({ name }) => name).filter((name) => /^muster/.test(name));

story('Pia adds a passkey: a wrong password and a device that refuses leave what she typed; recovery codes come with it', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who, phone } = await arrive(person, muster, 'Pia Passes');
  await section(page).getByText(/With a passkey you sign in by your fingerprint/).waitFor();
  await section(page).getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  const name = dialog.getByRole('textbox', { name: 'Name' });
  await focused(page, current(dialog));
  assert.equal(await name.inputValue(), 'This device');
  await accessible(page, everyWidth);
  const go = dialog.getByRole('button', { name: 'Continue' });
  await name.fill('');
  await go.click();
  await dialog.getByText('Enter your current password.').waitFor();
  await focused(page, name);
  await name.fill('Pia’s phone');
  await current(dialog).fill('not this');
  await go.click();
  await dialog.getByText('This is not your current password.').waitFor();
  await focused(page, current(dialog));
  await current(dialog).fill(who.password);
  await phone.refuses(true);
  await go.click();
  await dialog.getByText(/No passkey was used/).waitFor();
  assert.deepEqual([await name.inputValue(), await current(dialog).inputValue()], ['Pia’s phone', who.password]);
  await accessible(page);
  assert.deepEqual((await call(page, 'passkeys/mine', {})).list, []);
  await phone.refuses(false);
  await go.click();
  await dialog.waitFor({ state: 'hidden' });
  await toast(page, 'Your passkey is added').waitFor();
  await section(page).getByText('Pia’s phone').waitFor();
  await section(page).getByText(/Added .* · never used/).waitFor();
  const codes = factor(page).getByRole('group', { name: 'Your recovery codes' });
  await focused(page, codes.getByRole('heading', { name: 'Your recovery codes' }));
  assert.equal(await codes.getByRole('listitem').count(), 10);
  await factor(page).getByText('By your passkeys · 10 recovery codes left').waitFor();
  await accessible(page, everyWidth);
  const mail = await muster.mail.next(who.email);
  assert.match(mail.subject, /new passkey/);
  assert.match(mail.text, /“Pia’s phone” signs you in/);
  const [key] = await phone.keys();
  assert.ok(key.isResidentCredential && key.rpId === 'localhost');

  // The same device once more: the browser knows.
  await section(page).getByRole('button', { name: 'Add a passkey' }).click();
  await current(dialog).fill(who.password);
  await go.click();
  await dialog.getByText('This device has a passkey for your account already.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await focused(page, section(page).getByRole('button', { name: 'Add a passkey' }));
});

story('Rafa signs in with his passkey alone and arrives where he wanted to go; removed, it is good for nothing', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who, phone } = await arrive(person, muster, 'Rafa Removes');
  await add(page, who, 'Phone');
  assert.match((await muster.mail.next(who.email)).subject, /new passkey/);
  await leave(page, '/account?from=afar');
  await accessible(page, everyWidth);
  await phone.refuses(true);
  await page.getByRole('textbox', { name: 'Email' }).fill('half typed');
  await alone(page).click();
  await page.getByText(/No passkey was used/).waitFor();
  assert.equal(await page.getByRole('textbox', { name: 'Email' }).inputValue(), 'half typed');
  await accessible(page);
  await phone.refuses(false);
  await alone(page).click();
  await page.waitForURL((url) => url.pathname === '/account' && url.search === '?from=afar');
  assert.deepEqual(await cookies(page), ['muster']);
  await section(page).getByText(/Added .* · last used/).waitFor();

  await page.locator('html[data-ready]').waitFor();
  await section(page).getByRole('button', { name: 'Remove Phone' }).click();
  const dialog = page.getByRole('dialog', { name: 'Remove “Phone”?' });
  await focused(page, current(dialog));
  await accessible(page, everyWidth);
  await current(dialog).fill('not this');
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await dialog.getByText('This is not your current password.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await focused(page, section(page).getByRole('button', { name: 'Remove Phone' }));
  await section(page).getByRole('button', { name: 'Remove Phone' }).click();
  await current(dialog).fill(who.password);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await toast(page, 'The passkey is removed').waitFor();
  await section(page).getByRole('listitem').waitFor({ state: 'detached' });
  await focused(page, section(page).getByRole('button', { name: 'Add a passkey' }));
  await factor(page).getByRole('button', { name: 'Set up an authenticator app' }).waitFor();
  await factor(page).getByText('By your passkeys').waitFor({ state: 'detached' });
  const mail = await muster.mail.next(who.email);
  assert.match(mail.subject, /passkey was removed/);
  assert.match(mail.text, /Your password alone signs you in now/);

  await leave(page);
  await alone(page).click();
  await page.getByText(/This passkey does not sign you in/).waitFor();
  await accessible(page);
  await password(page, who);
  await page.waitForURL((url) => url.pathname === '/account');
});

story('Tess shows her passkey after the password, or her app’s code, or a recovery code', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who, phone } = await arrive(person, muster, 'Tess Twice');
  const codes = await add(page, who, 'Phone');
  assert.equal(codes.length, 10);
  await leave(page);
  await password(page, who);
  await page.getByRole('heading', { level: 1, name: 'Use your passkey' }).waitFor();
  await accessible(page, everyWidth);
  assert.deepEqual(await cookies(page), ['muster-step']);
  await phone.refuses(true);
  await after(page).click();
  await page.getByText(/No passkey was used/).waitFor();
  await phone.refuses(false);
  await after(page).click();
  await page.waitForURL((url) => url.pathname === '/account');
  assert.deepEqual(await cookies(page), ['muster']);

  await leave(page);
  await password(page, who);
  await page.getByRole('link', { name: 'Use a recovery code' }).click();
  await page.getByRole('textbox', { name: 'Recovery code' }).fill(codes[0]);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => url.pathname === '/account');
  await factor(page).getByText('9 recovery codes left').waitFor();

  // An app comes to it: the recovery codes stay.
  const { key, sealed } = await call(page, 'second_factor/set_up', {});
  const fresh = await call(page, 'second_factor/turn_on', { sealed, password: who.password, code: code(key) });
  assert.deepEqual([fresh.codes, fresh.left], [[], 9]);
  await leave(page);
  await password(page, who);
  await page.getByRole('textbox', { name: 'Code from your authenticator app' }).waitFor();
  await after(page).waitFor();
  await accessible(page, everyWidth);
  await after(page).click();
  await page.waitForURL((url) => url.pathname === '/account');
  await page.locator('html[data-ready]').waitFor();
  await factor(page).getByRole('button', { name: 'Turn off' }).click();
  const off = page.getByRole('dialog', { name: 'Turn the authenticator app off?' });
  await off.getByText(/takes one of your passkeys then/).waitFor();
  await current(off).fill(who.password);
  await off.getByRole('button', { name: 'Turn off' }).click();
  await toast(page, 'Your authenticator app is off').waitFor();
  await factor(page).getByText('By your passkeys · 9 recovery codes left').waitFor();
});

story('by keyboard alone: Yuri adds a passkey, signs in with it, and removes it', async ({ person, muster }) => {
  const { page, who } = await arrive(person, muster, 'Yuri Keys');
  await tabTo(page, section(page).getByRole('button', { name: 'Add a passkey' }), { within: 60 });
  await seen(page);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Add a passkey' });
  await focused(page, current(dialog));
  await page.keyboard.type(who.password);
  await page.keyboard.press('Enter');
  const codes = factor(page).getByRole('group', { name: 'Your recovery codes' });
  await focused(page, codes.getByRole('heading', { name: 'Your recovery codes' }));
  await section(page).getByText('This device').waitFor();

  await leave(page);
  await reach(page, page.getByRole('textbox', { name: 'Email' }));
  await tabTo(page, alone(page), { within: 6 });
  await seen(page);
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.pathname === '/account');
  await page.locator('html[data-ready]').waitFor();
  await tabTo(page, section(page).getByRole('button', { name: 'Remove This device' }), { within: 60 });
  await seen(page);
  await page.keyboard.press('Enter');
  const remove = page.getByRole('dialog', { name: 'Remove “This device”?' });
  await focused(page, current(remove));
  await page.keyboard.press('Escape');
  await focused(page, section(page).getByRole('button', { name: 'Remove This device' }));
  await page.keyboard.press('Enter');
  await focused(page, current(remove));
  await page.keyboard.type(who.password);
  await page.keyboard.press('Enter');
  await focused(page, section(page).getByRole('button', { name: 'Add a passkey' }));
});

story('Abel’s session ends while he types his name: password and passkey over the page, and it is saved', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who } = await arrive(person, muster, 'Abel Before');
  await add(page, who);
  const profile = page.getByRole('region', { name: 'Profile', exact: true });
  await profile.getByRole('textbox', { name: 'Name' }).fill('Abel After');
  await page.context().clearCookies();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Use a passkey' }).waitFor();
  await accessible(page);
  await dialog.getByRole('button', { name: 'Use a passkey' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await toast(page, 'Your name is saved').waitFor();
});

story('at an address without a host name, Bo is offered no passkey; another browser takes his over', async ({ person, muster }) => {
  const { page, who, phone } = await arrive(person, muster, 'Bo Elsewhere');
  await add(page, who);
  const bare = await person({ baseURL: muster.url.replace('localhost', '127.0.0.1') });
  await bare.open('/sign-in');
  assert.equal(await alone(bare).count(), 0);
  await accessible(bare);
  const other = await person();
  const tablet = await device(other);
  await tablet.takes((await phone.keys())[0]);
  await other.open('/sign-in?next=/account');
  await alone(other).click();
  await other.waitForURL((url) => url.pathname === '/account');
});
