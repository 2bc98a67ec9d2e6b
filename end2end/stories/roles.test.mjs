// Roles of an organization's own: made, changed, renamed, deleted, and what each does to whom, told before it is done.
import assert from 'node:assert/strict';
import { call, demo, join, owner, row, signIn, snapshot, usersPage, loaded } from '../support/cast.mjs';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), chaos: true });

const rolesPage = '/o/demo/settings/roles';
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const head = (page, name) => page.getByRole('columnheader').filter({ has: page.getByText(name, { exact: true }) });
const form = (page, name) => page.getByRole('dialog', { name, exact: true });
const box = (page, name) => page.getByRole('checkbox', { name, exact: true });
const intent = async (page) => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: (await snapshot(page)).seq });
/** What the form says that a change would do. */
const effects = (page) => page.getByRole('status').getByRole('listitem');

/** A role made past the page. Answers its id. */
async function makeRole(page, name, permissions) {
  const answer = await call(page, 'roles/create', { ...(await intent(page)), name, permissions });
  return answer.events[0].change.role_created.role.id;
}

async function give(page, email, role) {
  const { people, ...seen } = await snapshot(page);
  const id = await idOf(page, email);
  assert.ok(people && seen, 'the people are there');
  await call(page, 'users/set_role', { ...(await intent(page)), users: [id], role });
  return id;
}

/** The id of a user, as their row links to it. */
async function idOf(page, email) {
  const there = page.url();
  await page.open(`${usersPage}?q=${encodeURIComponent(email)}`);
  await loaded(page);
  const href = await page.getByRole('rowheader').last().getByRole('link').getAttribute('href');
  await page.goto(there);
  await page.locator('html[data-ready]').waitFor();
  return href.split('/').at(-1);
}

async function choose(page, role, item) {
  await page.getByRole('button', { name: `Actions for ${role}`, exact: true }).click();
  await page.getByRole('menu', { name: `Actions for ${role}` }).getByRole('menuitem', { name: item }).click();
}

story('Olga makes a role from another, and takes it back', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await olga.getByRole('button', { name: 'New role' }).click();
  const dialog = form(olga, 'New role');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill('Support');
  await dialog.getByRole('combobox', { name: 'Start from' }).selectOption('Team owner');
  assert.equal(await box(dialog, 'Manage own teams').isChecked(), true);
  await box(dialog, 'Suspend and reactivate').check();
  await box(dialog, 'See everybody').check();
  await accessible(olga, { within: '#role', ...everyWidth });
  await ariaSnapshot(dialog, 'role-dialog');
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await toast(olga, 'Support is created').waitFor();
  await head(olga, 'Support').waitFor();
  const cells = await olga.getByRole('row').filter({ has: olga.getByRole('rowheader', { name: /^Suspend and reactivate/ }) }).getByRole('cell').allInnerTexts();
  assert.equal(cells.at(-1).trim(), 'Allowed');
  await accessible(olga, { within: '.matrix-frame', ...everyWidth });
  await olga.getByRole('button', { name: 'Undo' }).click();
  await head(olga, 'Support').waitFor({ state: 'hidden' });
});

story('a menu that Olga opens while the roles are fetched anew stays open, and says what is so now', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await makeRole(olga, 'Reader', ['users.read']);
  await olga.open(rolesPage);
  await choose(olga, 'Reader', 'Rename');
  const dialog = form(olga, 'Rename Reader');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill('Auditor');
  const fetched = muster.chaos.hold(/roles\/list/);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await toast(olga, 'Renamed to Auditor').waitFor();
  await fetched.arrived;
  await olga.getByRole('button', { name: 'Actions for Reader', exact: true }).click();
  await olga.getByRole('menu', { name: 'Actions for Reader' }).waitFor();
  fetched.release();
  await head(olga, 'Auditor').waitFor();
  const menu = olga.getByRole('menu', { name: 'Actions for Auditor' });
  await menu.waitFor();
  await menu.getByRole('menuitem', { name: 'Delete role' }).click();
  await olga.getByRole('alertdialog', { name: 'Delete Auditor?' }).getByRole('button', { name: 'Delete role' }).click();
  await head(olga, 'Auditor').waitFor({ state: 'hidden' });
});

story('a name that is taken is said at its field, and nothing typed is lost', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await olga.getByRole('button', { name: 'New role' }).click();
  const dialog = form(olga, 'New role');
  const name = dialog.getByRole('textbox', { name: 'Role name' });
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await dialog.getByText('Enter a name.').waitFor();
  await name.fill('TEAM OWNER');
  await box(dialog, 'See seats').check();
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await dialog.getByText('Another role has this name. Choose another.').waitFor();
  assert.equal(await name.getAttribute('aria-invalid'), 'true');
  assert.equal(await name.inputValue(), 'TEAM OWNER');
  // Left by mistake, it is still there.
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await olga.getByRole('button', { name: 'New role' }).click();
  assert.equal(await name.inputValue(), 'TEAM OWNER');
  assert.equal(await box(dialog, 'See seats').isChecked(), true);
  await name.fill('x'.repeat(201));
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await dialog.getByText('A name has at most 200 characters. This one has 201.').waitFor();
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await olga.getByRole('button', { name: 'New role' }).click();
  assert.equal(await name.inputValue(), '');
});

story('what a change gives and takes from whom is told before it is saved', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const role = await makeRole(olga, 'Helpdesk', ['users.read']);
  for (const [email, name] of [['ana@meridian.test', 'Ana Lima'], ['bo@meridian.test', 'Bo Berg'], ['cem@meridian.test', 'Cem Kaya'], ['dan@meridian.test', 'Dan Dean']]) {
    await join(olga, { email, name });
    await give(olga, email, role);
  }
  await olga.open(rolesPage);
  await choose(olga, 'Helpdesk', 'Edit permissions');
  const dialog = form(olga, 'Edit Helpdesk');
  await box(dialog, 'Suspend and reactivate').check();
  await box(dialog, 'See everybody').uncheck();
  await effects(dialog).first().waitFor();
  assert.deepEqual(await effects(dialog).allInnerTexts(), [
    'Ana Lima, Bo Berg and 2 more get: Suspend and reactivate.',
    'Ana Lima, Bo Berg and 2 more lose: See everybody.',
  ]);
  await accessible(olga, { within: '#role' });
  await box(dialog, 'See everybody').check();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await toast(olga, 'Helpdesk is changed').waitFor();
  // What Ana may do on her next request.
  const ana = await person();
  await signIn(ana, { email: 'ana@meridian.test', password: 'password of ana@meridian.test' });
  await row(ana, 'Bo Berg').getByRole('button', { name: /^Actions for/ }).waitFor();
  await olga.getByRole('button', { name: 'Undo' }).click();
  await toast(olga, 'Undone').waitFor();
});

story('deleting a role names whom it moves, and Undo brings them back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const role = await makeRole(olga, 'Guides', ['users.read', 'audit.read']);
  await join(olga, { email: 'gus@meridian.test', name: 'Gus Guide' });
  await join(olga, { email: 'gia@meridian.test', name: 'Gia Guide' });
  for (const email of ['gus@meridian.test', 'gia@meridian.test']) await give(olga, email, role);
  await olga.open(rolesPage);
  await choose(olga, 'Guides', 'Delete role');
  const question = olga.getByRole('alertdialog', { name: 'Delete Guides?' });
  await question.getByText('2 people get another role, and are told by mail.').waitFor();
  await question.getByRole('combobox', { name: 'They get' }).selectOption('Team owner');
  assert.deepEqual(await question.getByRole('listitem').allInnerTexts(), [
    'Gia Guide, Gus Guide',
    'Gia Guide and Gus Guide get: Manage own teams.',
    'Gia Guide and Gus Guide lose: See everybody, Read the audit log.',
  ]);
  await accessible(olga, { within: '#delete-role', ...everyWidth });
  await ariaSnapshot(question, 'delete-role-dialog');
  await question.getByRole('button', { name: 'Delete role' }).click();
  await toast(olga, 'Guides is deleted').waitFor();
  await head(olga, 'Guides').waitFor({ state: 'hidden' });
  const roleOf = async (email) => {
    const page = await person();
    await signIn(page, owner, `${usersPage}?q=${encodeURIComponent(email)}`);
    return page.getByRole('button', { name: /^Change role of/ }).innerText();
  };
  assert.match(await roleOf('gus@meridian.test'), /Team owner/);
  await olga.getByRole('button', { name: 'Undo' }).click();
  await head(olga, 'Guides').waitFor();
  assert.match(await roleOf('gus@meridian.test'), /Guides/);
});

story('whoever was given the role while the question stood open is named before anything is done', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const role = await makeRole(olga, 'Pilots', ['users.read']);
  await join(olga, { email: 'pia@meridian.test', name: 'Pia Pilot' });
  await olga.open(rolesPage);
  await choose(olga, 'Pilots', 'Delete role');
  const question = olga.getByRole('alertdialog', { name: 'Delete Pilots?' });
  await question.getByText('Nobody has it now.').waitFor();
  const other = await person();
  await signIn(other);
  await give(other, 'pia@meridian.test', role);
  await question.getByRole('button', { name: 'Delete role' }).click();
  await question.getByText(/changed meanwhile\. Look again whom it concerns\./).waitFor();
  await question.getByRole('listitem').getByText('Pia Pilot', { exact: true }).waitFor();
  await question.getByRole('button', { name: 'Delete role' }).click();
  await toast(olga, 'Pilots is deleted').waitFor();
});

story('two who change one role: the second is told who was first', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const role = await makeRole(olga, 'Press', ['users.read']);
  await olga.open(rolesPage);
  await choose(olga, 'Press', 'Rename');
  const dialog = form(olga, 'Rename Press');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill('Media');
  assert.equal(await dialog.getByRole('checkbox').count(), 0, 'a new name asks for nothing else');
  await call(olga, 'roles/change', { ...(await intent(olga)), role, name: 'Newsroom', permissions: null });
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/changed this .*Save again to set what stands here all the same\./).waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'Role name' }).inputValue(), 'Media');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await toast(olga, 'Renamed to Media').waitFor();
  await head(olga, 'Media').waitFor();
});

story('somebody who edits roles gives no more than they hold, and never touches their own', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const editors = await makeRole(olga, 'Editors', ['users.read', 'roles.manage', 'users.set_role']);
  await makeRole(olga, 'Above', ['users.read', 'seats.manage']);
  await join(olga, { email: 'eve@meridian.test', name: 'Eve Editor' });
  await give(olga, 'eve@meridian.test', editors);
  const eve = await person();
  await signIn(eve, { email: 'eve@meridian.test', password: 'password of eve@meridian.test' }, rolesPage);
  for (const [name, reason] of [['Editors', 'This is your own role. Ask another admin.'], ['Above', 'Only who may change the seat limit can give this role.']]) {
    await eve.getByRole('button', { name: `Actions for ${name}` }).click();
    const menu = eve.getByRole('menu', { name: `Actions for ${name}` });
    assert.equal(await menu.getByRole('menuitem', { name: 'Edit permissions' }).getAttribute('aria-disabled'), 'true');
    await menu.getByText(reason).first().waitFor();
    await eve.keyboard.press('Escape');
  }
  await eve.getByRole('button', { name: 'New role' }).click();
  const dialog = form(eve, 'New role');
  await dialog.getByRole('textbox', { name: 'Role name' }).fill('Eve’s own');
  await dialog.getByRole('combobox', { name: 'Start from' }).selectOption('Admin');
  await dialog.getByText(/^Left out, because your own role does not allow it: Invite people, /).waitFor();
  const suspend = box(dialog, 'Suspend and reactivate');
  assert.equal(await suspend.getAttribute('aria-disabled'), 'true');
  await suspend.click({ force: true });
  assert.equal(await suspend.isChecked(), false);
  assert.equal(await box(dialog, 'Manage roles').isChecked(), true);
  await dialog.getByRole('button', { name: 'Create role' }).click();
  await toast(eve, 'Eve’s own is created').waitFor();
  // Whoever may not change roles reads them.
  const readers = await makeRole(olga, 'Readers', ['users.read']);
  await join(olga, { email: 'rita@meridian.test', name: 'Rita Reader' });
  await give(olga, 'rita@meridian.test', readers);
  const rita = await person();
  await signIn(rita, { email: 'rita@meridian.test', password: 'password of rita@meridian.test' }, rolesPage);
  await head(rita, 'Readers').waitFor();
  assert.equal(await rita.getByRole('button', { name: 'New role' }).count(), 0);
});

story('long and right-to-left names, and many roles, stay usable', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await makeRole(olga, 'A role whose name goes on and on, as those do that a committee has given '.repeat(2).trim(), ['users.read']);
  const arabic = await makeRole(olga, 'فريق الدعم الفني والمتابعة', ['users.read', 'users.invite']);
  for (let n = 0; n < 20; n += 1) await makeRole(olga, `Region ${n}`, []);
  await join(olga, { email: 'amr@meridian.test', name: 'عمرو دياب' });
  await give(olga, 'amr@meridian.test', arabic);
  await olga.open(rolesPage);
  await olga.getByRole('searchbox', { name: 'Search roles' }).fill('الدعم');
  assert.equal(await olga.getByRole('columnheader').count(), 2);
  await olga.getByRole('searchbox', { name: 'Search roles' }).fill('zzz');
  await olga.getByText('No role matches').waitFor();
  await olga.getByRole('searchbox', { name: 'Search roles' }).fill('');
  const widest = await olga.getByRole('columnheader').evaluateAll((all) => Math.max(...all.map((one) => one.getBoundingClientRect().width)));
  assert.ok(widest <= 260, `a head is ${widest} px wide`);
  await accessible(olga, everyWidth);

  // The same in the list of people: the filter has a search field, the role menu and the address know the role.
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: /^Role/ }).first().click();
  await olga.getByRole('combobox', { name: 'Search roles' }).fill('الدعم');
  await olga.getByRole('option', { name: /الدعم/ }).click();
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: /^Remove filter Role: .*الدعم/ }).waitFor();
  await olga.waitForURL((url) => url.searchParams.get('role') === 'role');
  await row(olga, 'عمرو دياب').waitFor();
  await olga.open(`${usersPage}?role=region-3`);
  await olga.getByRole('button', { name: 'Remove filter Role: Region 3' }).waitFor();
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('role:"Region 3" ');
  await olga.getByRole('button', { name: 'Remove filter Role: Region 3' }).waitFor();
});

story('an own role is given in the row, by invitation and to many at once', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await makeRole(olga, 'Curators', ['users.read', 'teams.manage']);
  await join(olga, { email: 'cara@meridian.test', name: 'Cara Cole' });
  await olga.open(`${usersPage}?q=cara`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Change role of Cara Cole: Member' }).click();
  const menu = olga.getByRole('menu', { name: 'Role of Cara Cole' });
  const item = menu.getByRole('menuitemradio', { name: 'Curators', exact: true });
  assert.match(await item.innerText(), /see everybody|See everybody/i, 'the menu says what it may do');
  await item.click();
  await olga.getByRole('button', { name: 'Change role of Cara Cole: Curators' }).waitFor();
  await toast(olga, /Cara Cole/).waitFor();
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const invite = olga.getByRole('dialog', { name: 'Invite users' });
  await invite.getByRole('textbox', { name: 'Email addresses' }).fill('curt@meridian.test,');
  await invite.getByLabel('Role').selectOption('Curators');
  await invite.getByRole('button', { name: /^Send/ }).click();
  await olga.open(`${usersPage}?role=curators&status=active,invited`);
  await loaded(olga);
  await olga.getByRole('row').filter({ hasText: 'curt@meridian.test' }).getByText('Curators').waitFor();
  await row(olga, 'Cara Cole').getByRole('checkbox').check();
  await olga.getByRole('button', { name: 'Change role', exact: true }).click();
  await olga.getByRole('menuitem', { name: 'Member', exact: true }).click();
  await olga.getByRole('alertdialog').getByRole('button', { name: /^Change/ }).click();
  await toast(olga, /Member/).waitFor();
});
