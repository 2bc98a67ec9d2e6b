import assert from 'node:assert/strict';
import { call, deaf, demo, invite, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const find = (page, text) => page.getByRole('searchbox', { name: 'Search users' }).fill(text);

story('Olga changes a role in the row; it shows at once, holds, and Undo takes it back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'ben@meridian.test', name: 'Ben Changed' });
  await olga.open(usersPage);
  await find(olga, 'ben changed');
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Member' }).click();
  const menu = olga.getByRole('menu', { name: 'Role of Ben Changed' });
  await menu.waitFor();
  await accessible(olga);
  assert.equal(await menu.getByRole('menuitemradio', { name: 'Member', exact: true }).getAttribute('aria-checked'), 'true');
  await menu.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Admin' }).waitFor();
  await olga.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).waitFor();
  await olga.reload();
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Admin' }).waitFor();
});

story('by keyboard: a role, then Ctrl+Z', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'kim@meridian.test', name: 'Kim Keys' });
  await olga.open(usersPage);
  await olga.keyboard.press('/');
  await olga.keyboard.type('kim keys');
  await olga.getByText(/^1 of \d+ shown$/).first().waitFor();
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

story('teams are toggled in a list and sent as one change when it closes', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'tess@meridian.test', name: 'Tess Teams' });
  await olga.open(usersPage);
  await find(olga, 'tess teams');
  let sent = 0;
  olga.on('request', (request) => (sent += request.url().endsWith('/api/users/change_teams') ? 1 : 0));
  await olga.getByRole('button', { name: /^Change teams of Tess Teams/ }).click();
  const list = olga.getByRole('listbox', { name: 'Teams of Tess Teams' });
  await list.getByRole('option', { name: 'Design' }).click();
  await list.getByRole('option', { name: 'Support' }).click();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Change teams of Tess Teams: Design, Support' }).waitFor();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal(sent, 1);
  await olga.reload();
  await olga.getByRole('button', { name: 'Change teams of Tess Teams: Design, Support' }).waitFor();
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

story('two admins set the same role: the second is shown who was first, and chooses', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  deaf(muster);
  const olga = await person();
  await signIn(olga);
  const ada = await join(olga, { email: 'ada@meridian.test', name: 'Ada Admin', role: 'admin' });
  await join(olga, { email: 'cleo@meridian.test', name: 'Cleo Clash' });
  await olga.open(usersPage);
  await find(olga, 'cleo clash');
  await row(olga, 'Cleo Clash').waitFor();

  const other = await person();
  await signIn(other, ada);
  const { roles, seq, people } = await snapshot(other);
  assert.ok(people.text.includes('Cleo Clash'));
  const ids = people.ids.match(/.{32}/g);
  const place = people.text.split('\n').findIndex((line) => line.startsWith('Cleo Clash\t'));
  const cleo = ids[place].replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  await call(other, 'users/set_role', {
    org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [cleo],
    role: roles.find((one) => one.slug === 'team-owner').id,
  });

  await olga.getByRole('button', { name: 'Change role of Cleo Clash: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByText(/Ada Admin set this to Team owner/).first().waitFor();
  await accessible(olga, everyWidth);
  await olga.getByRole('button', { name: 'Use mine' }).click();
  await olga.getByRole('button', { name: 'Change role of Cleo Clash: Admin' }).waitFor();
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

const notifications = (page) => page.getByRole('region', { name: 'Notifications' });
const act = async (page, name, item) => {
  await page.getByRole('button', { name: `Actions for ${name}`, exact: true }).click();
  await page.getByRole('menuitem', { name: item, exact: true }).click();
};
/** Another admin, who works without looking: `does(door, name, more)` calls a server function on somebody. */
const ada = async (person, olga, email) => {
  const other = await person();
  await signIn(other, await join(olga, { email, name: 'Ada Admin', role: 'admin' }));
  return async (door, name, more = {}) => {
    const { seq, people, roles } = await snapshot(other);
    const place = people.text.split('\n').findIndex((line) => line.startsWith(`${name}\t`));
    const id = people.ids.slice(place * 32, place * 32 + 32).replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
    const role = more.role && { role: roles.find((one) => one.slug === more.role).id };
    await call(other, door, { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [id], ...more, ...role });
  };
};

story('an invitation that was accepted meanwhile: Resend is refused, and the row turns Active by itself', async ({ person, muster, allow }) => {
  deaf(muster);
  allow(/status of 4/);
  const olga = await person();
  await signIn(olga);
  const link = await invite(olga, { email: 'ivy-late@meridian.test' });
  await olga.open(`${usersPage}?q=ivy-late`);
  await row(olga, 'ivy-late@meridian.test').getByText(/^Invited/).waitFor();
  const ivy = await person();
  await ivy.open(link);
  await ivy.getByRole('textbox', { name: 'Name' }).fill('Ivy Late');
  await ivy.getByLabel('Password', { exact: true }).fill('a password of mine');
  await ivy.getByRole('button', { name: 'Accept invite' }).click();
  await ivy.waitForURL((url) => url.pathname === '/account');
  await act(olga, 'ivy-late@meridian.test', 'Resend invite');
  await notifications(olga).getByRole('alert').getByText(/^ivy-late@meridian\.test: /).waitFor();
  await row(olga, 'Ivy Late').getByText('Active', { exact: true }).waitFor();
});

story('what another admin did and undid: who and when is said, and the second press goes through', async ({ person, muster, allow }) => {
  deaf(muster);
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const does = await ada(person, olga, 'ada-undid@meridian.test');
  await join(olga, { email: 'vic@meridian.test', name: 'Vic Twice' });
  await olga.open(`${usersPage}?q=vic+twice`);
  await row(olga, 'Vic Twice').waitFor();
  await loaded(olga);
  await does('users/suspend', 'Vic Twice', { reason: null });
  await does('users/reactivate', 'Vic Twice');
  await act(olga, 'Vic Twice', 'Suspend');
  await notifications(olga).getByRole('alert').getByText(/^Vic Twice: Ada Admin changed this .* ago/).waitFor();
  await act(olga, 'Vic Twice', 'Suspend');
  await notifications(olga).getByText(/^Vic Twice is suspended/).waitFor();

  // A removal wins over whatever else was done.
  await does('users/reactivate', 'Vic Twice');
  await act(olga, 'Vic Twice', 'Remove');
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Vic Twice?' });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Vic Twice').waitFor({ state: 'hidden' });
});

story('the same where the dialog asks first: it says so inside, and its button goes through the second time', async ({ person, muster, allow }) => {
  deaf(muster);
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const does = await ada(person, olga, 'ada-asked@meridian.test');
  const val = await join(olga, { email: 'val@meridian.test', name: 'Val Inviter', role: 'admin' });
  const inviter = await person();
  await signIn(inviter, val);
  await invite(inviter, { email: 'guest-of-val@meridian.test' });
  await olga.open(`${usersPage}?q=val+inviter`);
  await row(olga, 'Val Inviter').waitFor();
  await loaded(olga);
  await does('users/suspend', 'Val Inviter', { reason: null });
  await does('users/reactivate', 'Val Inviter');
  await act(olga, 'Val Inviter', 'Suspend');
  const dialog = olga.getByRole('alertdialog', { name: 'Suspend Val Inviter?' });
  const suspend = dialog.getByRole('button', { name: 'Suspend', exact: true });
  await suspend.click();
  await dialog.getByRole('alert').getByText(/^Ada Admin changed this .* ago\. Press Suspend again to do it all the same\.$/).waitFor();
  await accessible(olga);
  await suspend.click();
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Val Inviter').getByText('Suspended', { exact: true }).waitFor();
});

story('an edit that is refused while its row is out of sight: a message says whose and why', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const does = await ada(person, olga, 'ada-first@meridian.test');
  await join(olga, { email: 'dot@meridian.test', name: 'Dot Distant' });
  await olga.open(usersPage);
  await find(olga, 'dot distant');
  const held = muster.chaos.hold(/users\/set_role/);
  await olga.getByRole('button', { name: 'Change role of Dot Distant: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await held.arrived;
  await find(olga, 'olga demo');
  await row(olga, 'Dot Distant').waitFor({ state: 'hidden' });
  await does('users/remove', 'Dot Distant', { reason: null, successors: [] });
  held.release();
  await notifications(olga).getByRole('alert').getByText(/^Dot Distant: ./).waitFor();
});

story('teams that are toggled while the people are fetched anew stay in the row, and are sent', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'dora@meridian.test', name: 'Dora Draft' });
  await olga.open(`${usersPage}?q=dora+draft`);
  await olga.getByRole('button', { name: 'Change teams of Dora Draft: No team' }).click();
  const list = olga.getByRole('listbox', { name: 'Teams of Dora Draft' });
  await list.getByRole('option', { name: 'Design' }).click();
  const anew = olga.waitForResponse(/\/snapshot/);
  await olga.context().setOffline(true);
  await olga.getByText('You are offline.').waitFor();
  await olga.context().setOffline(false);
  await (await anew).finished();
  await olga.getByText('You are offline.').waitFor({ state: 'detached' });
  await olga.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  await olga.getByRole('button', { name: 'Change teams of Dora Draft: Design' }).waitFor();
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await olga.reload();
  await olga.getByRole('button', { name: 'Change teams of Dora Draft: Design' }).waitFor();
});
