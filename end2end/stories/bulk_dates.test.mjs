// An end date for many at once: by mouse and by keys, with a result for each, and one Undo.
import assert from 'node:assert/strict';
import { demo, invite, join, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(30) });

const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const dialog = (page) => page.getByRole('alertdialog');
const search = async (page, q) => {
  await page.open(`${usersPage}?q=${encodeURIComponent(q)}`);
  await loaded(page);
};

story('Olga sets an end for two of three: the invitation is skipped, with the reason; Undo takes both back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  for (const number of [1, 2]) await join(olga, { email: `quenda${number}@meridian.test`, name: `Quenda No${number}` });
  await invite(olga, { email: 'quenda3@meridian.test' });
  await search(olga, 'quenda');
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Set end date 2').click();
  const ask = olga.getByRole('alertdialog', { name: 'Set end date for 2 people?' });
  await ask.getByText('quenda3@meridian.test: Not possible while they are invited.').waitFor();
  const confirm = button(ask, 'Set end date for 2 people');
  assert.equal(await confirm.getAttribute('aria-disabled'), 'true', 'no date yet');
  await ask.getByLabel('Day').fill('2020-01-01');
  await ask.getByLabel('Time').fill('12:00');
  assert.equal(await confirm.getAttribute('aria-disabled'), 'true', 'a date that is past');
  await accessible(olga);
  await button(ask, 'In 30 days').click();
  await accessible(olga, everyWidth);
  await confirm.click();
  await toast(olga, /^The access of 2 people ends on/).waitFor();
  for (const number of [1, 2]) await row(olga, `Quenda No${number}`).getByText(/ends/).waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  for (const number of [1, 2]) await row(olga, `Quenda No${number}`).getByText(/ends/).waitFor({ state: 'detached' });
});

story('by keyboard alone: an end for two, and none again', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  for (const number of [1, 2]) await join(olga, { email: `kyra${number}@meridian.test`, name: `Kyra No${number}` });
  for (const [choice, words] of [['In 30 days', /^The access of 2 people ends on/], ['No end date', 'The access of 2 people does not end by itself any more']]) {
    await search(olga, 'kyra');
    await tabTo(olga, olga.getByRole('checkbox', { name: 'Select all users' }));
    await olga.keyboard.press('Space');
    await button(olga, 'Set end date 2').waitFor();
    await tabTo(olga, button(olga, 'Set end date 2'), { back: true });
    await olga.keyboard.press('Enter');
    await focused(olga, button(dialog(olga), 'Cancel'));
    await tabTo(olga, button(dialog(olga), choice), { back: true });
    await olga.keyboard.press('Enter');
    await tabTo(olga, button(dialog(olga), 'Set end date for 2 people'));
    await olga.keyboard.press('Enter');
    await toast(olga, words).waitFor();
  }
});
