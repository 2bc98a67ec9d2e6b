// The two seat policies: *stop* refuses whole, *open* lets people in and says by how many.
import assert from 'node:assert/strict';
import { deaf, demo, invite, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const general = '/o/demo/settings/general';
const section = (page) => page.getByRole('region', { name: 'Seats', exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const dialogOf = (page) => page.getByRole('dialog', { name: 'Invite users' });
const field = (page) => dialogOf(page).getByRole('textbox', { name: 'Email addresses' });
const send = (page, number) => dialogOf(page).getByRole('button', { name: number === 1 ? 'Send 1 invite' : `Send ${number} invites`, exact: true });

/** How many seats are used now. */
const used = async (page) => {
  await page.open(general);
  return Number((await section(page).getByText(/seats used/).innerText()).match(/^\d+/)[0]);
};
const setSeats = async (page, number, policy) => {
  await page.open(general);
  await section(page).getByRole('radio', { name: 'A number of seats' }).check();
  await section(page).getByRole('spinbutton', { name: 'Number of seats' }).fill(String(number));
  await section(page).getByRole('radio', { name: policy }).check();
  await section(page).getByRole('button', { name: 'Save seats' }).click();
  await toast(page, 'Saved').waitFor();
};

story('Olga lets people in beyond the limit: a banner says by how many, and counts on', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const before = await used(olga);
  await setSeats(olga, before - 2, 'Let people in');
  await olga.open(usersPage);
  const banner = olga.getByText(`This organization uses 2 seats more than its limit of ${before - 2}.`);
  await banner.waitFor();
  await olga.getByRole('button', { name: '2 over the seat limit' }).waitFor();
  await olga.getByRole('link', { name: 'Change seat limit' }).waitFor();
  await accessible(olga, everyWidth);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await field(olga).pressSequentially('over@meridian.test,');
  await send(olga, 1).click();
  await dialogOf(olga).getByRole('textbox', { name: 'Link for over@meridian.test' }).waitFor();
  await dialogOf(olga).getByRole('button', { name: 'Done' }).click();
  await olga.getByText(`This organization uses 3 seats more than its limit of ${before - 2}.`).waitFor();

  // The banner belongs to this policy: at *stop* the number alone says it.
  await setSeats(olga, before - 2, 'Stop');
  await olga.open(usersPage);
  await olga.getByRole('button', { name: '3 over the seat limit' }).waitFor();
  assert.equal(await olga.getByText(/more than its limit/).count(), 0);
});

story('at *stop* nothing is sent that does not fit: said while typing, and what fits goes out', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await setSeats(olga, await used(olga) + 1, 'Stop');
  await olga.open(usersPage);
  await olga.getByRole('button', { name: '1 seat available' }).waitFor();
  let sent = 0;
  olga.on('request', (request) => (sent += request.url().endsWith('/api/invitations/send') ? 1 : 0));
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await field(olga).pressSequentially('fits@meridian.test,fits.not@meridian.test,');
  await dialogOf(olga).getByText('2 seats of 1 available: 1 too many').waitFor();
  const reason = '1 address too many for the seats that are left. Remove one, or have the seat limit raised.';
  await dialogOf(olga).getByText(reason).waitFor();
  await accessible(olga);
  assert.equal(await send(olga, 2).getAttribute('aria-disabled'), 'true');
  await send(olga, 2).click({ force: true });
  await dialogOf(olga).getByRole('button', { name: 'Remove fits.not@meridian.test' }).click();
  await dialogOf(olga).getByText('1 seat of 1 available').waitFor();
  assert.equal(sent, 0, 'a button that is forbidden sends nothing');
  await send(olga, 1).click();
  await dialogOf(olga).getByRole('textbox', { name: 'Link for fits@meridian.test' }).waitFor();
  await dialogOf(olga).getByRole('button', { name: 'Done' }).click();
  await olga.getByRole('button', { name: '0 seats available' }).waitFor();
  await olga.getByRole('link', { name: 'Change seat limit' }).waitFor();
});

story('at *stop* somebody else takes the last seat meanwhile: refused whole, and the addresses stay', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  deaf(muster);
  const olga = await person();
  await signIn(olga);
  await setSeats(olga, await used(olga) + 2, 'Stop');
  await olga.open(usersPage);
  await olga.getByRole('button', { name: '2 seats available' }).waitFor();
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await field(olga).pressSequentially('late.one@meridian.test,late.two@meridian.test,');
  await dialogOf(olga).getByText('2 seats of 2 available').waitFor();
  const other = await person();
  await signIn(other);
  await invite(other, { email: 'first@meridian.test' });
  await send(olga, 2).click();
  await dialogOf(olga).getByRole('alert').getByText('This takes 2 seats, and 1 seat is left: 1 too few.').waitFor();
  for (const email of ['late.one@meridian.test', 'late.two@meridian.test']) {
    await dialogOf(olga).getByRole('button', { name: `Remove ${email}` }).waitFor();
  }
  await accessible(olga);
  await other.open(`${usersPage}?q=late.`);
  await other.getByText('Nobody matches').first().waitFor();
});

story('by keyboard alone: set the limit and let people in; then stop, and be refused', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const before = await used(kim);
  const form = section(kim);
  const save = form.getByRole('button', { name: 'Save seats' });
  const choose = async (number, policy, key) => {
    await tabTo(kim, form.getByRole('radio', { name: 'A number of seats' }));
    await seen(kim);
    await kim.keyboard.press('Tab');
    await focused(kim, form.getByRole('spinbutton', { name: 'Number of seats' }));
    await kim.keyboard.press('Control+a');
    await kim.keyboard.type(String(number));
    await kim.keyboard.press('Tab');
    await kim.keyboard.press(key);
    await focused(kim, form.getByRole('radio', { name: policy }));
    await tabTo(kim, save);
    await kim.keyboard.press('Enter');
    await toast(kim, 'Saved').waitFor();
    await focused(kim, save);
  };
  const toUsers = async () => {
    await tabTo(kim, kim.getByRole('link', { name: 'Users', exact: true }), { back: true });
    await kim.keyboard.press('Enter');
    await kim.getByRole('heading', { level: 1, name: 'Users' }).waitFor();
  };
  await choose(before - 1, 'Let people in', 'ArrowUp');
  await toUsers();
  await kim.getByText(`This organization uses 1 seat more than its limit of ${before - 1}.`).waitFor();
  const change = kim.getByRole('link', { name: 'Change seat limit' });
  await tabTo(kim, change);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.getByRole('heading', { level: 1, name: 'General' }).waitFor();
  await choose(before, 'Stop', 'ArrowDown');
  await toUsers();
  await kim.getByRole('button', { name: '0 seats available' }).waitFor();
  await kim.keyboard.press('i');
  await focused(kim, field(kim));
  await kim.keyboard.type('refused@meridian.test ');
  await tabTo(kim, send(kim, 1));
  await seen(kim);
  const describedBy = await send(kim, 1).getAttribute('aria-describedby');
  assert.match(await kim.locator(`#${describedBy}`).innerText(), /^1 address too many for the seats that are left/);
  await kim.keyboard.press('Enter');
  await kim.keyboard.press('Escape');
  const ask = kim.getByRole('alertdialog');
  await tabTo(kim, ask.getByRole('button', { name: 'Discard' }));
  await kim.keyboard.press('Enter');
  await dialogOf(kim).waitFor({ state: 'hidden' });
  await kim.open(`${usersPage}?q=refused@`);
  await kim.getByText('Nobody matches').first().waitFor();
  assert.equal(await row(kim, 'refused@meridian.test').count(), 0);
});
