// Help from a person's panel: a new password for the locked-out, and an invitation that went to a mistyped address.
import assert from 'node:assert/strict';
import { demo, invite, join, linkIn, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const name = (page, who) => row(page, who).getByRole('link', { name: who, exact: true });
const panel = (page, who) => page.getByRole('dialog', { name: who, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const readdress = (page, who) => page.getByRole('dialog', { name: `Change address of ${who}` });
/** A new password by the link that was mailed. */
const setPassword = async (page, link, password) => {
  await page.open(link);
  await page.getByLabel('New password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Set new password' }).click();
  await page.getByRole('heading', { name: 'Your password is set' }).waitFor();
};

story('Olga sends Leo, who is locked out, a password reset: the link is in his mail alone, and he is in again', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const leo = await join(olga, { email: 'leo@meridian.test', name: 'Leo Locked', role: 'admin', mail: muster.mail });
  await olga.open(`${usersPage}?q=leo+locked`);
  await name(olga, 'Leo Locked').click();
  const opened = panel(olga, 'Leo Locked');
  await opened.getByRole('button', { name: 'Send password reset' }).click();
  await toast(olga, 'Link for a new password mailed to Leo Locked').waitFor();
  await opened.getByRole('listitem').getByText('Link for a new password mailed', { exact: true }).waitFor();
  assert.equal(await olga.getByRole('button', { name: 'Undo' }).count(), 0, 'a mail does not come back');
  const link = linkIn(await muster.mail.next(leo.email), 'reset');
  assert.ok(!(await olga.content()).includes(link.split('#')[1]), 'no link is shown');
  await opened.getByRole('button', { name: 'Send password reset' }).click();
  await toast(olga, /^Leo Locked: Sent a moment ago\. Try again in /).waitFor();
  const his = await person();
  await setPassword(his, link, 'a password that Leo knows');
  await signIn(his, { ...leo, password: 'a password that Leo knows' });
  await row(his, 'Leo Locked').waitFor();
});

story('Olga mends a mistyped address in one step: the old link is dead, the new one works, and Undo leads back', async ({ person, muster, allow }) => {
  allow(/status of 4(09|10|22)/);
  const olga = await person();
  await signIn(olga);
  await invite(olga, { email: 'anna@meridian.test' });
  const old = linkIn(await muster.mail.next('anna@meridian.test'), 'invite');
  await olga.open(`${usersPage}?q=anna@`);
  await name(olga, 'anna@meridian.test').click();
  await panel(olga, 'anna@meridian.test').getByRole('button', { name: 'Change address' }).click();
  const dialog = readdress(olga, 'anna@meridian.test');
  const field = dialog.getByRole('textbox', { name: 'Email address' });
  await focused(olga, field);
  assert.equal(await field.inputValue(), 'anna@meridian.test');
  await ariaSnapshot(dialog, 'readdress-dialog');
  await accessible(olga, everyWidth);
  await field.fill('ana');
  await dialog.getByRole('button', { name: 'Send invite' }).click();
  await dialog.getByRole('alert').waitFor();
  await accessible(olga, everyWidth);
  await field.fill('owner@demo.test');
  await dialog.getByRole('button', { name: 'Send invite' }).click();
  await dialog.getByText('Already a user').waitFor();
  await field.fill('ana.k@meridian.test');
  await dialog.getByRole('button', { name: 'Send invite' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await toast(olga, 'Invite sent to ana.k@meridian.test instead').waitFor();
  const mended = panel(olga, 'ana.k@meridian.test');
  await mended.getByText('Invite sent to ana.k@meridian.test instead of anna@meridian.test').waitFor();
  const fresh = linkIn(await muster.mail.next('ana.k@meridian.test'), 'invite');
  const ana = await person();
  await ana.goto(old);
  await ana.getByRole('heading', { name: 'This invitation was taken back' }).waitFor();
  await ana.goto('about:blank');
  await ana.goto(fresh);
  await ana.getByRole('button', { name: 'Accept invite' }).waitFor();

  await olga.getByRole('button', { name: 'Undo' }).click();
  await panel(olga, 'anna@meridian.test').waitFor();
  linkIn(await muster.mail.next('anna@meridian.test'), 'invite');
  await olga.keyboard.press('Escape');
  await row(olga, 'anna@meridian.test').getByText(/^Invited · /).waitFor();
});

story('by keyboard alone: a password reset, and an address mended', async ({ person, muster }) => {
  const kim = await person();
  await signIn(kim);
  const leo = await join(kim, { email: 'lea@meridian.test', name: 'Lea Locked', mail: muster.mail });
  await invite(kim, { email: 'olaf@meridian.test' });
  await muster.mail.next('olaf@meridian.test');
  await kim.open(usersPage);
  const open = async (text, who) => {
    await kim.keyboard.press('/');
    await focused(kim, search(kim));
    await kim.keyboard.type(text);
    await row(kim, who).waitFor();
    // Alone: whoever no longer matches has left the table.
    await kim.waitForFunction(() => document.querySelectorAll('tbody tr[role=row]').length === 1);
    await tabTo(kim, name(kim, who));
    await kim.keyboard.press('Enter');
    await focused(kim, panel(kim, who).getByRole('button', { name: 'Close' }));
  };
  await open('lea locked', 'Lea Locked');
  await tabTo(kim, panel(kim, 'Lea Locked').getByRole('button', { name: 'Send password reset' }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await toast(kim, 'Link for a new password mailed to Lea Locked').waitFor();
  linkIn(await muster.mail.next(leo.email), 'reset');
  await focused(kim, panel(kim, 'Lea Locked').getByRole('button', { name: 'Send password reset' }));
  await kim.keyboard.press('Escape');
  await focused(kim, name(kim, 'Lea Locked'));

  await open('olaf@', 'olaf@meridian.test');
  await tabTo(kim, panel(kim, 'olaf@meridian.test').getByRole('button', { name: 'Change address' }));
  await kim.keyboard.press('Enter');
  const field = readdress(kim, 'olaf@meridian.test').getByRole('textbox', { name: 'Email address' });
  await focused(kim, field);
  await field.press('Control+a');
  await kim.keyboard.type('olav@meridian.test');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Invite sent to olav@meridian.test instead').waitFor();
  linkIn(await muster.mail.next('olav@meridian.test'), 'invite');
  await focused(kim, panel(kim, 'olav@meridian.test').getByRole('button', { name: 'Change address' }));
});

/** Ten wrong passwords, and one more that is not even looked at. */
async function lockOut(visitor, email) {
  await visitor.open('/sign-in');
  await visitor.getByRole('textbox', { name: 'Email' }).fill(email);
  for (let tries = 0; tries <= 10; tries += 1) {
    await visitor.getByRole('textbox', { name: 'Password' }).fill('not the password');
    const answered = visitor.waitForResponse(/sign_in|sign-in/);
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    await answered;
  }
  await visitor.getByText(/Too many/).waitFor();
}

story('Lea is locked out by wrong passwords: Olga sees until when, lifts it, and Lea is in at once', async ({ person, muster, allow }) => {
  allow(/401|429/);
  const olga = await person();
  await signIn(olga);
  const lea = await join(olga, { email: 'lena@meridian.test', name: 'Lena Locked', mail: muster.mail });
  const visitor = await person();
  await lockOut(visitor, lea.email);
  await olga.open(`${usersPage}?q=lena`);
  await name(olga, 'Lena Locked').click();
  const beside = panel(olga, 'Lena Locked');
  await beside.getByText(/^After wrong passwords, they can try again /).waitFor();
  await accessible(olga, everyWidth);
  const lift = beside.getByRole('button', { name: 'Let them try now' });
  await tabTo(olga, lift);
  await seen(olga);
  await olga.keyboard.press('Enter');
  await toast(olga, 'Lena Locked can try to sign in again at once').waitFor();
  await lift.waitFor({ state: 'hidden' });
  await focused(olga, beside.getByRole('button', { name: 'Close' }));
  await beside.getByText('Allowed to try to sign in again at once').waitFor();
  await signIn(visitor, lea, '/account');
});
