import assert from 'node:assert/strict';
import { call, demo, join, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const find = (page, text) => page.getByRole('searchbox', { name: 'Search users' }).fill(text);

story('by keyboard: a role, then Ctrl+Z', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kim@meridian.test', name: 'Kim Keys' });
  await olga.open(usersPage);
  await olga.keyboard.press('/');
  await olga.keyboard.type('kim keys');
  const button = olga.getByRole('button', { name: /^Change role of Kim Keys/ });
  await button.waitFor();
  await button.focus();
  await olga.keyboard.press('Enter');
  await olga.getByRole('menuitemradio', { name: 'Member', exact: true }).waitFor();
  await olga.keyboard.press('ArrowUp');
  await olga.keyboard.press('ArrowUp');
  await olga.keyboard.press('Enter');
  await olga.getByRole('button', { name: 'Change role of Kim Keys: Admin' }).waitFor();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await olga.keyboard.press('Control+z');
  await olga.getByRole('button', { name: 'Change role of Kim Keys: Member' }).waitFor();
});

story('Adam may not make an Owner: the choice is there, disabled, with the reason', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Admin', role: 'admin' });
  await join(olga, { email: 'mia@meridian.test', name: 'Mia Member' });
  const page = await person();
  await signIn(page, adam);
  await find(page, 'mia member');
  await page.getByRole('button', { name: 'Change role of Mia Member: Member' }).click();
  const choice = page.getByRole('menuitemradio', { name: 'Owner', exact: true });
  assert.equal(await choice.getAttribute('aria-disabled'), 'true');
  const reason = await choice.getAttribute('aria-describedby');
  assert.ok(reason, 'the reason is tied to it');
  await page.keyboard.press('Escape');
  await find(page, 'olga');
  await row(page, 'Olga Demo').waitFor();
  assert.equal(await page.getByRole('button', { name: /^Change role of Olga Demo/ }).count(), 0);
});

story('a slow server: the row shows the edit, then it holds; a server that is gone: the row goes back', async ({ person, muster, allow }) => {
  allow(/502|Failed to (fetch|load)|ERR_/);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'sol@meridian.test', name: 'Sol Slow' });
  await olga.open(usersPage);
  await find(olga, 'sol slow');
  const held = muster.chaos.hold(/users\/set_role/);
  await olga.getByRole('button', { name: 'Change role of Sol Slow: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByRole('button', { name: 'Change role of Sol Slow: Admin' }).waitFor();
  await held.arrived;
  held.release();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();

  muster.chaos.cut(/users\/set_role/);
  await olga.getByRole('button', { name: 'Change role of Sol Slow: Admin' }).click();
  await olga.getByRole('menuitemradio', { name: 'Member', exact: true }).click();
  await olga.getByRole('button', { name: 'Change role of Sol Slow: Admin' }).waitFor();
  const again = olga.getByRole('button', { name: 'Retry' }).first();
  await again.waitFor();
  muster.chaos.heal();
  await again.click();
  await olga.getByRole('button', { name: 'Change role of Sol Slow: Member' }).waitFor();
});
