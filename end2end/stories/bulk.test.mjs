// Many at once: Olga chooses rows, by mouse and by keys, and does to all of them what she does to one.
import assert from 'node:assert/strict';
import { call, deaf, demo, invite, join, loaded, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { bar, button, check, choose, crew, names, search, toast } from '../support/chosen.mjs';
import { focused, pick, reach } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(120), chaos: true });

const dialog = (page) => page.getByRole('alertdialog');
/** Makes somebody own a team, and waits until it is so: whoever leaves the page earlier takes the request along. */
const saved = (page, check) => Promise.all([page.waitForResponse((answer) => answer.url().endsWith('/api/teams/set_owner')), check()]);

story('a role for three: chosen one by one, asked once, told once, undone at once', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Roland', 4);
  await choose(olga, names('Roland', 1, 2, 4));
  await bar(olga, 3).waitFor();
  assert.equal(await olga.getByRole('searchbox').isVisible(), false, 'the bar is in the toolbar’s place');
  await accessible(olga);
  await button(olga, 'Change role').first().click();
  await olga.getByRole('menuitem', { name: 'Admin', exact: true }).click();
  await olga.getByRole('alertdialog', { name: 'Make 3 people Admin?' }).waitFor();
  await dialog(olga).getByText('Roland No1, Roland No2 and Roland No4').waitFor();
  await accessible(olga);
  await button(dialog(olga), 'Change 3 people').click();
  await toast(olga, '3 people are now Admin').waitFor();
  await bar(olga, 3).waitFor({ state: 'hidden' });
  await focused(olga, button(olga, 'Actions for Roland No1'));
  for (const name of names('Roland', 1, 2, 4)) await button(olga, `Change role of ${name}: Admin`).waitFor();
  await button(olga, 'Change role of Roland No3: Member').waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  for (const name of names('Roland', 1, 2, 3, 4)) await button(olga, `Change role of ${name}: Member`).waitFor();
});

story('with Shift a range; the head’s box for all; one’s own row for none', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Rhea', 5);
  await check(olga, 'Rhea No2').click();
  await check(olga, 'Rhea No5').click({ modifiers: ['Shift'] });
  await bar(olga, 4).waitFor();
  assert.equal(await check(olga, 'Rhea No1').isChecked(), false);
  const all = olga.getByRole('checkbox', { name: 'Select all users' });
  assert.equal(await all.evaluate((box) => box.indeterminate), true);
  await button(olga, 'Select all 5 that match').click();
  await bar(olga, 5).waitFor();
  assert.equal(await all.isChecked(), true);
  await check(olga, 'Rhea No4').click();
  await check(olga, 'Rhea No3').click({ modifiers: ['Shift'] });
  await bar(olga, 3).waitFor();
  await button(olga, 'Clear selection').click();
  await bar(olga, 3).waitFor({ state: 'hidden' });
  await focused(olga, button(olga, 'Actions for Rhea No1'));

  await olga.open(`${usersPage}?q=${owner.email}`);
  await row(olga, /^Olga/).waitFor();
  assert.equal(await row(olga, /^Olga/).getByRole('checkbox').isDisabled(), true);
  assert.equal(await all.isDisabled(), true, 'nobody else is there');
});

story('whom it does not fit is skipped, by name and with the reason', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Skadi', 3);
  await button(olga, 'Actions for Skadi No1').click();
  await olga.getByRole('menuitem', { name: 'Suspend', exact: true }).click();
  await toast(olga, 'Skadi No1 is suspended.').waitFor();
  await invite(olga, { email: 'skadi9@meridian.test' });
  await search(olga, 'skadi');
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await bar(olga, 4).waitFor();
  for (const words of ['Suspend 2', 'Reactivate 1', 'Resend 1', 'Revoke 1', 'Remove 3']) await button(olga, words).waitFor();
  await button(olga, 'Suspend 2').click();
  await dialog(olga).getByText('2 people are skipped:').waitFor();
  await dialog(olga).getByText('Skadi No1: Not possible while they are suspended.').waitFor();
  await dialog(olga).getByText('skadi9@meridian.test: Not possible while they are invited.').waitFor();
  await button(dialog(olga), 'Suspend 2 people').click();
  await toast(olga, '2 people are suspended.').waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Suspend 2').waitFor();
});

story('a filter that hides some of them drops them, and says so', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Quilla', 2);
  await crew(olga, 'Quillan', 2, { role: 'admin' });
  await olga.open(`${usersPage}?q=quilla&role=member`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Remove filter Role: Member' }).click();
  await check(olga, 'Quillan No1').waitFor();
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await bar(olga, 4).waitFor();
  await olga.goBack();
  await toast(olga, '2 people are no longer selected: the filter hides them').waitFor();
  await bar(olga, 2).waitFor();
});

story('from fifty on, and with an Owner among them, their number is typed', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?status=active&role=member`);
  await loaded(olga);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  const suspend = button(olga, /^Suspend \d+$/);
  const count = Number((await suspend.innerText()).match(/\d+/)[0]);
  assert.ok(count >= 50);
  await suspend.click();
  const confirm = button(dialog(olga), `Suspend ${count} people`);
  await confirm.click({ force: true });
  assert.equal(await dialog(olga).isVisible(), true, 'not without the number');
  await dialog(olga).getByText(`Type ${count} first.`).waitFor();
  await dialog(olga).getByRole('textbox', { name: `Type ${count} to confirm` }).fill(String(count));
  await accessible(olga);
  await button(dialog(olga), 'Cancel').click();
  await bar(olga, count).waitFor();
  await olga.keyboard.press('Escape');
  await bar(olga, count).waitFor({ state: 'hidden' });

  await crew(olga, 'Orla', 1, { role: 'owner' });
  await choose(olga, names('Orla', 1));
  await button(olga, 'Remove 1').click();
  await dialog(olga).getByText('1 of them is an Owner.').waitFor();
  await button(dialog(olga), 'Remove 1 person').click({ force: true });
  await dialog(olga).getByText('Type 1 first.').waitFor();
  await dialog(olga).getByRole('textbox', { name: 'Type 1 to confirm' }).fill('1');
  await button(dialog(olga), 'Remove 1 person').click();
  await toast(olga, '1 person was removed.').waitFor();
});

story('by keys alone: rows, a range, a role, and back', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await crew(kim, 'Kiri', 4);
  await kim.keyboard.press('j');
  await focused(kim, button(kim, 'Change role of Kiri No1: Member'));
  await kim.keyboard.press('x');
  await bar(kim, 1).waitFor();
  for (const number of [2, 3]) {
    await kim.keyboard.press('j');
    await focused(kim, button(kim, `Change role of Kiri No${number}: Member`));
  }
  await kim.keyboard.press('Shift+X');
  await bar(kim, 3).waitFor();
  await kim.keyboard.press('x');
  await bar(kim, 2).waitFor();
  await reach(kim, button(kim, 'Change role').first(), { back: true });
  await kim.keyboard.press('Enter');
  await pick(kim, kim.getByRole('menu', { name: 'Change role' }), 'Team owner');
  await reach(kim, button(dialog(kim), 'Change 2 people'));
  await kim.keyboard.press('Enter');
  await toast(kim, '2 people are now Team owner').waitFor();
  await kim.keyboard.press('Control+z');
  await toast(kim, 'Undone').waitFor();
  await button(kim, 'Change role of Kiri No1: Member').waitFor();
});

story('into teams and out of them: a list, closed, is asked about', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Tamsin', 2);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Add to teams').click();
  const list = olga.getByRole('listbox', { name: 'Add to teams' });
  await list.getByRole('option', { name: 'Design', exact: true }).click();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await olga.getByRole('alertdialog', { name: 'Add 2 people to Design?' }).waitFor();
  await button(dialog(olga), 'Change 2 people').click();
  await toast(olga, '2 people joined Design').waitFor();
  await button(olga, 'Change teams of Tamsin No2: Design').waitFor();

  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Take out of teams').click();
  const held = olga.getByRole('listbox', { name: 'Take out of teams' }).getByRole('option');
  assert.deepEqual(await held.allInnerTexts(), ['Design'], 'only teams that somebody is in');
  await held.click();
  await olga.keyboard.press('Escape');
  await button(dialog(olga), 'Change 2 people').click();
  await toast(olga, '2 people left Design').waitFor();
  await button(olga, 'Undo').click();
  await button(olga, 'Change teams of Tamsin No1: Design').waitFor();
});

story('invitations: sent again, taken back, and taken back no more', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  for (const at of [1, 2]) await invite(olga, { email: `iris${at}@meridian.test` });
  await search(olga, 'iris');
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Revoke 2').waitFor();
  assert.equal(await button(olga, /^Suspend/).count(), 0, 'what fits nobody is not offered');
  await button(olga, 'Revoke 2').click();
  await button(dialog(olga), 'Revoke 2 invites').click();
  await toast(olga, '2 invites taken back').waitFor();
  await olga.getByText('Nobody matches').first().waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await check(olga, 'iris1@meridian.test').waitFor();
});

story('removed and restored together; a team that loses its owner is given another there', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await call(olga, 'teams/create', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: Number.MAX_SAFE_INTEGER, name: 'Loft' });
  await crew(olga, 'Ruben', 3, { role: 'team-owner', teams: ['loft'] });
  await olga.open('/o/demo/settings/teams');
  await button(olga, /^Loft/).click();
  await saved(olga, () => olga.getByRole('checkbox', { name: /Ruben No1/ }).check());
  await search(olga, 'ruben');
  await choose(olga, names('Ruben', 1, 2));
  await button(olga, 'Remove 2').click();
  await dialog(olga).getByRole('combobox', { name: 'New owner of Loft' }).selectOption({ label: 'Ruben No3' });
  await dialog(olga).getByRole('textbox', { name: 'Reason (optional)' }).fill('Project over');
  await accessible(olga);
  await button(dialog(olga), 'Remove 2 people').click();
  await toast(olga, '2 people were removed.').waitFor();
  await check(olga, 'Ruben No1').waitFor({ state: 'detached' });
  await olga.open(`${usersPage}?q=ruben&status=removed`);
  await loaded(olga);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Restore 2').click();
  await dialog(olga).getByText('2 seats are taken.').waitFor();
  await button(dialog(olga), 'Restore 2 people').click();
  await toast(olga, '2 people are back').waitFor();
});

story('two admins at once: what was not done is listed with its reason, and stays chosen', async ({ person, muster }) => {
  deaf(muster);
  const olga = await person();
  await signIn(olga);
  const [, second] = await crew(olga, 'Clio', 3);
  const otto = await join(olga, { email: 'clash@meridian.test', name: 'Otto Clash', role: 'owner' });
  await search(olga, 'clio');
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  const other = await person();
  await signIn(other, otto, `${usersPage}?q=${second.email}`);
  await button(other, 'Change role of Clio No2: Member').click();
  await other.getByRole('menuitemradio', { name: 'Team owner' }).click();
  await toast(other, 'Clio No2 is now Team owner').waitFor();

  await button(olga, 'Change role').first().click();
  await olga.getByRole('menuitem', { name: 'Admin', exact: true }).click();
  await button(dialog(olga), 'Change 3 people').click();
  await olga.getByRole('alertdialog', { name: '2 done, 1 not' }).waitFor();
  await dialog(olga).getByText(/^Clio No2: Otto Clash set this to Team owner \d+ s ago$/).waitFor();
  await accessible(olga);
  await button(dialog(olga), 'Done').click();
  await bar(olga, 1).waitFor();
  assert.equal(await check(olga, 'Clio No2').isChecked(), true);
  await button(olga, 'Change role of Clio No1: Admin').waitFor();
  await button(olga, 'Undo').click();
  await button(olga, 'Change role of Clio No1: Member').waitFor();
});

story('the new owner of a team is refused: both are removed all the same, and he is neither counted nor chosen', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await call(olga, 'teams/create', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: Number.MAX_SAFE_INTEGER, name: 'Attic' });
  await crew(olga, 'Silas', 3, { role: 'team-owner', teams: ['attic'] });
  await olga.open('/o/demo/settings/teams');
  await button(olga, /^Attic/).click();
  const owns = olga.getByRole('checkbox', { name: /Silas No1/ });
  await saved(olga, () => owns.check());
  await search(olga, 'silas');
  await choose(olga, names('Silas', 1, 2));
  await button(olga, 'Remove 2').click();
  await dialog(olga).getByRole('combobox', { name: 'New owner of Attic' }).selectOption({ label: 'Silas No3' });
  const other = await person();
  await signIn(other, owner, `${usersPage}?q=silas3`);
  await button(other, 'Change role of Silas No3: Team owner').click();
  await other.getByRole('menuitemradio', { name: 'Member', exact: true }).click();
  await toast(other, 'Silas No3 is now Member').waitFor();
  await button(dialog(olga), 'Remove 2 people').click();
  await olga.getByRole('alertdialog', { name: '2 done, 1 not' }).waitFor();
  await dialog(olga).getByText(/^Silas No3: /).waitFor();
  await button(dialog(olga), 'Done').click();
  await toast(olga, '2 people were removed.').waitFor();
  await olga.getByRole('toolbar', { name: /selected$/ }).waitFor({ state: 'hidden' });
});

story('the server is lost on the way: told in the dialog, and pressed again it is done once', async ({ person, muster, allow }) => {
  allow(/502|Failed to fetch|status of|ERR_/);
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Lorna', 2);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Suspend 2').click();
  muster.chaos.cutAnswer(/users\/suspend/);
  await button(dialog(olga), 'Suspend 2 people').click();
  await dialog(olga).getByRole('alert').getByText(/server/i).waitFor();
  muster.chaos.heal();
  await button(dialog(olga), 'Suspend 2 people').click();
  await toast(olga, '2 people are suspended.').waitFor();
  await button(olga, 'Undo').waitFor();
});

story('cancelled while it is on its way: nothing is changed, and they stay chosen', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Cosima', 2);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Suspend 2').click();
  const held = muster.chaos.hold(/users\/suspend/);
  await button(dialog(olga), 'Suspend 2 people').click();
  await held.arrived;
  await dialog(olga).getByRole('progressbar', { name: 'Working' }).waitFor();
  await focused(olga, button(dialog(olga), 'Cancel'));
  await accessible(olga);
  const cancelled = olga.waitForResponse((answer) => answer.url().endsWith('/users/cancel'));
  await olga.keyboard.press('Enter');
  assert.ok((await cancelled).ok());
  held.release();
  await toast(olga, 'Cancelled. Nothing was changed.').waitFor();
  await dialog(olga).waitFor({ state: 'hidden' });
  await bar(olga, 2).waitFor();
  await search(olga, 'cosima');
  for (const name of names('Cosima', 1, 2)) await row(olga, name).getByText('Active').waitFor();
});

story('on a phone, and in the dark: chosen, asked, done', async ({ person }) => {
  const olga = await person({ viewport: { width: 390, height: 844 }, colorScheme: 'dark', hasTouch: true });
  await signIn(olga);
  await crew(olga, 'Phoebe', 2);
  await choose(olga, names('Phoebe', 1, 2));
  await bar(olga, 2).waitFor();
  await accessible(olga);
  const wide = await olga.evaluate(() => document.documentElement.scrollWidth);
  assert.equal(wide, 390, 'nothing is wider than the page');
  await button(olga, 'Suspend 2').click();
  await accessible(olga);
  await button(dialog(olga), 'Suspend 2 people').click();
  await toast(olga, '2 people are suspended.').waitFor();
});
