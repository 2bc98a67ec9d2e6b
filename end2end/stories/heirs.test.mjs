// Who answers for the open invitations of somebody who is removed.
import assert from 'node:assert/strict';
import { demo, invite, join, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(30) });

const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const choice = (dialog) => dialog.getByRole('combobox', { name: 'Open invitations they sent' });

/** Somebody whose role is Admin, signed in, who has invited some. */
async function inviter(person, olga, name, addresses) {
  const page = await person();
  await signIn(page, await join(olga, { email: `${name.toLowerCase()}@meridian.test`, name: `${name} Admin`, role: 'admin' }));
  const links = [];
  for (const email of addresses) links.push(await invite(page, { email }));
  return links;
}

story('Olga removes Eve, whose invitations go on in the name of Kim: their links work', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kim@meridian.test', name: 'Kim Admin', role: 'admin' });
  const [link] = await inviter(person, olga, 'Eve', ['one@meridian.test', 'two@meridian.test']);
  await olga.open(`${usersPage}?q=eve+admin`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Actions for Eve Admin' }).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Eve Admin?' });
  await dialog.getByText('2 open invitations they sent are cancelled.').waitFor();
  const options = await choice(dialog).getByRole('option').allInnerTexts();
  assert.equal(options[0], 'Cancel them');
  assert.ok(options.includes('Kim Admin') && !options.includes('Eve Admin'), options.join(', '));
  await choice(dialog).selectOption({ label: 'Kim Admin' });
  await dialog.getByText('2 open invitations they sent go on in the name of Kim Admin.').waitFor();
  await accessible(olga, everyWidth);
  await dialog.getByRole('button', { name: 'Remove' }).click();
  await toast(olga, /Eve Admin was removed\. Undo does not bring back their sessions\./).waitFor();
  await olga.open(`${usersPage}?q=one@meridian.test&cols=role,status,invited-by`);
  await row(olga, 'one@meridian.test').getByText('Kim Admin').waitFor();
  const one = await person();
  await one.goto(link);
  await one.getByText('Kim Admin invited you').waitFor();
  await one.getByRole('textbox', { name: 'Name' }).fill('One Nova');
  await one.getByLabel('Password', { exact: true }).fill('a password of mine');
  await one.getByRole('button', { name: 'Accept invite' }).click();
  await one.waitForURL((url) => !url.pathname.startsWith('/invite'));
});

story('by keyboard alone: Ida’s invitation is left to Kit, Ivo’s is cancelled', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kit@meridian.test', name: 'Kit Admin', role: 'admin' });
  await inviter(person, olga, 'Ida', ['ida.one@meridian.test']);
  await inviter(person, olga, 'Ivo', ['ivo.one@meridian.test']);
  for (const [name, keeps] of [['Ida Admin', true], ['Ivo Admin', false]]) {
    await olga.open(`${usersPage}?q=${name.replace(' ', '+')}`);
    await loaded(olga);
    const button = olga.getByRole('button', { name: `Actions for ${name}` });
    await tabTo(olga, button);
    await button.press('Enter');
    await pick(olga, olga.getByRole('menu', { name: `Actions for ${name}` }), 'Remove');
    const dialog = olga.getByRole('alertdialog', { name: `Remove ${name}?` });
    await focused(olga, dialog.getByRole('button', { name: 'Cancel' }));
    if (keeps) {
      await tabTo(olga, choice(dialog), { back: true });
      await olga.keyboard.type('Kit');
      await dialog.getByText('1 open invitation they sent goes on in the name of Kit Admin.').waitFor();
    }
    await tabTo(olga, dialog.getByRole('button', { name: 'Remove' }));
    await olga.keyboard.press('Enter');
    await toast(olga, new RegExp(`${name} was removed`)).waitFor();
  }
  await olga.open(`${usersPage}?q=.one@meridian.test&status=invited`);
  await row(olga, 'ida.one@meridian.test').waitFor();
  assert.equal(await row(olga, 'ivo.one@meridian.test').count(), 0);
});

story('Olga suspends Eva, whose invitation goes on in the name of Kai and whose team is his; Undo gives both back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const kai = await join(olga, { email: 'kai@meridian.test', name: 'Kai Admin', role: 'admin', teams: ['design'] });
  await inviter(person, olga, 'Eva', ['eva.one@meridian.test']);
  await olga.open(`${usersPage}?q=eva+admin`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Actions for Eva Admin' }).click();
  await olga.getByRole('menuitem', { name: 'Suspend', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Suspend Eva Admin?' });
  await dialog.getByText('1 open invitation they sent is cancelled.').waitFor();
  await choice(dialog).selectOption({ label: 'Kai Admin' });
  await dialog.getByText('1 open invitation they sent goes on in the name of Kai Admin.').waitFor();
  await accessible(olga, everyWidth);
  await dialog.getByRole('button', { name: 'Suspend' }).click();
  await toast(olga, /Eva Admin is suspended\. Undo does not bring back their sessions\./).waitFor();
  const list = `${usersPage}?q=eva.one@meridian.test&cols=role,status,invited-by`;
  const other = await person();
  await signIn(other, kai, list);
  await loaded(other);
  await row(other, 'eva.one@meridian.test').getByText('Kai Admin').waitFor();
  await olga.getByRole('button', { name: 'Undo' }).click();
  await toast(olga, 'Undone').waitFor();
  await other.reload();
  await loaded(other);
  await row(other, 'eva.one@meridian.test').getByText('Eva Admin').waitFor();
});

story('by keyboard alone: several are suspended, and Kaya answers for what they sent', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kaya@meridian.test', name: 'Kaya Admin', role: 'admin' });
  await inviter(person, olga, 'Uma1', ['uma1.one@meridian.test']);
  await inviter(person, olga, 'Uma2', ['uma2.one@meridian.test']);
  await olga.open(`${usersPage}?q=uma+admin`);
  await loaded(olga);
  await tabTo(olga, olga.getByRole('checkbox', { name: 'Select all users' }));
  await olga.keyboard.press('Space');
  const suspend = olga.getByRole('button', { name: 'Suspend 2', exact: true });
  await suspend.waitFor();
  await tabTo(olga, suspend, { back: true });
  await olga.keyboard.press('Enter');
  const dialog = olga.getByRole('alertdialog', { name: 'Suspend 2 people?' });
  await focused(olga, dialog.getByRole('button', { name: 'Cancel' }));
  await accessible(olga);
  await tabTo(olga, choice(dialog), { back: true });
  await olga.keyboard.type('Kaya');
  await dialog.getByText('2 open invitations they sent go on in the name of Kaya Admin.').waitFor();
  await tabTo(olga, dialog.getByRole('button', { name: 'Suspend 2 people' }));
  await olga.keyboard.press('Enter');
  await toast(olga, /2 people are suspended\./).waitFor();
  await olga.open(`${usersPage}?q=uma+.one@&cols=role,status,invited-by`);
  await loaded(olga);
  for (const number of [1, 2]) await row(olga, `uma${number}.one@meridian.test`).getByText('Kaya Admin').waitFor();
});
