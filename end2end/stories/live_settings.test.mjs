// What others do shows on the settings pages, too, and takes nothing away from whoever is at work there.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, signIn, usersPage } from '../support/cast.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const teamsPage = '/o/demo/settings/teams';
const rolesPage = '/o/demo/settings/roles';
const soon = { timeout: 3_000 };
const intent = () => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: Number.MAX_SAFE_INTEGER });
const button = (page, name) => page.getByRole('button', { name, exact: true });

/** Olga, and an admin who is signed in elsewhere. */
async function two(person, name) {
  const olga = await person();
  await signIn(olga);
  const admin = await join(olga, { email: `${name}@meridian.test`, name: `${name} Admin`, role: 'admin' });
  const ben = await person();
  await signIn(ben, admin, '/account');
  return { olga, ben };
}

/** Opens a page, and waits until it hears. */
async function hears(page, path) {
  const heard = page.waitForResponse(/\/feed\?/);
  await page.open(path);
  await heard;
}

story('a team that Ben makes, renames and deletes comes, changes and goes on Olga’s Teams page; what she types stays', async ({ person, allow }) => {
  allow(/status of 409/);
  const { olga, ben } = await two(person, 'Ben');
  await hears(olga, teamsPage);
  const { events } = await call(ben, 'teams/create', { ...intent(), name: 'Loft' });
  const { team } = events[0].change.team_created;
  await button(olga, 'Actions for Loft').waitFor(soon);

  await button(olga, 'Actions for Loft').click();
  await olga.getByRole('menuitem', { name: 'Rename' }).click();
  const field = olga.getByRole('textbox', { name: 'Name of Loft' });
  await field.fill('Loft of hers');
  await call(ben, 'teams/rename', { ...intent(), team: team.id, name: 'Attic' });
  await call(ben, 'teams/create', { ...intent(), name: 'Cellar' });
  await button(olga, 'Actions for Cellar').waitFor(soon);
  // She wrote over what she saw, and is told that it is not so any more.
  assert.equal(await olga.locator('.team input').inputValue(), 'Loft of hers');
  await olga.locator('.team input').press('Enter');
  await olga.getByText(/Save again to set your name all the same/).waitFor();
  assert.equal(await olga.locator('.team input').inputValue(), 'Loft of hers');
  await olga.keyboard.press('Escape');
  await button(olga, 'Actions for Attic').waitFor(soon);

  await call(ben, 'teams/remove', { ...intent(), team: team.id });
  await button(olga, 'Actions for Attic').waitFor({ state: 'detached', ...soon });
});

story('a role that Ben makes and deletes comes and goes on Olga’s Roles page; the focus is never lost', async ({ person }) => {
  const { olga, ben } = await two(person, 'Bob');
  await hears(olga, rolesPage);
  const { events } = await call(ben, 'roles/create', { ...intent(), name: 'Helper', permissions: [] });
  const { role } = events[0].change.role_created;
  await button(olga, 'Actions for Helper').waitFor(soon);
  await button(olga, 'Actions for Helper').focus();
  await call(ben, 'teams/create', { ...intent(), name: 'Quiet' });
  await call(ben, 'roles/change', { ...intent(), role: role.id, name: 'Helping hand', permissions: ['users.read'] });
  await focused(olga, button(olga, 'Actions for Helping hand'));
  await call(ben, 'roles/remove', { ...intent(), role: role.id, move_to: null });
  await button(olga, 'Actions for Helping hand').waitFor({ state: 'detached', ...soon });
  await focused(olga, button(olga, 'New role'));
});

story('Teams and Users in two tabs hear by one stream; who looks at teams alone is not among those on the Users page', async ({ person }) => {
  const { olga, ben } = await two(person, 'Bea');
  const asked = [];
  olga.context().on('request', (request) => request.url().includes('/feed?') && asked.push(request.url()));
  await hears(olga, teamsPage);
  await ben.open(usersPage);
  await loaded(ben);
  const also = ben.getByRole('list', { name: 'Also here' });
  // By then he would know of her.
  await call(ben, 'teams/create', { ...intent(), name: 'Here' });
  await button(olga, 'Actions for Here').waitFor(soon);
  assert.equal(await also.count(), 0);

  const second = await olga.context().newPage();
  await second.goto(usersPage);
  await loaded(second);
  await also.getByRole('listitem').filter({ hasText: 'Olga Demo' }).waitFor();
  await call(ben, 'teams/create', { ...intent(), name: 'There' });
  await button(olga, 'Actions for There').waitFor(soon);
  assert.equal(asked.length, 2, `opened anew once: ${asked}`);
  assert.ok(asked[0].includes('unseen') && !asked[1].includes('unseen'), `${asked}`);

  // Whoever listens next knows of it.
  const heard = second.waitForRequest(/\/feed\?/);
  await olga.open('/account');
  assert.ok(!(await heard).url().includes('unseen'));
  await call(ben, 'teams/create', { ...intent(), name: 'Yonder' });
  await second.close();
  await also.waitFor({ state: 'detached' });
});

story('a name that Ben saves is Olga’s too, and the seats she is typing stay hers', async ({ person }) => {
  const { olga, ben } = await two(person, 'Bix');
  await hears(olga, '/o/demo/settings/general');
  const seats = olga.getByRole('spinbutton', { name: 'Number of seats' });
  await seats.fill('2048');
  const name = olga.getByRole('textbox', { name: 'Name' });
  const before = await name.inputValue();
  await call(ben, 'organization/change', { ...intent(), change: { name: 'Meridian & Sons' } });
  await olga.waitForFunction(() => document.querySelector('#organization-name').value === 'Meridian & Sons');
  await olga.getByRole('button', { name: /Meridian & Sons/ }).waitFor();
  assert.equal(await seats.inputValue(), '2048');
  await button(olga, 'Save seats').click();
  await olga.getByText('Saved', { exact: true }).first().waitFor();
  await call(ben, 'organization/change', { ...intent(), change: { name: before } });
  await olga.waitForFunction((name) => document.querySelector('#organization-name').value === name, before);
});

story('what happens while Olga reads the audit log is counted, and comes when she asks for it', async ({ person }) => {
  const { olga, ben } = await two(person, 'Bud');
  await hears(olga, '/o/demo/settings/audit');
  const first = olga.getByRole('table').getByRole('row').nth(1);
  const before = await first.innerText();
  await call(ben, 'teams/create', { ...intent(), name: 'Gallery' });
  await button(olga, '1 newer event').waitFor(soon);
  await call(ben, 'teams/create', { ...intent(), name: 'Hall' });
  await button(olga, '2 newer events').waitFor(soon);
  assert.equal(await first.innerText(), before, 'nothing moves');
  await button(olga, '2 newer events').click();
  await first.getByText('Hall').first().waitFor();
  await button(olga, '2 newer events').waitFor({ state: 'detached' });
  await focused(olga, olga.locator('#audit-numbers'));
});
