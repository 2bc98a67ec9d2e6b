// Who was given another role, or lost their access, reads it in a mail; the organization can do without.
import assert from 'node:assert/strict';
import { demo, join, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { pick, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(20), mail: true });

const general = '/o/demo/settings/general';
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const roleOf = (page, name) => page.getByRole('button', { name: new RegExp(`^Change role of ${name}`) });
const give = async (page, name, role) => {
  await roleOf(page, name).click();
  await page.getByRole('menu', { name: `Role of ${name}` }).getByRole('menuitemradio', { name: role, exact: true }).click();
  await toast(page, `${name} is now ${role}`).waitFor();
};

story('Olga makes Adam an Admin and suspends him: mails tell him what, and that it was her', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'adam@meridian.test', name: 'Adam Ant', mail: muster.mail });
  await olga.open(`${usersPage}?q=adam+ant`);
  await give(olga, 'Adam Ant', 'Admin');
  const promoted = await muster.mail.next('adam@meridian.test');
  assert.equal(promoted.subject, 'You are Admin at Meridian Works now');
  assert.match(promoted.text, /\w+ changed your role from Member to Admin\./);
  await olga.getByRole('button', { name: 'Actions for Adam Ant' }).click();
  await olga.getByRole('menuitem', { name: 'Suspend' }).click();
  await toast(olga, /Adam Ant is suspended/).waitFor();
  const suspended = await muster.mail.next('adam@meridian.test');
  assert.equal(suspended.subject, 'Your access to Meridian Works is suspended');
});

story('by keyboard alone Olga has nobody told: nobody is, until she changes her mind', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'mia@meridian.test', name: 'Mia May', mail: muster.mail });
  await olga.open(general);
  const section = olga.getByRole('region', { name: 'Mail to people', exact: true });
  const choice = (name) => section.getByRole('radio', { name });
  await tabTo(olga, choice(/^Tell them by mail/));
  await seen(olga);
  await olga.keyboard.press('ArrowDown');
  assert.ok(await choice(/^Send no mail/).isChecked());
  await accessible(olga);
  await tabTo(olga, section.getByRole('button', { name: 'Save mail to people' }));
  await olga.keyboard.press('Enter');
  await toast(olga, 'Saved').waitFor();
  await olga.open(`${usersPage}?q=mia+may`);
  await tabTo(olga, roleOf(olga, 'Mia May'));
  await olga.keyboard.press('Enter');
  await pick(olga, olga.getByRole('menu', { name: 'Role of Mia May' }), 'Admin', 'menuitemradio');
  await row(olga, 'Mia May').getByText('Admin', { exact: true }).waitFor();
  await toast(olga, 'Mia May is now Admin').waitFor();

  await olga.open(general);
  assert.ok(await choice(/^Send no mail/).isChecked());
  await choice(/^Tell them by mail/).check();
  await section.getByRole('button', { name: 'Save mail to people' }).click();
  await toast(olga, 'Saved').waitFor();
  await olga.open(`${usersPage}?q=mia+may`);
  await give(olga, 'Mia May', 'Member');
  // The first mail that comes is of the second change.
  assert.equal((await muster.mail.next('mia@meridian.test')).subject, 'You are Member at Meridian Works now');
});
