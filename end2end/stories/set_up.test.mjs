import assert from 'node:assert/strict';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({});

story('an empty installation prints a link; following it makes the organization and its Owner; it works once', async ({ person, muster, allow }) => {
  allow(/status of 4/);
  const [link] = await muster.logged(/http\S+\/set-up#[\w-]{43}/);
  const olga = await person();
  await olga.goto(link);
  await olga.getByRole('textbox', { name: /organization/i }).waitFor();
  await ariaSnapshot(olga.getByRole('main'), 'set-up');
  await olga.getByRole('button', { name: /create|set up/i }).click();
  await olga.locator('.field-error').first().waitFor();
  await accessible(olga, everyWidth);
  await olga.getByRole('textbox', { name: /organization/i }).fill('Blue Harbour');
  await olga.getByRole('textbox', { name: /your name|^name$/i }).fill('Olga Okoro');
  await olga.getByRole('textbox', { name: 'Email' }).fill('olga@harbour.test');
  const password = olga.getByLabel('Password', { exact: true });
  await password.fill('blueharbour');
  await olga.getByRole('button', { name: /create|set up/i }).click();
  await olga.getByText(/This password is among the first that are tried/).waitFor();
  await focused(olga, password);
  await password.fill('a first password');
  await accessible(olga, everyWidth);
  await olga.getByRole('button', { name: /create|set up/i }).click();
  await olga.waitForURL((url) => url.pathname === '/o/blue-harbour/settings/users');
  await olga.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  await olga.getByText('1 user', { exact: true }).first().waitFor();
  await olga.getByText('unlimited seats').first().waitFor();

  const late = await person();
  await late.goto(link);
  await late.getByText(/over|used|already|not found|no longer/i).first().waitFor();
  assert.equal(await late.getByRole('textbox', { name: 'Email' }).count(), 0);
});
