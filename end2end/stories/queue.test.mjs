// The seat policy *queue*: who does not fit waits in line, and a seat that is free for half a minute sends the next.
import assert from 'node:assert/strict';
import { demo, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { pick, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

// A seat counts as free once an Undo no longer takes it back: here after two seconds.
site({ prepare: demo(30), mail: true, env: { MUSTER_MAIL_WAIT: '2' } });

const general = '/o/demo/settings/general';
const seats = (page) => page.getByRole('region', { name: 'Seats', exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const dialogOf = (page) => page.getByRole('dialog', { name: 'Invite users' });
const field = (page) => dialogOf(page).getByRole('textbox', { name: 'Email addresses' });

const used = async (page) => Number((await seats(page).getByText(/seats used/).innerText()).match(/^\d+/)[0]);

/** Has so many seats left, and whoever does not fit wait. */
async function queue(page, left) {
  await page.open(general);
  await seats(page).getByRole('radio', { name: 'A number of seats' }).check();
  await seats(page).getByRole('spinbutton', { name: 'Number of seats' }).fill(String((await used(page)) + left));
  await seats(page).getByRole('radio', { name: 'Wait in line' }).check();
  await seats(page).getByRole('button', { name: 'Save seats' }).click();
  await toast(page, /^(Saved|Nothing was changed)$/).waitFor();
}

const status = (page, name, words) => row(page, name).getByText(words).first();

story('Olga invites more than fit: it is said before, they wait in order, and a freed seat sends the next', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await queue(olga, 1);
  await accessible(olga, everyWidth);
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await field(olga).fill('a1@line.test, b2@line.test, c3@line.test');
  await olga.keyboard.press('Enter');
  await dialogOf(olga).getByText('1 will be sent now, 2 wait').waitFor();
  await accessible(olga, everyWidth);
  await dialogOf(olga).getByRole('button', { name: 'Send 3 invites' }).click();
  await toast(olga, '1 invite sent, 2 wait for a seat').waitFor();
  await olga.open(`${usersPage}?status=waiting`);
  await loaded(olga);
  await status(olga, 'b2@line.test', 'Waiting · 1st in line').waitFor();
  await status(olga, 'c3@line.test', 'Waiting · 2nd in line').waitFor();
  await olga.getByRole('button', { name: 'Remove filter Status: Waiting' }).waitFor();
  await accessible(olga, everyWidth);
  await olga.getByRole('button', { name: 'Actions for b2@line.test' }).click();
  const menu = olga.getByRole('menu', { name: 'Actions for b2@line.test' });
  await menu.getByRole('menuitem', { name: 'Revoke invite' }).waitFor();
  assert.deepEqual(await menu.getByRole('menuitem').allInnerTexts(), ['View history', 'Revoke invite']);
  await olga.keyboard.press('Escape');
  assert.match((await muster.mail.next('a1@line.test')).subject, /Meridian Works/);

  await olga.open(`${usersPage}?q=a1@line.test`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Actions for a1@line.test' }).click();
  await olga.getByRole('menuitem', { name: 'Revoke invite' }).click();
  await toast(olga, /taken back|revoked/i).waitFor();
  assert.match((await muster.mail.next('b2@line.test')).subject, /Meridian Works/);
  await olga.open(`${usersPage}?q=line.test`);
  await status(olga, 'b2@line.test', /^Invited/).waitFor();
  await status(olga, 'c3@line.test', 'Waiting · 1st in line').waitFor();
});

story('by keyboard alone: one who waits is taken back and put back into the same place', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await queue(olga, 0);
  await olga.open(usersPage);
  await loaded(olga);
  await olga.keyboard.press('i');
  await field(olga).waitFor();
  await field(olga).press('x');
  await olga.keyboard.type('1@place.test, y2@place.test, z3@place.test ');
  await dialogOf(olga).getByText(/None will be sent now, 3 wait/).waitFor();
  await tabTo(olga, dialogOf(olga).getByRole('button', { name: 'Send 3 invites' }));
  await olga.keyboard.press('Enter');
  await toast(olga, /3 wait for a seat/).waitFor();
  await olga.open(`${usersPage}?q=place.test`);
  await loaded(olga);
  const before = await status(olga, 'y2@place.test', /in line$/).innerText();
  const button = olga.getByRole('button', { name: 'Actions for x1@place.test' });
  await tabTo(olga, button);
  await button.press('Enter');
  await pick(olga, olga.getByRole('menu', { name: 'Actions for x1@place.test' }), 'Revoke invite');
  await row(olga, 'x1@place.test').waitFor({ state: 'detached' });
  await status(olga, 'y2@place.test', before).waitFor({ state: 'detached' });
  await olga.keyboard.press('Control+z');
  await row(olga, 'x1@place.test').waitFor();
  await status(olga, 'y2@place.test', before).waitFor();
});

story('where seats may come from is said in the dialog, and the idle are one press away', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await queue(olga, 1);
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await field(olga).fill('more@line.test, most@line.test');
  await olga.keyboard.press('Enter');
  const forecast = dialogOf(olga).getByText(/\d+ idle for 90 days/);
  const idle = (await forecast.innerText()).match(/(\d+) idle/)[1];
  await dialogOf(olga).getByRole('link', { name: 'show them' }).click();
  await dialogOf(olga).waitFor({ state: 'hidden' });
  await olga.getByText(new RegExp(`^${idle} of \\d+ shown$`)).waitFor();
  // What was typed is there still.
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await dialogOf(olga).getByRole('button', { name: 'Remove more@line.test' }).waitFor();
});
