// Open invitations are edited in their rows, as people are, and among many.
import assert from 'node:assert/strict';
import { call, deaf, demo, invite, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const button = (page, name) => page.getByRole('button', { name, exact: true });
const notifications = (page) => page.getByRole('region', { name: 'Notifications' });
const search = async (page, q) => {
  await page.open(`${usersPage}?q=${encodeURIComponent(q)}`);
  await loaded(page);
};
/** Their id in what the page's person sees. */
const idOf = async (page, address) => {
  const { people } = await snapshot(page);
  const place = people.text.split('\n').findIndex((line) => line.endsWith(`\t${address}`));
  return people.ids.match(/.{32}/g)[place].replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
};

story('an invitation’s role and teams are chosen in its row, hold, and are taken back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await invite(olga, { email: 'rosa@meridian.test' });
  await search(olga, 'rosa@');
  await accessible(olga, everyWidth);
  await button(olga, 'Change role of rosa@meridian.test: Member').click();
  const menu = olga.getByRole('menu', { name: 'Role of rosa@meridian.test' });
  await menu.waitFor();
  assert.equal(await menu.getByRole('menuitem').count(), 0, 'a role for a while is for who is here');
  await accessible(olga);
  await menu.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await button(olga, 'Change role of rosa@meridian.test: Admin').waitFor();
  await notifications(olga).getByText('rosa@meridian.test is invited as Admin').waitFor();
  await button(olga, 'Change teams of rosa@meridian.test: No team').click();
  const list = olga.getByRole('listbox', { name: 'Teams of rosa@meridian.test' });
  await list.getByRole('option', { name: 'Design' }).click();
  await list.getByRole('option', { name: 'Support' }).click();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await notifications(olga).getByText('rosa@meridian.test is invited into Design and Support').waitFor();
  await olga.reload();
  await loaded(olga);
  await button(olga, 'Change role of rosa@meridian.test: Admin').waitFor();
  await button(olga, 'Change teams of rosa@meridian.test: Design, Support').click();
  await list.getByRole('option', { name: 'Design' }).click();
  await olga.keyboard.press('Escape');
  await button(olga, 'Change teams of rosa@meridian.test: Support').waitFor();
  await button(notifications(olga), 'Undo').click();
  await button(olga, 'Change teams of rosa@meridian.test: Design, Support').waitFor();
});

story('by keyboard: an invitation’s role, its teams, and Ctrl+Z', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await invite(olga, { email: 'kurt@meridian.test' });
  await search(olga, 'kurt@');
  await button(olga, 'Actions for kurt@meridian.test').focus();
  await olga.keyboard.press('r');
  await olga.getByRole('menuitemradio', { name: 'Member', exact: true }).waitFor();
  await olga.keyboard.press('ArrowUp');
  await olga.keyboard.press('Enter');
  await button(olga, 'Change role of kurt@meridian.test: Team owner').waitFor();
  await focused(olga, button(olga, 'Change role of kurt@meridian.test: Team owner'));
  await olga.keyboard.press('t');
  await olga.getByRole('listbox', { name: 'Teams of kurt@meridian.test' }).waitFor();
  await olga.keyboard.type('design');
  await olga.getByRole('option').nth(1).waitFor({ state: 'detached' });
  await olga.keyboard.press('Enter');
  await olga.keyboard.press('Escape');
  await button(olga, 'Change teams of kurt@meridian.test: Design').waitFor();
  await notifications(olga).getByText('kurt@meridian.test is invited into Design').waitFor();
  await olga.keyboard.press('Control+z');
  await button(olga, 'Change teams of kurt@meridian.test: No team').waitFor();
});

story('who invited is a Team owner: an Admin makes it more, and answers for it', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const tess = await join(olga, { email: 'tessa@meridian.test', name: 'Tessa Team', role: 'team-owner', teams: ['design'] });
  const { teams, seq } = await snapshot(olga);
  const design = teams.find((team) => team.slug === 'design').id;
  const intent = () => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq });
  await call(olga, 'teams/set_owner', { ...intent(), team: design, user: await idOf(olga, tess.email), owner: true });
  const page = await person();
  await signIn(page, tess);
  const { roles } = await snapshot(page);
  const addresses = [{ email: 'vera@meridian.test', name: null }];
  const member = roles.find((one) => one.slug === 'member').id;
  await call(page, 'invitations/send', { ...intent(), invite: { addresses, role: member, teams: [design], days: 7, note: null } });
  await search(page, 'vera@');
  assert.equal(await button(page, 'Change role of vera@meridian.test: Member').count(), 0, 'a Team owner invites Members');
  await button(page, 'Change teams of vera@meridian.test: Design').click();
  const last = page.getByRole('option', { name: 'Design' });
  assert.equal(await last.getAttribute('aria-disabled'), 'true', 'into none of hers it would be no more hers');
  await page.keyboard.press('Escape');

  await olga.open(`${usersPage}?q=vera%40&cols=invited-by`);
  await loaded(olga);
  await row(olga, 'vera@meridian.test').getByText('Tessa Team').waitFor();
  await button(olga, 'Change role of vera@meridian.test: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await row(olga, 'vera@meridian.test').getByText('Olga Demo').waitFor();
});

story('two admins set an invitation’s role: the second is shown who was first, and chooses', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  deaf(muster);
  const olga = await person();
  await signIn(olga);
  const ada = await join(olga, { email: 'adah@meridian.test', name: 'Adah Admin', role: 'admin' });
  await invite(olga, { email: 'carl@meridian.test' });
  await search(olga, 'carl@');
  const other = await person();
  await signIn(other, ada);
  const { roles, seq } = await snapshot(other);
  const role = roles.find((one) => one.slug === 'team-owner').id;
  const people = [{ invitation: await idOf(other, 'carl@meridian.test') }];
  await call(other, 'people/edit', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, people, edit: { role } });
  await button(olga, 'Change role of carl@meridian.test: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByText(/Adah Admin set this to Team owner/).first().waitFor();
  await accessible(olga, everyWidth);
  await button(olga, 'Use mine').click();
  await button(olga, 'Change role of carl@meridian.test: Admin').waitFor();
});

story('users and invitations chosen together get a role and a team by one command, and one Undo', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'mona1@meridian.test', name: 'Mona One' });
  for (const number of [2, 3]) await invite(olga, { email: `mona${number}@meridian.test` });
  await search(olga, 'mona');
  const sent = [];
  olga.on('request', (request) => sent.push(request.url().split('/api/')[1]));
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await olga.getByRole('toolbar', { name: '3 selected' }).waitFor();
  await button(olga, 'Change role').click();
  await olga.getByRole('menuitem', { name: 'Admin', exact: true }).click();
  await button(olga, 'Change 3 people').click();
  await notifications(olga).getByText('3 people are now Admin').waitFor();
  for (const name of ['Mona One', 'mona2@meridian.test', 'mona3@meridian.test']) {
    await button(olga, `Change role of ${name}: Admin`).waitFor();
  }
  assert.equal(sent.filter((path) => path === 'people/edit').length, 1);
  await button(notifications(olga), 'Undo').click();
  for (const name of ['Mona One', 'mona2@meridian.test', 'mona3@meridian.test']) {
    await button(olga, `Change role of ${name}: Member`).waitFor();
  }
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Add to teams').click();
  await olga.getByRole('option', { name: 'Design' }).click();
  await olga.keyboard.press('Escape');
  await button(olga, 'Change 3 people').click();
  await button(olga, 'Change teams of mona3@meridian.test: Design').waitFor();
  await button(notifications(olga), 'Undo').click();
  await button(olga, 'Change teams of mona3@meridian.test: No team').waitFor();
});
