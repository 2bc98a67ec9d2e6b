// A file with addresses: dropped on the invite dialog, or chosen.
import assert from 'node:assert/strict';
import { demo, owner, row, signIn } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { chosen, drop } from '../support/files.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

const dialogOf = (page) => page.getByRole('dialog', { name: 'Invite users' });
const open = async (page) => {
  await page.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = dialogOf(page);
  await dialog.getByRole('textbox', { name: 'Email addresses' }).waitFor();
  return dialog;
};
const chip = (dialog, email) => dialog.getByRole('button', { name: `Remove ${email}`, exact: true });
const chips = (dialog) => dialog.getByRole('button', { name: /^Remove \S+@/ });

story('Olga drops a CSV file: its addresses are chips, each bad one says why, and the names come along', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  // As a spreadsheet saves it: a mark of its encoding, quotes, commas inside them, CRLF.
  const text = [
    '\uFEFFName,Department,E-mail',
    '"Lima, Ana ""Annie""",Design,ana.drop@meridian.test',
    'José Núñez,"Sales, EMEA",JOSE.DROP@meridian.test',
    'Ana again,Design,ana.drop@meridian.test',
    'Zoe,Support,zoe@meridian',
    `Olga,Board,${owner.email}`,
    '',
  ].join('\r\n');
  await drop(dialog.getByRole('textbox', { name: 'Email addresses' }), { name: 'people.csv', text });
  await chip(dialog, 'ana.drop@meridian.test').waitFor();
  await chip(dialog, 'jose.drop@meridian.test').waitFor();
  const says = (email, why) => dialog.getByRole('listitem').filter({ hasText: email }).filter({ hasText: why });
  await says('zoe@meridian', 'Not an address').waitFor();
  await says(owner.email, 'Already a user').waitFor();
  assert.equal(await chips(dialog).count(), 4, 'the heading is no address, and duplicates fold');
  await accessible(olga);
  await dialog.getByRole('button', { name: 'Remove these 2' }).click();
  await dialog.getByRole('button', { name: 'Send 2 invites' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await muster.mail.next('ana.drop@meridian.test');
  await muster.mail.next('jose.drop@meridian.test');
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('drop@');
  await row(olga, 'José Núñez').getByText(/^Invited · /).waitFor();
  await row(olga, 'Lima, Ana "Annie"').getByText(/^Invited · /).waitFor();
});

story('Olga drops a second file beside what she typed: both stay; it can be dropped anywhere in the dialog', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('typed@meridian.test,');
  await chip(dialog, 'typed@meridian.test').waitFor();
  await drop(dialog.getByRole('combobox', { name: 'Role' }), { name: 'one.csv', text: 'email;name\none@meridian.test;One\n' });
  await chip(dialog, 'one@meridian.test').waitFor();
  await drop(dialog.getByRole('textbox', { name: 'Email addresses' }), { name: 'two.txt', type: 'text/plain', text: 'two@meridian.test\nthree@meridian.test' });
  await chip(dialog, 'three@meridian.test').waitFor();
  assert.equal(await chips(dialog).count(), 4);
  await dialog.getByRole('button', { name: 'Send 4 invites' }).waitFor();
});

story('a file that is none, and one with too many: it is said, and nothing that was there is lost', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  const field = dialog.getByRole('textbox', { name: 'Email addresses' });
  await field.fill('kept@meridian.test,');
  await chip(dialog, 'kept@meridian.test').waitFor();
  await drop(field, { name: 'picture.png', type: 'image/png', text: '\x89PNG\x00\x00\x00\x0d' });
  await dialog.getByText('The file could not be read. Choose a text or CSV file.').waitFor();
  assert.equal(await field.getAttribute('aria-invalid'), 'true');
  await accessible(olga);
  const many = ['email', ...Array.from({ length: 1200 }, (_, at) => `p${at}@meridian.test`)].join('\n');
  await drop(field, { name: 'many.csv', text: many });
  await dialog.getByText('These are 1,200 addresses, with 1 here already; at most 1,000 can be invited at once. Nothing was added.').waitFor();
  assert.equal(await chips(dialog).count(), 1);
  await dialog.getByRole('button', { name: 'Send 1 invite', exact: true }).waitFor();
});

const file = { name: 'people.csv', text: 'Email,Name\nchosen@meridian.test,Cho Chosen\n' };

story('Olga chooses a file, and the same one again after she emptied the field', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  for (let turn = 0; turn < 2; turn += 1) {
    const asked = olga.waitForEvent('filechooser');
    await dialog.getByRole('button', { name: 'Choose file' }).click();
    await (await asked).setFiles(chosen(file));
    await chip(dialog, 'chosen@meridian.test').waitFor();
    if (turn === 0) await chip(dialog, 'chosen@meridian.test').click();
  }
  await dialog.getByRole('button', { name: 'Send 1 invite', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await muster.mail.next('chosen@meridian.test');
});

story('by keyboard alone: choose a file and send', async ({ person, muster }) => {
  const kim = await person();
  // From now on: a key is pressed faster than the browser is told to hand its file chooser over.
  const asked = kim.waitForEvent('filechooser', { timeout: 60_000 });
  await signIn(kim);
  await kim.keyboard.press('i');
  const dialog = dialogOf(kim);
  await focused(kim, dialog.getByRole('textbox', { name: 'Email addresses' }));
  const choose = dialog.getByRole('button', { name: 'Choose file' });
  await tabTo(kim, choose, { within: 2 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await (await asked).setFiles(chosen({ name: 'kim.csv', text: 'Email,Name\nby.keys@meridian.test,Bea Keys\nby.keys@\n' }));
  await chip(dialog, 'by.keys@meridian.test').waitFor();
  await focused(kim, choose);
  await tabTo(kim, dialog.getByRole('button', { name: 'Remove it' }), { within: 2 });
  await kim.keyboard.press('Enter');
  await focused(kim, dialog.getByRole('textbox', { name: 'Email addresses' }));
  await tabTo(kim, dialog.getByRole('button', { name: 'Send 1 invite', exact: true }));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await muster.mail.next('by.keys@meridian.test');
});

story('Olga thinks better of choosing a file: the dialog stays as it was', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  const field = dialog.getByRole('textbox', { name: 'Email addresses' });
  // What a browser tells the field when its file chooser is left: an event that every element round it hears.
  const leaveChooser = () => dialog.locator('input[type=file]').dispatchEvent('cancel', { bubbles: true });
  await leaveChooser();
  await field.fill('stays@meridian.test,', { timeout: 5_000 });
  await chip(dialog, 'stays@meridian.test').waitFor();
  await leaveChooser();
  await field.pressSequentially('too@meridian.test,', { timeout: 5_000 });
  await chip(dialog, 'too@meridian.test').waitFor();
  assert.equal(await olga.getByRole('alertdialog').count(), 0, 'nothing is asked');
});
