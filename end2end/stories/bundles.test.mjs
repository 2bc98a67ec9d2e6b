// Bundles: made on the Roles page or from what is chosen, one choice when inviting, and who drifted is brought back.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const rolesPage = '/o/demo/settings/roles';
const button = (page, name) => page.getByRole('button', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const line = (page, name) => page.getByRole('list', { name: 'Bundles' }).getByRole('listitem').filter({ has: page.getByText(name, { exact: true }) });
const inviting = (page) => page.getByRole('dialog', { name: 'Invite users' });
const panel = (page, who) => page.getByRole('dialog', { name: who, exact: true });
const choice = (page) => inviting(page).getByRole('combobox', { name: 'Bundle' });
const intent = async (page) => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: (await snapshot(page)).seq });

/** A bundle made past the page. */
async function makeBundle(page, { name, role = 'member', teams = [], days = null, note = null }) {
  const { roles, teams: known } = await snapshot(page);
  const shape = {
    name,
    role: roles.find((one) => one.slug === role).id,
    teams: teams.map((slug) => known.find((one) => one.slug === slug).id),
    access_days: days,
    note,
  };
  const answer = await call(page, 'bundles/create', { ...(await intent(page)), shape });
  return answer.events[0].change.bundle_created.bundle;
}

/** Somebody is invited with a bundle, as it is, and joins. */
async function joinsBy(page, bundle, { email, name }) {
  const { name: _, ...given } = bundle.shape;
  const answer = await call(page, 'invitations/send', {
    ...(await intent(page)),
    invite: { addresses: [{ email, name: null }], days: 7, bundle: bundle.id, ...given },
  });
  const context = await page.context().browser().newContext();
  const origin = new URL(page.url()).origin;
  const accepted = await context.request.post(`${origin}/api/invitations/accept_as_new`, {
    data: { token: new URL(answer.links[0].url).hash.slice(1), name, password: `password of ${email}` },
    headers: { origin, 'content-type': 'application/json' },
  });
  assert.ok(accepted.ok(), await accepted.text());
  await context.close();
}

const openInvite = async (page) => {
  await page.open(usersPage);
  await loaded(page);
  await button(page, 'Invite users').first().click();
  await inviting(page).waitFor();
};

story('Olga makes a bundle, invites with it, and brings back who drifted', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await olga.getByText('No bundles yet').waitFor();
  await accessible(olga, everyWidth);
  await button(olga, 'New bundle').click();
  const form = olga.getByRole('dialog', { name: 'New bundle' });
  await form.getByRole('textbox', { name: 'Bundle name' }).fill('Contractor');
  await form.getByRole('button', { name: /^Teams/ }).click();
  await olga.getByRole('option', { name: 'Support', exact: true }).click();
  await olga.keyboard.press('Escape');
  await form.getByRole('combobox', { name: 'Access ends' }).selectOption('Days after joining');
  await form.getByRole('spinbutton', { name: 'Days of access' }).fill('30');
  await form.getByRole('textbox', { name: 'Personal note' }).fill('Welcome aboard');
  await accessible(olga, { within: '#bundle', ...everyWidth });
  await ariaSnapshot(form, 'bundle-form');
  await form.getByRole('button', { name: 'Create bundle' }).click();
  await toast(olga, 'Contractor is created').waitFor();
  await line(olga, 'Contractor').getByText('Member, in Support, access ends 30 days after joining').waitFor();
  await line(olga, 'Contractor').getByText('Nobody came by it yet').waitFor();
  await accessible(olga, everyWidth);

  await openInvite(olga);
  await inviting(olga).getByText('More options').click();
  const note = inviting(olga).getByRole('textbox', { name: 'Personal note' });
  await note.fill('Typed by hand');
  await choice(olga).selectOption('Contractor');
  await inviting(olga).getByText('Member, in Support, access ends 30 days after joining.').waitFor();
  await inviting(olga).getByRole('button', { name: 'Teams: Support' }).waitFor();
  assert.equal(await inviting(olga).getByRole('spinbutton', { name: 'Days of access' }).inputValue(), '30');
  assert.equal(await note.inputValue(), 'Welcome aboard');
  await accessible(olga, { within: '#invite', ...everyWidth });
  await button(inviting(olga), 'Put your note back').click();
  assert.equal(await note.inputValue(), 'Typed by hand');
  await inviting(olga).getByRole('textbox', { name: 'Email addresses' }).fill('con@meridian.test');
  await olga.keyboard.press('Enter');
  await button(inviting(olga), 'Send 1 invite').click();
  const link = await inviting(olga).getByRole('textbox', { name: 'Link for con@meridian.test' }).inputValue();
  await button(inviting(olga), 'Done').click();

  const con = await person();
  await con.goto(link);
  await con.getByText('access ends 30 days after joining').waitFor();
  await accessible(con);
  await con.getByRole('textbox', { name: 'Name' }).fill('Con Tractor');
  await con.getByLabel('Password', { exact: true }).fill('a password of mine');
  await button(con, 'Accept invite').click();
  await con.waitForURL((url) => !url.pathname.startsWith('/invite'));

  await olga.open(`${usersPage}?q=con+tractor`);
  await loaded(olga);
  await button(olga, 'Change role of Con Tractor: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Team owner', exact: true }).click();
  await button(olga, 'Change role of Con Tractor: Team owner').waitFor();
  await toast(olga, /Con Tractor/).waitFor();
  await olga.open(rolesPage);
  await line(olga, 'Contractor').getByText('1 person came by it').waitFor();
  await line(olga, 'Contractor').getByRole('button', { name: '1 differs from Contractor' }).click();
  const strayed = olga.getByRole('dialog', { name: 'Who differs from Contractor' });
  await strayed.getByText('Differs: role Team owner instead of Member.').waitFor();
  await accessible(olga, { within: '#strayed', ...everyWidth });
  await strayed.getByRole('link', { name: 'Con Tractor' }).click();
  const opened = panel(olga, 'Con Tractor');
  await opened.getByText('Came by Contractor. Differs: role Team owner instead of Member.').waitFor();
  await accessible(olga, everyWidth);
  await button(opened, 'Bring back to Contractor').click();
  await opened.getByText('Came by Contractor. Role, teams and end date are as in the bundle.').waitFor();
  await toast(olga, 'Con Tractor is as in Contractor again').waitFor();
  await button(olga, 'Undo').click();
  await opened.getByText(/Differs: role Team owner instead of Member/).waitFor();
});

story('by keyboard alone: Kim saves what is chosen as a bundle, changes it, deletes it and takes that back', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await loaded(kim);
  await tabTo(kim, button(kim, 'Invite users').first());
  await kim.keyboard.press('Enter');
  await focused(kim, inviting(kim).getByRole('textbox', { name: 'Email addresses' }));
  await tabTo(kim, inviting(kim).getByRole('combobox', { name: 'Role' }));
  await kim.keyboard.type('Team owner');
  await tabTo(kim, inviting(kim).locator('summary'));
  await kim.keyboard.press('Enter');
  await tabTo(kim, button(inviting(kim), 'Save as bundle…'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  const save = kim.getByRole('dialog', { name: 'Save as bundle' });
  await focused(kim, save.getByRole('textbox', { name: 'Bundle name' }));
  await kim.keyboard.type('Lead');
  await accessible(kim);
  await kim.keyboard.press('Enter');
  await save.waitFor({ state: 'hidden' });
  await focused(kim, button(inviting(kim), 'Save as bundle…'));
  await tabTo(kim, choice(kim), { back: true });
  await kim.waitForFunction((select) => select.selectedOptions[0].label === 'Lead', await choice(kim).elementHandle());
  await kim.keyboard.press('Escape');
  await inviting(kim).waitFor({ state: 'hidden' });

  await kim.open(rolesPage);
  const actions = (name) => button(kim, `Actions for ${name}`);
  const choose = async (name, item) => {
    await reach(kim, actions(name), { within: 80 });
    await seen(kim);
    await kim.keyboard.press('Enter');
    await pick(kim, kim.getByRole('menu', { name: `Actions for ${name}` }), item);
  };
  await choose('Lead', 'Edit');
  const form = kim.getByRole('dialog', { name: 'Edit Lead' });
  await focused(kim, form.getByRole('textbox', { name: 'Bundle name' }));
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('Team lead');
  // Left by mistake, it is still there.
  await kim.keyboard.press('Escape');
  await form.waitFor({ state: 'hidden' });
  await choose('Lead', 'Edit');
  await focused(kim, form.getByRole('textbox', { name: 'Bundle name' }));
  assert.equal(await form.getByRole('textbox', { name: 'Bundle name' }).inputValue(), 'Team lead');
  await kim.keyboard.press('Enter');
  await toast(kim, 'Team lead is changed').waitFor();
  await line(kim, 'Team lead').waitFor();
  await choose('Team lead', 'Delete bundle');
  const question = kim.getByRole('alertdialog', { name: 'Delete Team lead?' });
  await focused(kim, button(question, 'Cancel'));
  await accessible(kim);
  await tabTo(kim, button(question, 'Delete bundle'), { within: 2 });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Team lead is deleted').waitFor();
  await line(kim, 'Team lead').waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'New bundle'));
  await tabTo(kim, button(kim, 'Undo'), { within: 80 });
  await kim.keyboard.press('Enter');
  await line(kim, 'Team lead').waitFor();
});

story('what is not Ada’s to give is named and left out, and a Team owner sees no such bundle', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await makeBundle(olga, { name: 'Bosses', role: 'owner', teams: ['design'], days: 7 });
  const ada = await person();
  await signIn(ada, await join(olga, { email: 'ada@meridian.test', name: 'Ada Admin', role: 'admin' }));
  await openInvite(ada);
  await choice(ada).selectOption('Bosses');
  await inviting(ada).getByText('in Design, access ends 7 days after joining. Not yours to give: Owner.').waitFor();
  await inviting(ada).getByRole('combobox', { name: 'Role' }).evaluate((select) => {
    if (select.selectedOptions[0].label !== 'Member') throw new Error('the role stays');
  });
  await ada.open(rolesPage);
  await line(ada, 'Bosses').getByText('Only who may change the seat limit and own the organization can give this role.').waitFor();
  assert.equal(await button(ada, 'Actions for Bosses').count(), 0);
  await accessible(ada, everyWidth);
  const tess = await join(olga, { email: 'tess@meridian.test', name: 'Tess Owner', role: 'team-owner', teams: ['design'] });
  const { teams } = await snapshot(olga);
  await olga.open(`${usersPage}?q=tess+owner`);
  await loaded(olga);
  const href = await row(olga, 'Tess Owner').getByRole('link', { name: 'Tess Owner' }).getAttribute('href');
  const user = href.split('/').at(-1).split('?')[0];
  const design = teams.find((one) => one.slug === 'design').id;
  await call(olga, 'teams/set_owner', { ...(await intent(olga)), team: design, user, owner: true });
  const page = await person();
  await signIn(page, tess);
  await openInvite(page);
  await inviting(page).getByRole('combobox', { name: 'Role' }).waitFor();
  assert.equal(await choice(page).count(), 0);
  assert.equal(await button(inviting(page), 'Save as bundle…').count(), 0);
});

story('two who change one bundle: the second is told who was first, and a name that is taken is said at its field', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const bundle = await makeBundle(olga, { name: 'Interns', days: 90 });
  await makeBundle(olga, { name: 'Guests' });
  await olga.open(rolesPage);
  await button(olga, 'Actions for Interns').click();
  await olga.getByRole('menuitem', { name: 'Edit', exact: true }).click();
  const form = olga.getByRole('dialog', { name: 'Edit Interns' });
  await form.getByRole('spinbutton', { name: 'Days of access' }).fill('0');
  await form.getByText('Days after joining: choose a number from 1 to 3,650.').waitFor();
  await form.getByRole('spinbutton', { name: 'Days of access' }).fill('60');
  const ada = await person();
  await signIn(ada, await join(olga, { email: 'ada2@meridian.test', name: 'Ada Second', role: 'admin' }));
  await call(ada, 'bundles/change', { ...(await intent(ada)), bundle: bundle.id, shape: { ...bundle.shape, access_days: 10 } });
  await button(form, 'Save').click();
  await form.getByText(/^Ada Second changed this bundle/).waitFor();
  await accessible(olga);
  await form.getByRole('textbox', { name: 'Bundle name' }).fill('GUESTS');
  await button(form, 'Save').click();
  await form.getByText('Another bundle has this name. Choose another.').waitFor();
  assert.equal(await form.getByRole('textbox', { name: 'Bundle name' }).getAttribute('aria-invalid'), 'true');
  await form.getByRole('textbox', { name: 'Bundle name' }).fill('Interns');
  await button(form, 'Save').click();
  await line(olga, 'Interns').getByText(/60 days/).waitFor();
});

story('a role and a team that a bundle gives: deleting them says so, and leaves the bundle with another', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const made = await call(olga, 'roles/create', { ...(await intent(olga)), name: 'Helper', permissions: [] });
  const slug = made.events[0].change.role_created.role.slug;
  const bundle = await makeBundle(olga, { name: 'Helpers', role: slug, teams: ['design'] });
  await joinsBy(olga, bundle, { email: 'hal@meridian.test', name: 'Hal Helper' });
  await olga.open(rolesPage);
  await button(olga, 'Actions for Helper').click();
  await olga.getByRole('menuitem', { name: 'Delete role' }).click();
  const question = olga.getByRole('alertdialog', { name: 'Delete Helper?' });
  await question.getByText('The bundle Helpers gives it instead.').waitFor();
  await accessible(olga);
  await button(question, 'Delete role').click();
  await line(olga, 'Helpers').getByText('Member, in Design').waitFor();
  await line(olga, 'Helpers').getByText('1 person came by it', { exact: true }).waitFor();
});
