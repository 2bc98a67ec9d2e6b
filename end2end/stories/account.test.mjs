// One's own account: name, password, address, sessions, leaving; and a password that was forgotten.
import assert from 'node:assert/strict';
import { demo, join, linkIn, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), mail: true, chaos: true });

const section = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const isAtSignIn = (page) => page.waitForURL((url) => url.pathname === '/sign-in');
/** Somebody new, signed in at `/account` of a browser of their own. */
const arrive = async (person, muster, name, role) => {
  const olga = await person();
  await signIn(olga);
  const email = `${name.split(' ')[0].toLowerCase()}@meridian.test`;
  const who = await join(olga, { email, name, role, mail: muster.mail });
  const page = await person();
  await signIn(page, who, '/account');
  return { olga, page, who };
};

story('Ida closes a question and asks it again in the same moment: it stays, though the browser tells of the closing later', async ({ person }) => {
  const page = await person();
  await signIn(page, owner, '/account');
  await section(page, 'Sessions').getByRole('button', { name: 'Sign out everywhere' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Sign out everywhere?' });
  await focused(page, ask.getByRole('button', { name: 'Cancel' }));
  const opened = await page.evaluate(async () => {
    const dialog = document.querySelector('dialog[open]');
    const opener = [...document.querySelectorAll('button')].find((one) => !dialog.contains(one) && one.textContent.trim() === 'Sign out everywhere');
    const told = new Promise((tell) => dialog.addEventListener('close', tell, { once: true }));
    dialog.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
    // Within this task, as long as the page needs to close it.
    while (dialog.open) await null;
    opener.click();
    await told;
    return new Promise((seen) => setTimeout(() => requestAnimationFrame(() => seen(dialog.open))));
  });
  assert.ok(opened, 'it was asked again');
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await ask.waitFor({ state: 'hidden' });
});

story('Mia changes her name; Olga sees it in the list', async ({ person, muster }) => {
  const { olga, page } = await arrive(person, muster, 'Mia Before');
  const profile = section(page, 'Profile');
  await profile.getByRole('textbox', { name: 'Name' }).fill('   ');
  await profile.getByRole('button', { name: 'Save name' }).click();
  await profile.getByText('Enter a name.').waitFor();
  await profile.getByRole('textbox', { name: 'Name' }).fill('Mia After');
  await profile.getByRole('button', { name: 'Save name' }).click();
  await toast(page, 'Your name is saved').waitFor();
  await page.reload();
  assert.equal(await profile.getByRole('textbox', { name: 'Name' }).inputValue(), 'Mia After');
  await olga.open(`${usersPage}?q=mia+after`);
  await row(olga, 'Mia After').waitFor();
});

story('Mo types on while a name is being saved: what is saved is what was sent, what is typed stays', async ({ person, muster }) => {
  const { page } = await arrive(person, muster, 'Mo Before');
  const profile = section(page, 'Profile');
  const name = profile.getByRole('textbox', { name: 'Name' });
  const save = profile.getByRole('button', { name: 'Save name' });
  await name.fill('Mo Sent');
  const held = muster.chaos.hold(/accounts\/rename/);
  await save.click();
  await held.arrived;
  await name.fill('Mo Typed');
  held.release();
  await toast(page, 'Your name is saved').waitFor();
  assert.equal(await name.inputValue(), 'Mo Typed');
  const second = page.waitForResponse((answer) => answer.request().postData()?.includes('Mo Typed'));
  await save.click();
  assert.ok((await second).ok());
  await page.reload();
  assert.equal(await name.inputValue(), 'Mo Typed');
});

story('Pia changes her password: her other browser is signed out, this one is not, and a mail tells her', async ({ person, muster, allow }) => {
  allow(/status of 40[01]/);
  const { page, who } = await arrive(person, muster, 'Pia Password');
  const elsewhere = await person();
  await signIn(elsewhere, who, '/account');
  const password = section(page, 'Password');
  await password.getByLabel('Current password').fill('not this');
  await password.getByLabel('New password').fill('another password of mine');
  await password.getByRole('button', { name: 'Change password' }).click();
  await password.getByText('This is not your current password.').waitFor();
  assert.equal(await password.getByLabel('New password').inputValue(), 'another password of mine', 'what was typed stays');
  await password.getByLabel('Current password').fill(who.password);
  await password.getByRole('button', { name: 'Change password' }).click();
  await toast(page, 'Your password is changed').waitFor();
  assert.match((await muster.mail.next(who.email)).subject, /password was changed/);

  await page.open('/account');
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  await elsewhere.open('/account');
  await isAtSignIn(elsewhere);
  await signIn(elsewhere, { email: who.email, password: 'another password of mine' }, '/account');
});

story('a password that everybody tries first, or that is made of her own name, is refused at its field; what was typed stays', async ({ person, muster, allow }) => {
  allow(/status of 422/);
  const { page, who } = await arrive(person, muster, 'Wilhelmina Guessed');
  const password = section(page, 'Password');
  const fresh = password.getByLabel('New password');
  await password.getByLabel('Current password').fill(who.password);
  for (const guessed of ['Sunshine99', 'wilhelmina1']) {
    await fresh.fill(guessed);
    await password.getByRole('button', { name: 'Change password' }).click();
    await password.getByText(/This password is among the first that are tried/).waitFor();
    await focused(page, fresh);
    assert.equal(await fresh.inputValue(), guessed, 'what was typed stays');
    assert.equal(await password.getByLabel('Current password').inputValue(), who.password);
    await accessible(page);
    // What is typed next is not called so before it was sent.
    await fresh.fill(`${guessed} and a few words more`);
    assert.equal(await password.getByText(/among the first/).count(), 0);
  }
  await password.getByRole('button', { name: 'Change password' }).click();
  await toast(page, 'Your password is changed').waitFor();

  // Nor is it taken by a link that sets a new one: the link stays good.
  await page.open('/account');
  await page.getByRole('button', { name: 'Sign out', exact: true }).click();
  await isAtSignIn(page);
  await muster.mail.next(who.email);
  await page.open('/reset');
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.keyboard.press('Enter');
  await page.open(linkIn(await muster.mail.next(who.email), 'reset'));
  const renewed = page.getByLabel('New password', { exact: true });
  await renewed.fill('qwertyuiop');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.getByText(/This password is among the first that are tried/).waitFor();
  await focused(page, renewed);
  await renewed.fill('a brand new password');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.getByRole('link', { name: 'Sign in' }).waitFor();
});

story('Eve changes her address: nothing until she opens the link, and the old address is told', async ({ person, muster, allow }) => {
  allow(/status of 410/);
  const { page, who } = await arrive(person, muster, 'Eve Email');
  const email = section(page, 'Email');
  await email.getByRole('textbox', { name: 'New email' }).fill('eve.new@meridian.test');
  await email.getByLabel('Current password').fill(who.password);
  await email.getByRole('button', { name: 'Change email' }).click();
  await email.getByText('We sent a link to eve.new@meridian.test.').waitFor();
  await page.reload();
  await email.getByText(`You sign in as ${who.email}.`).waitFor();
  assert.match((await muster.mail.next(who.email)).subject, /new address was asked for/);

  const link = linkIn(await muster.mail.next('eve.new@meridian.test'), 'verify-email');
  await page.open(link);
  await page.getByText('Confirm that eve.new@meridian.test is yours.').waitFor();
  await page.getByRole('button', { name: 'Confirm email' }).click();
  await page.getByRole('heading', { name: 'Your email is changed' }).waitFor();
  await page.goto('about:blank');
  await page.open(link);
  await page.getByText('Start again from My account.').waitFor();
  const fresh = await person();
  await signIn(fresh, { email: 'eve.new@meridian.test', password: who.password }, '/account');
  await section(fresh, 'Email').getByText('You sign in as eve.new@meridian.test.').waitFor();
});

story('Sam signs out everywhere: every browser asks again', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who } = await arrive(person, muster, 'Sam Sessions');
  const elsewhere = await person();
  await signIn(elsewhere, who, '/account');
  await page.open('/account');
  const sessions = section(page, 'Sessions');
  await sessions.getByText('This browser').waitFor();
  // The third is the one in which he accepted.
  assert.equal(await sessions.getByRole('listitem').count(), 3);
  await sessions.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Sign out everywhere' }).click();
  await isAtSignIn(page);
  await elsewhere.open('/account');
  await isAtSignIn(elsewhere);
});

story('Sia ends one session: that browser is out, hers is not', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who } = await arrive(person, muster, 'Sia Session');
  const elsewhere = await person({ userAgent: 'Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:147.0) Gecko/20100101 Firefox/147.0' });
  await signIn(elsewhere, who, '/account');
  await page.open('/account');
  const sessions = section(page, 'Sessions');
  await sessions.getByRole('button', { name: 'Sign out Firefox on Windows' }).click();
  await sessions.getByText('Firefox on Windows').waitFor({ state: 'detached' });
  await elsewhere.open('/account');
  await isAtSignIn(elsewhere);
  await page.open('/account');
  await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
});

story('Lee leaves the organization; the last Owner cannot', async ({ person, muster, allow }) => {
  allow(/status of 4(01|04|09)/);
  const { olga, page, who } = await arrive(person, muster, 'Lee Leaver', 'admin');
  await page.getByRole('button', { name: 'Leave Meridian Works' }).click();
  const ask = page.getByRole('alertdialog', { name: 'Leave Meridian Works?' });
  await ask.getByText(/signed out everywhere/).waitFor();
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await ask.waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Leave Meridian Works' }).click();
  await ask.getByRole('button', { name: 'Leave Meridian Works' }).click();
  await isAtSignIn(page);
  // It was the only organization: nothing is left to sign in to.
  await page.getByRole('textbox', { name: 'Email' }).fill(who.email);
  await page.getByLabel('Password', { exact: true }).fill(who.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByText('The email or the password is not right.').waitFor();
  await olga.open(`${usersPage}?q=${who.email}`);
  await olga.getByText('Nobody matches').first().waitFor();

  await olga.open('/account');
  await olga.getByRole('button', { name: 'Leave Meridian Works' }).click();
  const own = olga.getByRole('alertdialog', { name: 'Leave Meridian Works?' });
  await own.getByRole('button', { name: 'Leave Meridian Works' }).click();
  await own.getByRole('alert').getByText(/Owner/).waitFor();
});

story('Theo chooses dark: it holds on every page, and at the next visit', async ({ person, muster }) => {
  const { page } = await arrive(person, muster, 'Theo Theme');
  const theme = () => page.locator('html').getAttribute('data-theme');
  const kept = page.waitForResponse((answer) => answer.url().endsWith('/api/accounts/set_preferences'));
  await page.getByRole('radio', { name: 'Dark' }).check();
  assert.ok((await kept).ok());
  assert.equal(await theme(), 'dark');
  await page.reload();
  assert.equal(await theme(), 'dark');
  assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
});

story('Fay forgot her password: a link by mail sets a new one, once; a stranger is told the same', async ({ person, muster, allow }) => {
  allow(/status of 4(01|10)/);
  const { who } = await arrive(person, muster, 'Fay Forgot');
  const ask = async (email) => {
    const page = await person();
    await page.open('/sign-in');
    await page.getByRole('link', { name: 'Forgot password?' }).click();
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByRole('button', { name: 'Send reset link' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    return (await page.getByRole('main').innerText()).replaceAll(email, 'ADDRESS');
  };
  assert.equal(await ask(who.email), await ask('stranger@nowhere.test'));
  const link = linkIn(await muster.mail.next(who.email), 'reset');
  assert.deepEqual(muster.mail.untaken().filter(({ to }) => to === 'stranger@nowhere.test'), []);

  const fay = await person();
  await fay.open(link);
  await fay.getByLabel('New password', { exact: true }).fill('short');
  await fay.getByRole('button', { name: 'Set new password' }).click();
  await fay.getByText(/A password has at least/).waitFor();
  await fay.getByLabel('New password', { exact: true }).fill('a brand new password');
  await fay.getByRole('button', { name: 'Set new password' }).click();
  await fay.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await fay.getByRole('link', { name: 'Sign in' }).click();
  await signIn(fay, { email: who.email, password: 'a brand new password' }, '/account');

  const late = await person();
  await late.open(link);
  await late.getByText(/used, or it is too old/).waitFor();
  await late.getByRole('link', { name: 'Ask for a new link' }).waitFor();
  assert.notEqual(who.email, owner.email);
});

story('a link for a new password pasted into the tab that asked for the mail is read, and so is a second one', async ({ person, muster }) => {
  const { who } = await arrive(person, muster, 'Rae Reset');
  const { who: other } = await arrive(person, muster, 'Roy Reset');
  const page = await person();
  const ask = async (email) => {
    await page.open('/reset');
    await page.getByRole('textbox', { name: 'Email' }).fill(email);
    await page.getByRole('button', { name: 'Send reset link' }).click();
    await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
    return new URL(linkIn(await muster.mail.next(email), 'reset')).hash;
  };
  const second = await ask(other.email);
  const first = await ask(who.email);
  for (const [hash, email] of [[first, who.email], [second, other.email]]) {
    await page.evaluate((hash) => (location.hash = hash), hash);
    await page.getByRole('main').getByText(email).waitFor();
    await page.getByLabel('New password', { exact: true }).waitFor();
    await page.waitForFunction(() => location.hash === '');
  }
  await page.getByLabel('New password', { exact: true }).fill('a brand new password');
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
  await signIn(page, { email: other.email, password: 'a brand new password' }, '/account');
});

story('Ali chooses light, then dark before the answer: dark is kept', async ({ person, muster, allow }) => {
  allow(/status of 502|Failed to load|ERR_/);
  const { page } = await arrive(person, muster, 'Ali Appearance');
  const held = muster.chaos.hold(/set_preferences/);
  await page.getByRole('radio', { name: 'Light' }).check();
  await held.arrived;
  await page.getByRole('radio', { name: 'Dark' }).check();
  const second = page.waitForResponse((answer) => answer.request().postData()?.includes('"dark"'));
  held.release();
  assert.ok((await second).ok());
  await page.reload();
  assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
  assert.equal(await page.locator('html').getAttribute('data-theme'), 'dark');

  // What is not kept is not shown as if it were.
  muster.chaos.fail(/set_preferences/);
  await page.locator('html[data-ready]').waitFor();
  await page.getByRole('radio', { name: 'Light' }).click();
  await section(page, 'Appearance and keyboard').getByRole('alert').getByText('No answer from the server.').waitFor();
  assert.equal(await page.getByRole('radio', { name: 'Dark' }).isChecked(), true);
});

story('Sol ends two sessions at once: each line waits for its own answer, and the focus goes to the next', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who } = await arrive(person, muster, 'Sol Sessions');
  for (const system of ['Windows NT 10.0; Win64; x64', 'X11; Linux x86_64']) {
    await signIn(await person({ userAgent: `Mozilla/5.0 (${system}; rv:147.0) Gecko/20100101 Firefox/147.0` }), who, '/account');
  }
  await page.open('/account');
  const sessions = section(page, 'Sessions');
  const [linux, windows] = ['Linux', 'Windows'].map((system) => sessions.getByRole('button', { name: `Sign out Firefox on ${system}` }));
  const held = muster.chaos.hold(/end_session/);
  await linux.click();
  await windows.click();
  await held.arrived;
  for (const one of [linux, windows]) assert.equal(await one.getAttribute('aria-busy'), 'true');
  held.release();
  for (const one of [linux, windows]) await one.waitFor({ state: 'detached' });
  // The one in which she accepted is left.
  await focused(page, sessions.getByRole('button', { name: 'Sign out', exact: false }).first());
});

story('Ina’s session ends while she types her name: she signs in over the page, and it is saved', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const { page, who } = await arrive(person, muster, 'Ina Before');
  const profile = section(page, 'Profile');
  await profile.getByRole('textbox', { name: 'Name' }).fill('Ina After');
  await page.context().clearCookies();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  assert.equal(await dialog.getByRole('textbox', { name: 'Email' }).inputValue(), who.email);
  await dialog.getByLabel('Password', { exact: true }).fill(who.password);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await toast(page, 'Your name is saved').waitFor();
  await page.reload();
  assert.equal(await profile.getByRole('textbox', { name: 'Name' }).inputValue(), 'Ina After');
});

story('the buttons that show what is typed have a name each', async ({ person, muster }) => {
  const { page } = await arrive(person, muster, 'Nia Names');
  const show = page.getByRole('button', { name: /^Show/ });
  const names = [];
  for (const one of await show.all()) names.push((await one.textContent()).trim());
  assert.deepEqual(names, ['Show current one, for the new email', 'Show current one', 'Show new one']);
  const password = section(page, 'Password');
  await password.getByRole('button', { name: 'Show new one' }).click();
  await password.getByRole('button', { name: 'Hide new one' }).waitFor();
});

story('who follows an invitation starts at their name', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('nell@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: /^(Send|Invite)/ }).last().click();
  const nell = await person();
  await nell.open(linkIn(await muster.mail.next('nell@meridian.test'), 'invite'));
  await focused(nell, nell.getByRole('textbox', { name: 'Name' }));
});
