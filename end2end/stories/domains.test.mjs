// Whose addresses an organization takes: set on General, said in the invite dialog before anything is sent.
import assert from 'node:assert/strict';
import { demo, invite, join, loaded, owner, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const general = '/o/demo/settings/general';
const section = (page) => page.getByRole('region', { name: 'Invitations', exact: true });
const field = (page) => section(page).getByRole('textbox', { name: 'Allowed domains' });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const save = (page) => section(page).getByRole('button', { name: 'Save invitations' });

story('Olga lists domains; in the invite dialog others say so, and their links no longer work', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const early = await invite(olga, { email: 'early@elsewhere.test' });
  await olga.open(general);
  await field(olga).fill('Meridian.test, @b\u00fccher.example nowhere');
  await olga.keyboard.press('Enter');
  await section(olga).getByText('1 of these is no domain. Mend it or take it out.').waitFor();
  await section(olga).getByRole('button', { name: 'Remove xn--bcher-kva.example' }).waitFor();
  await accessible(olga, everyWidth);
  await save(olga).click();
  assert.equal(await field(olga).evaluate((it) => it === document.activeElement), true, 'the field is where to mend it');
  await section(olga).getByRole('button', { name: 'Remove nowhere' }).click();
  await save(olga).click();
  await toast(olga, 'Saved').waitFor();
  await olga.reload();
  await section(olga).getByRole('button', { name: 'Remove meridian.test' }).waitFor();

  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('new@meridian.test, new@mail.meridian.test, owner@demo.test');
  await olga.keyboard.press('Enter');
  await dialog.getByText('Domain not allowed').waitFor();
  await dialog.getByText('Already a user').waitFor();
  await accessible(olga, everyWidth);
  await dialog.getByRole('button', { name: 'Remove these 2' }).click();
  await dialog.getByRole('button', { name: 'Send 1 invite' }).click();
  await dialog.getByRole('textbox', { name: 'Link for new@meridian.test' }).waitFor();

  const late = await person();
  await late.goto(early);
  await late.getByRole('textbox', { name: 'Name' }).fill('Late Lou');
  await late.getByLabel('Password', { exact: true }).fill('a password of mine');
  await late.getByRole('button', { name: 'Accept invite' }).click();
  await late.getByText('This invitation no longer holds').waitFor();
});

story('by keyboard alone: a domain is typed, saved, and taken out again', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, general);
  const before = await section(olga).getByRole('button', { name: /^Remove / }).count();
  await tabTo(olga, field(olga));
  await olga.keyboard.type('harbour.example ');
  await section(olga).getByRole('button', { name: 'Remove harbour.example' }).waitFor();
  await tabTo(olga, save(olga));
  await olga.keyboard.press('Enter');
  await toast(olga, 'Saved').waitFor();
  await tabTo(olga, field(olga), { back: true });
  await olga.keyboard.press('Backspace');
  for (let at = 0; at <= before && !(await focusedOn(olga, 'Remove harbour.example')); at += 1) await olga.keyboard.press('ArrowLeft');
  await olga.keyboard.press('Delete');
  await section(olga).getByRole('button', { name: 'Remove harbour.example' }).waitFor({ state: 'detached' });
  await tabTo(olga, save(olga));
  await Promise.all([olga.waitForResponse(/organization\/change/), olga.keyboard.press('Enter')]);
  await olga.reload();
  assert.equal(await section(olga).getByRole('button', { name: /^Remove / }).count(), before);
});

story('Adam, an Admin, lists them; what Olga typed meanwhile is not lost, and clashes', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Admin', role: 'admin' });
  const page = await person();
  await signIn(page, adam, general);
  await olga.open(general);
  await field(olga).fill('olgas.example ');
  await section(olga).getByRole('button', { name: 'Remove olgas.example' }).waitFor();
  await field(page).fill('adams.example');
  await save(page).click();
  await toast(page, 'Saved').waitFor();
  await save(olga).click();
  await section(olga).getByText(/Adam Admin/).waitFor();
  await section(olga).getByRole('button', { name: 'Remove olgas.example' }).waitFor();
  await save(olga).click();
  await toast(olga, 'Saved').waitFor();
});

const focusedOn = (page, name) => page.evaluate((name) => document.activeElement?.getAttribute('aria-label') === name, name);
