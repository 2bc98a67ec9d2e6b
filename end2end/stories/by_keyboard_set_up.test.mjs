// Kim sets an installation up, without a mouse.
import assert from 'node:assert/strict';
import { focused, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({});

story('by keyboard alone: sets up by the printed link; what is wrong is said where it was typed', async ({ person, muster }) => {
  const kim = await person();
  const [link] = await muster.logged(/http\S+\/set-up#[\w-]{43}/);
  await kim.open(link);
  const organization = kim.getByRole('textbox', { name: 'Organization name' });
  const name = kim.getByRole('textbox', { name: 'Your name' });
  const email = kim.getByRole('textbox', { name: 'Email' });
  const password = kim.getByLabel('Password', { exact: true });
  await reach(kim, organization, { within: 1 });
  await kim.keyboard.type('Grey Harbour');
  await kim.keyboard.press('Tab');
  await focused(kim, name);
  await kim.keyboard.type('Kim Keys');
  await kim.keyboard.press('Tab');
  await focused(kim, email);
  await kim.keyboard.type('kim@harbour');
  await kim.keyboard.press('Tab');
  await focused(kim, password);
  await kim.keyboard.type('a first password');
  await kim.keyboard.press('Enter');
  await focused(kim, email);
  assert.equal(await email.getAttribute('aria-invalid'), 'true');
  assert.equal(await password.inputValue(), 'a first password');
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('kim@harbour.test');
  await tabTo(kim, kim.getByRole('button', { name: 'Set up and sign in' }), { within: 3 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.pathname === '/o/grey-harbour/settings/users');
  await kim.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  await kim.locator('html[data-ready]').waitFor();
  await kim.keyboard.press('i');
  await focused(kim, kim.getByRole('textbox', { name: 'Email addresses' }));
});
