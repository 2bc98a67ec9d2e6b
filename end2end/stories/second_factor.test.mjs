// A second factor: set up, signed in with, renewed and turned off; by mouse, by keyboard, and without script.
import assert from 'node:assert/strict';
import { code, wrong } from '../support/authenticator.mjs';
import { call, demo, join, signIn } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), mail: true });

const section = (page) => page.getByRole('region', { name: 'Second factor', exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const setUp = 'Set up an authenticator app';

/** Somebody new, signed in at `/account` of a browser of their own. */
const arrive = async (person, muster, name) => {
  const olga = await person();
  await signIn(olga);
  const email = `${name.split(' ')[0].toLowerCase()}@meridian.test`;
  const who = await join(olga, { email, name, mail: muster.mail });
  const page = await person();
  await signIn(page, who, '/account');
  return { page, who };
};

/** Somebody who has a second factor: their app's key and their recovery codes. The code of this half minute is used. */
const protectedOne = async (person, muster, name) => {
  const { page, who } = await arrive(person, muster, name);
  const { key, sealed } = await call(page, 'second_factor/set_up', {});
  const { codes } = await call(page, 'second_factor/turn_on', { sealed, password: who.password, code: code(key) });
  assert.match((await muster.mail.next(who.email)).subject, /second factor is on/);
  return { page, who, key, codes };
};

/** The first step of signing in. */
const password = async (page, who, next = '/account') => {
  await page.open(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Enter your code' }).waitFor();
};

const appCode = (page) => page.getByRole('textbox', { name: 'Code from your authenticator app' });
const recoveryCode = (page) => page.getByRole('textbox', { name: 'Recovery code' });

story('Uma sets an authenticator app up: wrong proofs change nothing, the codes are shown once, a mail tells her', async ({ person, muster, allow }) => {
  allow(/status of 4(01|22)/);
  const { page, who } = await arrive(person, muster, 'Uma Upset');
  await section(page).getByRole('button', { name: setUp }).click();
  const dialog = page.getByRole('dialog', { name: setUp });
  await dialog.getByRole('img', { name: 'QR code of the key' }).waitFor();
  await accessible(page, everyWidth);
  const key = await dialog.locator('code').innerText();
  assert.match(key, /^([A-Z2-7]{4} ){7}[A-Z2-7]{4}$/);
  const link = await dialog.getByRole('link', { name: 'Open it in an app on this device' }).getAttribute('href');
  assert.match(link, /^otpauth:\/\/totp\/Muster%20/);
  assert.equal(new URL(link).searchParams.get('secret'), key.replaceAll(' ', ''));

  const on = dialog.getByRole('button', { name: 'Turn on' });
  await on.click();
  await dialog.getByText('Enter your current password.').waitFor();
  await focused(page, dialog.getByLabel('Current password', { exact: true }));
  await dialog.getByLabel('Current password', { exact: true }).fill('not this');
  await dialog.getByRole('textbox', { name: 'Code from the app' }).fill(wrong(key));
  await on.click();
  await dialog.getByText('This is not your current password.').waitFor();
  await focused(page, dialog.getByLabel('Current password', { exact: true }));
  await dialog.getByLabel('Current password', { exact: true }).fill(who.password);
  await on.click();
  await dialog.getByText(/This is not the code that the app shows now/).waitFor();
  await focused(page, dialog.getByRole('textbox', { name: 'Code from the app' }));
  await accessible(page);
  assert.equal(await call(page, 'second_factor/mine', {}), null);
  await dialog.getByRole('textbox', { name: 'Code from the app' }).fill(code(key));
  await on.click();
  await dialog.waitFor({ state: 'hidden' });

  const codes = section(page).getByRole('group', { name: 'Your recovery codes' });
  await focused(page, codes.getByRole('heading', { name: 'Your recovery codes' }));
  await codes.getByText(/They are shown only now/).waitFor();
  assert.equal(await codes.getByRole('listitem').count(), 10);
  const first = await codes.getByRole('listitem').first().innerText();
  assert.match(first, /^([a-z2-7]{4}-){5}[a-z2-7]{4}$/);
  await section(page).getByText('10 recovery codes left').waitFor();
  await accessible(page, everyWidth);
  assert.match((await muster.mail.next(who.email)).subject, /second factor is on/);
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await codes.getByRole('button', { name: 'Copy codes' }).click();
  await toast(page, 'The codes are copied').waitFor();
  const copied = await page.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied.split('\n').length, 10);
  assert.equal(copied.split('\n')[0], first);
  await codes.getByRole('button', { name: 'I have kept them' }).click();
  await codes.waitFor({ state: 'detached' });
  await focused(page, section(page).getByRole('heading', { name: 'Second factor' }));
  await page.reload();
  await section(page).getByText('10 recovery codes left').waitFor();
  assert.ok(!(await page.content()).includes(first), 'they are not shown again');
});

story('Vic signs in with his app and arrives where he wanted to go; a wrong and a used code are told the same', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { who, key } = await protectedOne(person, muster, 'Vic Visitor');
  const page = await person();
  await password(page, who, '/account?from=afar');
  await focused(page, appCode(page));
  await accessible(page, everyWidth);
  assert.deepEqual((await page.context().cookies()).map(({ name }) => name).filter((name) => /^muster/.test(name)), ['muster-step']);
  const told = [];
  // The code that turned it on was of this half minute, or of the one before.
  for (const bad of [wrong(key), code(key, -1)]) {
    await appCode(page).fill(bad);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const alert = page.getByText(/This code is not right/);
    await alert.waitFor();
    told.push(await alert.innerText());
    await focused(page, appCode(page));
  }
  assert.equal(told[0], told[1]);
  await accessible(page);
  // His phone is half a minute fast: the code that turned it on is not good again.
  await appCode(page).fill(code(key, 1));
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/account' && url.search === '?from=afar');
  await section(page).getByText('10 recovery codes left').waitFor();
  assert.deepEqual((await page.context().cookies()).map(({ name }) => name).filter((name) => /^muster/.test(name)), ['muster']);
});

story('Wim lost his phone: a recovery code lets him in, once, and a mail says how many are left', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { who, codes } = await protectedOne(person, muster, 'Wim Without');
  for (const { given, comesIn } of [{ given: codes[0].toUpperCase().replaceAll('-', ' '), comesIn: true }, { given: codes[0], comesIn: false }]) {
    const page = await person();
    await password(page, who);
    await page.getByRole('link', { name: 'Use a recovery code' }).click();
    await recoveryCode(page).waitFor();
    await focused(page, recoveryCode(page));
    await accessible(page);
    await recoveryCode(page).fill(given);
    await page.getByRole('button', { name: 'Sign in' }).click();
    if (comesIn) {
      await page.waitForURL((url) => url.pathname === '/account');
      await section(page).getByText('9 recovery codes left').waitFor();
      const mail = await muster.mail.next(who.email);
      assert.match(mail.subject, /recovery code was used/);
      assert.match(mail.text, /9 recovery codes left/);
    } else {
      await page.getByText(/This code is not right/).waitFor();
      await page.getByRole('link', { name: 'Start again' }).click();
      await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
    }
  }
});

story('Xia makes new recovery codes, then turns her second factor off: each takes her password', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who, codes } = await protectedOne(person, muster, 'Xia Renews');
  await page.reload();
  await page.locator('html[data-ready]').waitFor();
  await section(page).getByRole('button', { name: 'Make new recovery codes' }).click();
  const renew = page.getByRole('dialog', { name: 'Make new recovery codes' });
  await accessible(page);
  await renew.getByLabel('Current password', { exact: true }).fill('not this');
  await renew.getByRole('button', { name: 'Make new recovery codes' }).click();
  await renew.getByText('This is not your current password.').waitFor();
  await renew.getByLabel('Current password', { exact: true }).fill(who.password);
  await renew.getByRole('button', { name: 'Make new recovery codes' }).click();
  await renew.waitFor({ state: 'hidden' });
  const fresh = section(page).getByRole('group', { name: 'Your recovery codes' });
  await focused(page, fresh.getByRole('heading', { name: 'Your recovery codes' }));
  assert.ok(!(await fresh.innerText()).includes(codes[1]));
  assert.match((await muster.mail.next(who.email)).subject, /new recovery codes/);

  await section(page).getByRole('button', { name: 'Turn off' }).click();
  const off = page.getByRole('dialog', { name: 'Turn the second factor off?' });
  await off.getByText(/Your password alone signs you in then/).waitFor();
  await accessible(page);
  await off.getByRole('button', { name: 'Cancel' }).click();
  await off.waitFor({ state: 'hidden' });
  await focused(page, section(page).getByRole('button', { name: 'Turn off' }));
  await section(page).getByRole('button', { name: 'Turn off' }).click();
  await off.getByLabel('Current password', { exact: true }).fill(who.password);
  await off.getByRole('button', { name: 'Turn off' }).click();
  await toast(page, 'Your second factor is off').waitFor();
  await section(page).getByRole('button', { name: setUp }).waitFor();
  assert.equal(await fresh.count(), 0);
  assert.match((await muster.mail.next(who.email)).subject, /second factor is off/);
  await signIn(await person(), who, '/account');
});

story('by keyboard alone: Yan sets it up, and signs in with it', async ({ person, muster }) => {
  const { page, who } = await arrive(person, muster, 'Yan Keys');
  await tabTo(page, section(page).getByRole('button', { name: setUp }), { within: 60 });
  await seen(page);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: setUp });
  await focused(page, dialog.getByLabel('Current password', { exact: true }));
  const key = await dialog.locator('code').innerText();
  await page.keyboard.type(who.password);
  await tabTo(page, dialog.getByRole('textbox', { name: 'Code from the app' }), { within: 3 });
  await seen(page);
  await page.keyboard.type(code(key));
  await page.keyboard.press('Enter');
  const codes = section(page).getByRole('group', { name: 'Your recovery codes' });
  await focused(page, codes.getByRole('heading', { name: 'Your recovery codes' }));
  const first = await codes.getByRole('listitem').first().innerText();
  await tabTo(page, codes.getByRole('button', { name: 'I have kept them' }), { within: 3 });
  await seen(page);
  await page.keyboard.press('Enter');
  await focused(page, section(page).getByRole('heading', { name: 'Second factor' }));
  await tabTo(page, section(page).getByRole('button', { name: 'Turn off' }), { within: 3 });
  await page.keyboard.press('Enter');
  const off = page.getByRole('dialog', { name: 'Turn the second factor off?' });
  await focused(page, off.getByLabel('Current password', { exact: true }));
  await page.keyboard.press('Escape');
  await focused(page, section(page).getByRole('button', { name: 'Turn off' }));

  const again = await person();
  await again.open('/sign-in?next=/account');
  await reach(again, again.getByRole('textbox', { name: 'Email' }));
  await again.keyboard.type(who.email);
  await again.keyboard.press('Tab');
  await again.keyboard.type(who.password);
  await again.keyboard.press('Enter');
  await focused(again, appCode(again));
  await tabTo(again, again.getByRole('link', { name: 'Use a recovery code' }), { within: 3 });
  await seen(again);
  await again.keyboard.press('Enter');
  await focused(again, recoveryCode(again));
  await again.keyboard.type(first);
  await again.keyboard.press('Enter');
  await again.waitForURL((url) => url.pathname === '/account');
});

story('without script, Zoe shows password and code by two forms', async ({ person, muster, allow }) => {
  // A browser without script refuses the page's program; that is what is told here.
  allow(/muster\.\w+\.js: csp/);
  const { who, codes } = await protectedOne(person, muster, 'Zoe Plain');
  const page = await person({ javaScriptEnabled: false });
  await page.goto('/sign-in?next=%2Faccount');
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('heading', { level: 1, name: 'Enter your code' }).waitFor();
  await appCode(page).fill('no code');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText(/This code is not right/).waitFor();
  await page.getByRole('link', { name: 'Use a recovery code' }).click();
  await recoveryCode(page).fill(codes[3]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
});

story('Abe’s session ends while he types his name: password and code over the page, and it is saved', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who, codes } = await protectedOne(person, muster, 'Abe Before');
  const profile = page.getByRole('region', { name: 'Profile', exact: true });
  await profile.getByRole('textbox', { name: 'Name' }).fill('Abe After');
  await page.context().clearCookies();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  const field = dialog.getByRole('textbox', { name: 'Code from your authenticator app, or a recovery code' });
  await focused(page, field);
  await accessible(page);
  await page.keyboard.type('no code');
  await page.keyboard.press('Enter');
  await dialog.getByText(/This code is not right/).waitFor();
  await field.fill(codes[2]);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await toast(page, 'Your name is saved').waitFor();
});
