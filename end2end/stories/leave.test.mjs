import assert from 'node:assert/strict';
import { demo, join, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const find = (page, text) => page.getByRole('searchbox', { name: 'Search users' }).fill(text);
const act = async (page, name, item) => {
  await page.getByRole('button', { name: `Actions for ${name}` }).click();
  await page.getByRole('menu', { name: `Actions for ${name}` }).waitFor();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};

story('Remove says what follows, starts on Cancel, frees the seat, and Undo brings the person back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'rita@meridian.test', name: 'Rita Removed' });
  await olga.open(usersPage);
  await olga.getByText('36 seats available').waitFor();
  await find(olga, 'rita removed');
  await olga.getByRole('button', { name: 'Actions for Rita Removed' }).click();
  await accessible(olga);
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Rita Removed?' });
  await dialog.waitFor();
  assert.equal(await olga.evaluate(() => document.activeElement.textContent.trim()), 'Cancel');
  await dialog.getByText(/seat/).first().waitFor();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Rita Removed').waitFor();

  await act(olga, 'Rita Removed', 'Remove');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Rita Removed').waitFor({ state: 'hidden' });
  await olga.getByText('37 seats available').waitFor();
  const lost = await olga.evaluate(() => document.activeElement === document.body);
  assert.equal(lost, false, 'the focus went somewhere');
  await olga.getByRole('button', { name: 'Undo' }).click();
  await row(olga, 'Rita Removed').waitFor();
  await olga.getByText('36 seats available').waitFor();
});

story('by keyboard alone: remove somebody', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kai@meridian.test', name: 'Kai Keyboard' });
  await olga.open(usersPage);
  await olga.keyboard.press('/');
  await olga.keyboard.type('kai keyboard');
  await olga.getByText(/^1 of \d+ shown$/).first().waitFor();
  const actions = olga.getByRole('button', { name: 'Actions for Kai Keyboard' });
  await actions.waitFor();
  await actions.focus();
  await olga.keyboard.press('Enter');
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).waitFor();
  await olga.keyboard.press('End');
  await olga.keyboard.press('Enter');
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Kai Keyboard?' });
  await dialog.waitFor();
  await dialog.getByRole('button', { name: 'Remove', exact: true }).focus();
  await olga.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Kai Keyboard').waitFor({ state: 'hidden' });
});

story('Suspend frees the seat and keeps the person; Reactivate takes it again', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'sue@meridian.test', name: 'Sue Suspended' });
  await olga.open(usersPage);
  await find(olga, 'sue suspended');
  await act(olga, 'Sue Suspended', 'Suspend');
  const ask = olga.getByRole('alertdialog');
  if (await ask.isVisible().catch(() => false)) await ask.getByRole('button', { name: /^Suspend/ }).click();
  await row(olga, 'Sue Suspended').getByText('Suspended', { exact: true }).waitFor();
  await act(olga, 'Sue Suspended', 'Reactivate');
  await row(olga, 'Sue Suspended').getByText('Active', { exact: true }).waitFor();
});

story('a server that is gone: the removal says so inside its dialog, and nothing typed is lost', async ({ person, muster, allow }) => {
  allow(/502|Failed to (fetch|load)|ERR_/);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'gus@meridian.test', name: 'Gus Gone' });
  await olga.open(usersPage);
  await find(olga, 'gus gone');
  await act(olga, 'Gus Gone', 'Remove');
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Gus Gone?' });
  const reason = dialog.getByRole('textbox').first();
  await reason.fill('Left for the sea');
  muster.chaos.cut(/users\/remove/);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
  assert.equal(await reason.inputValue(), 'Left for the sea');
  muster.chaos.heal();
  await dialog.getByRole('button', { name: /^(Remove|Retry)$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
});

story('the own row and the last Owner are protected, and say why', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await find(olga, 'olga demo');
  await olga.getByRole('button', { name: 'Actions for Olga Demo' }).click();
  const remove = olga.getByRole('menuitem', { name: 'Remove', exact: true });
  assert.equal(await remove.getAttribute('aria-disabled'), 'true');
  assert.ok(await remove.getAttribute('aria-describedby'));
});
