// Who else is on the page, and at whose row: shown to whoever looks, announced to nobody.
import assert from 'node:assert/strict';
import { demo, join, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const broken = /status of (401|404|502|503)|502|Failed to (fetch|load)|ERR_/;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const here = (page) => page.getByRole('list', { name: 'Also here' });
const face = (page, name) => here(page).getByRole('listitem').filter({ hasText: name });
const mark = (page, name) => row(page, name).locator('.row-here');
const see = async (page, query = '') => {
  await page.open(usersPage + query);
  await loaded(page);
};

/** Olga on the page, and an admin who is signed in elsewhere. */
async function two(person, name) {
  const olga = await person();
  await signIn(olga);
  const admin = await join(olga, { email: `${name.split(' ')[0].toLowerCase()}@meridian.test`, name, role: 'admin' });
  await see(olga);
  const other = await person();
  await signIn(other, admin, '/account');
  return { olga, other };
}

story('Ben comes, is at a row, opens a dialog about it, and goes: Olga sees it and hears nothing of it', async ({ person }) => {
  const { olga, other: ben } = await two(person, 'Ben Beside');
  await join(olga, { email: 'rhea@meridian.test', name: 'Rhea Row' });
  assert.equal(await here(olga).count(), 0, 'she is alone');
  await see(olga, '?q=rhea');
  const announced = await olga.getByRole('status').allInnerTexts();

  await see(ben, '?q=rhea');
  await face(olga, 'Ben Beside').waitFor();
  await face(ben, 'Olga Demo').waitFor();
  assert.equal(await mark(olga, 'Rhea Row').count(), 0);
  await ben.keyboard.press('j');
  await focused(ben, button(ben, 'Change role of Rhea Row: Member'));
  await mark(olga, 'Rhea Row').getByText('Ben Beside is at this row').waitFor();
  await accessible(olga, everyWidth);
  await button(ben, 'Actions for Rhea Row').press('Enter');
  await pick(ben, ben.getByRole('menu', { name: 'Actions for Rhea Row' }), 'Set end date');
  await ben.getByRole('dialog', { name: 'End date of Rhea Row' }).waitFor();
  // By then whatever else he had told would be told.
  await join(olga, { email: 'rhys@meridian.test', name: 'Rhea Rhys' });
  await row(olga, 'Rhea Rhys').waitFor();
  assert.equal(await mark(olga, 'Rhea Row').count(), 1);
  await ben.keyboard.press('Escape');
  await ben.keyboard.press('/');
  await mark(olga, 'Rhea Row').waitFor({ state: 'detached' });
  await ben.open('/account');
  await here(olga).waitFor({ state: 'detached' });
  assert.deepEqual(await olga.getByRole('status').allInnerTexts(), announced);
});

story('the face follows its row when the list is sorted and searched', async ({ person }) => {
  const { olga, other: cleo } = await two(person, 'Cleo Close');
  for (const name of ['Tara One', 'Tara Two']) await join(olga, { email: `${name.replace(' ', '.').toLowerCase()}@meridian.test`, name });
  await see(olga, '?q=tara');
  await see(cleo, '?q=tara');
  await face(cleo, 'Olga Demo').waitFor();
  await button(cleo, 'Change role of Tara Two: Member').focus();
  await mark(olga, 'Tara Two').waitFor();
  await button(olga, 'Sort by User').click();
  await olga.waitForURL(/dir=desc/);
  await mark(olga, 'Tara Two').waitFor();
  assert.equal(await mark(olga, 'Tara One').count(), 0);
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  await search.fill('tara one');
  await row(olga, 'Tara Two').waitFor({ state: 'detached' });
  await olga.locator('.row-here').waitFor({ state: 'detached' });
  await search.fill('tara');
  await mark(olga, 'Tara Two').waitFor();
});

story('after the stream was lost both are there again, at the same row; a second tab knows it too', async ({ person, muster, allow }) => {
  allow(broken);
  const { olga, other: dora } = await two(person, 'Dora Drop');
  await join(olga, { email: 'lost@meridian.test', name: 'Lotte Lost' });
  await see(olga, '?q=lotte');
  await see(dora, '?q=lotte');
  await face(dora, 'Olga Demo').waitFor();
  await button(dora, 'Change role of Lotte Lost: Member').focus();
  await mark(olga, 'Lotte Lost').waitFor();
  // The server forgets where Dora was, for nobody is there.
  const held = muster.chaos.hold(/\/feed/);
  muster.chaos.drop();
  await held.arrived;
  held.release();
  const elsewhere = await person();
  await signIn(elsewhere);
  await see(elsewhere, '?q=lotte');
  await mark(elsewhere, 'Lotte Lost').waitFor();
  const second = await olga.context().newPage();
  await second.goto(`${usersPage}?q=lotte`);
  await loaded(second);
  await face(second, 'Dora Drop').waitFor();
  await second.close();
});
