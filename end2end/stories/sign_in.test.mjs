import assert from 'node:assert/strict';
import { demo, join, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40) });

story('Olga signs in, arrives at the people, signs out, and is asked again', async ({ person }) => {
  const olga = await person();
  await olga.open('/');
  assert.equal(new URL(olga.url()).pathname, '/sign-in');
  await accessible(olga);
  await signIn(olga);
  assert.equal(new URL(olga.url()).pathname, usersPage);
  await olga.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  await olga.getByRole('link', { name: 'My account' }).click();
  await olga.getByRole('button', { name: 'Sign out', exact: true }).first().click();
  await olga.waitForURL((url) => url.pathname === '/sign-in');
  await olga.open(usersPage);
  assert.equal(new URL(olga.url()).pathname, '/sign-in');
});

story('a wrong password and an unknown address are told the same', async ({ person, allow }) => {
  allow(/status of 4\d\d/);
  const told = [];
  for (const email of [owner.email, 'nobody@demo.test']) {
    const visitor = await person();
    await visitor.open('/sign-in');
    await visitor.getByRole('textbox', { name: 'Email' }).fill(email);
    await visitor.getByLabel('Password', { exact: true }).fill('not the password');
    await visitor.getByRole('button', { name: 'Sign in' }).click();
    const alert = visitor.getByRole('alert').filter({ hasText: /./ });
    await alert.first().waitFor();
    told.push(await alert.first().innerText());
    await accessible(visitor);
  }
  assert.equal(told[0], told[1]);
});

story('by keyboard alone, without waiting for the program', async ({ person, allow }) => {
  // A browser without script refuses the page's program; that is what is told here.
  allow(/muster\.\w+\.js: csp/);
  const olga = await person({ javaScriptEnabled: false });
  await olga.goto('/sign-in');
  await olga.getByRole('textbox', { name: 'Email' }).focus();
  await olga.keyboard.type(owner.email);
  await olga.keyboard.press('Tab');
  await olga.keyboard.type(owner.password);
  await olga.keyboard.press('Enter');
  await olga.waitForURL((url) => url.pathname === usersPage);
  await olga.getByText('Olga Demo').first().waitFor();
});

story('somebody removed is refused on their next click', async ({ person, allow }) => {
  allow(/status of 40[14]/);
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Removed', role: 'admin' });
  const adamsPage = await person();
  await signIn(adamsPage, adam);
  await row(adamsPage, 'Adam Removed').waitFor();

  await olga.open(usersPage);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('adam removed');
  await olga.getByRole('button', { name: 'Actions for Adam Removed' }).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Adam Removed?' });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });

  await adamsPage.goto(usersPage);
  assert.equal(await adamsPage.getByRole('table', { name: 'Users' }).count(), 0);
});
