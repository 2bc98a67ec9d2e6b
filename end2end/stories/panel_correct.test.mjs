// What somebody is called, and where they get mail, mended from their panel; and invitations that were sent again by mistake.
import assert from 'node:assert/strict';
import { demo, join, linkIn, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true, env: { MUSTER_MAIL_WAIT: '2' } });

const name = (page, who) => row(page, who).getByRole('link', { name: who, exact: true });
const panel = (page, who) => page.getByRole('dialog', { name: who, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const button = (page, called) => page.getByRole('button', { name: called, exact: true });
const opened = async (page, q, who) => {
  await page.open(`${usersPage}?q=${q}`);
  await name(page, who).click();
  await panel(page, who).waitFor();
};

story('Olga mends how Nora is called: an empty name is said at the field, the list follows, and Undo leads back', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const nora = await join(olga, { email: 'nora@meridian.test', name: 'Nroa Typo', mail: muster.mail });
  await opened(olga, 'nora@', 'Nroa Typo');
  await button(panel(olga, 'Nroa Typo'), 'Change name').click();
  const dialog = olga.getByRole('dialog', { name: 'Change name of Nroa Typo' });
  const field = dialog.getByRole('textbox', { name: 'Name' });
  await focused(olga, field);
  assert.equal(await field.inputValue(), 'Nroa Typo');
  await accessible(olga, everyWidth);
  await field.fill(' ');
  await button(dialog, 'Save name').click();
  await dialog.getByText('Enter a name.').waitFor();
  await field.fill('Nora Right');
  await button(dialog, 'Save name').click();
  await toast(olga, 'Nroa Typo is called Nora Right now').waitFor();
  await panel(olga, 'Nora Right').getByText('Name changed from Nroa Typo to Nora Right').waitFor();
  await name(olga, 'Nora Right').waitFor({ state: 'attached' });
  await button(olga, 'Undo').click();
  await panel(olga, 'Nroa Typo').waitFor();

  // Her account is hers: she is called there as she was.
  const hers = await person();
  await signIn(hers, nora, '/account');
  assert.equal(await hers.getByRole('textbox', { name: 'Name' }).inputValue(), 'Nroa Typo');
});

story('Olga proposes another address: Nils confirms it with the link and his password, and nobody can without', async ({ person, muster, allow }) => {
  allow(/status of 40[19]/);
  const olga = await person();
  await signIn(olga);
  const nils = await join(olga, { email: 'nils@meridian.test', name: 'Nils New', mail: muster.mail });
  await opened(olga, 'nils@', 'Nils New');
  await button(panel(olga, 'Nils New'), 'Change address').click();
  const dialog = olga.getByRole('dialog', { name: 'Change address of Nils New' });
  const field = dialog.getByRole('textbox', { name: 'Email address' });
  await focused(olga, field);
  await accessible(olga, everyWidth);
  await field.fill('owner@demo.test');
  await button(dialog, 'Ask them to confirm').click();
  await dialog.getByText('Already a user').waitFor();
  assert.equal(await field.inputValue(), 'owner@demo.test', 'what was typed stays');
  await field.fill('nils.new@meridian.test');
  await button(dialog, 'Ask them to confirm').click();
  await toast(olga, 'Link to confirm sent to nils.new@meridian.test; nils@meridian.test is told').waitFor();
  await panel(olga, 'Nils New').getByText('Asked to confirm nils.new@meridian.test as the new address').waitFor();
  assert.equal(await olga.getByRole('button', { name: 'Undo' }).count(), 0, 'a mail does not come back');
  const notice = await muster.mail.next('nils@meridian.test');
  assert.match(notice.text, /asks you to sign in with nils\.new@meridian\.test/);
  const link = linkIn(await muster.mail.next('nils.new@meridian.test'), 'verify-email');

  // Olga, who might have named a mailbox of her own, does not get far with it.
  await olga.open(link);
  await olga.getByText('Your organization proposed this address.').waitFor();
  await accessible(olga, everyWidth);
  await button(olga, 'Confirm email').click();
  await olga.getByText('Enter your current password.').waitFor();
  await olga.getByLabel('Current password').fill('a long demo password');
  await button(olga, 'Confirm email').click();
  await olga.getByText('This is not your current password.').waitFor();
  await focused(olga, olga.getByLabel('Current password'));

  const his = await person();
  await his.open(link);
  await tabTo(his, his.getByLabel('Current password'));
  await his.keyboard.type(nils.password);
  await his.keyboard.press('Enter');
  await his.getByRole('heading', { name: 'Your email is changed' }).waitFor();
  await signIn(his, { ...nils, email: 'nils.new@meridian.test' }, '/account');
  await olga.open(`${usersPage}?q=nils.new`);
  await row(olga, 'Nils New').getByText('nils.new@meridian.test').waitFor();
});

story('by keyboard alone: mends a name, and leaves another as it is', async ({ person, muster }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'noor@meridian.test', name: 'Noor Nmae', mail: muster.mail });
  await kim.open(`${usersPage}?q=noor@`);
  await tabTo(kim, name(kim, 'Noor Nmae'));
  await kim.keyboard.press('Enter');
  await tabTo(kim, button(panel(kim, 'Noor Nmae'), 'Change name'));
  await kim.keyboard.press('Enter');
  const field = kim.getByRole('dialog', { name: 'Change name of Noor Nmae' }).getByRole('textbox', { name: 'Name' });
  await focused(kim, field);
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('Noor Name');
  await kim.keyboard.press('Escape');
  await focused(kim, button(panel(kim, 'Noor Nmae'), 'Change name'));
  await kim.keyboard.press('Enter');
  await focused(kim, field);
  assert.equal(await field.inputValue(), 'Noor Nmae', 'it starts with what is');
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('Noor Name');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Noor Nmae is called Noor Name now').waitFor();
  await focused(kim, button(panel(kim, 'Noor Name'), 'Change name'));
});

story('by keyboard alone: proposes another address, after one that is taken', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'nika@meridian.test', name: 'Nika Moves', mail: muster.mail });
  await kim.open(`${usersPage}?q=nika@`);
  await tabTo(kim, name(kim, 'Nika Moves'));
  await kim.keyboard.press('Enter');
  const change = button(panel(kim, 'Nika Moves'), 'Change address');
  await tabTo(kim, change);
  await kim.keyboard.press('Enter');
  const dialog = kim.getByRole('dialog', { name: 'Change address of Nika Moves' });
  const field = dialog.getByRole('textbox', { name: 'Email address' });
  await focused(kim, field);
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('owner@demo.test');
  await kim.keyboard.press('Enter');
  await dialog.getByText('Already a user').waitFor();
  await focused(kim, field);
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('nika.new@meridian.test');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Link to confirm sent to nika.new@meridian.test; nika@meridian.test is told').waitFor();
  linkIn(await muster.mail.next('nika.new@meridian.test'), 'verify-email');
  await focused(kim, change);
});

story('Olga sends several invites again and takes that back: no mail goes out, and their links are good as before', async ({ person, muster }) => {
  const olga = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(olga);
  await olga.open(`${usersPage}?status=invited`);
  await loaded(olga);
  const lines = olga.getByRole('row').filter({ has: olga.getByRole('rowheader') });
  const left = () => lines.getByText(/^Invited · \d+ days? left$/).allInnerTexts();
  const before = await left();
  assert.ok(before.length >= 2, 'the demo has invited some');
  const emails = await lines.getByRole('rowheader').evaluateAll((all) => all.map((one) => one.innerText.match(/\S+@\S+/)[0]));
  await olga.getByRole('button', { name: /^Actions for/ }).first().click();
  await olga.getByRole('menuitem', { name: 'Copy invite link' }).click();
  await toast(olga, 'Invite link copied').waitFor();
  const copied = await olga.evaluate(() => navigator.clipboard.readText());

  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, `Resend ${before.length}`).click();
  await button(olga.getByRole('alertdialog'), `Resend ${before.length} invites`).click();
  await toast(olga, /sent again/).waitFor();
  assert.notDeepEqual(await left(), before, 'the clock restarts');
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  assert.deepEqual(await left(), before);
  const guest = await person();
  await guest.goto(copied);
  await guest.getByRole('button', { name: 'Accept invite' }).waitFor();
  // A mail that is written now comes after those, had they gone out.
  await button(olga, 'Invite users').click();
  await olga.getByRole('textbox', { name: 'Email addresses' }).fill('last@meridian.test,');
  await olga.getByRole('dialog', { name: 'Invite users' }).getByRole('button', { name: /^Send/ }).click();
  await muster.mail.next('last@meridian.test');
  const told = muster.mail.untaken().filter(({ to }) => emails.includes(to));
  assert.deepEqual(told, []);
});
