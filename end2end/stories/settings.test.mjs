// The organization's settings: General, Teams, Roles; and somebody in two organizations.
import assert from 'node:assert/strict';
import { demo, join, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { site, story } from '../support/story.mjs';

const withSecond = async (muster) => {
  await demo(60)(muster);
  await muster.run('owner', 'create', '--org', 'blue-harbour', '--org-name', 'Blue Harbour', '--email', owner.email, '--password-file', `${muster.folder}/password`);
};
site({ prepare: withSecond });

const settings = (page) => `/o/demo/settings/${page}`;
const section = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);

story('Olga renames the organization: the navigation says it at once, and everywhere later', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, '/o/blue-harbour/settings/general');
  const form = section(olga, 'Organization');
  await form.getByRole('textbox', { name: 'Name' }).fill('');
  await form.getByRole('button', { name: 'Save name' }).click();
  await form.getByText('Enter a name.').waitFor();
  await form.getByRole('textbox', { name: 'Name' }).fill('Red Harbour');
  await form.getByRole('button', { name: 'Save name' }).click();
  await toast(olga, 'Saved').waitFor();
  await olga.getByRole('button', { name: /Red Harbour/ }).waitFor();
  await olga.reload();
  assert.equal(await form.getByRole('textbox', { name: 'Name' }).inputValue(), 'Red Harbour');
  assert.match(await olga.title(), /Red Harbour/);
});

story('Olga sets seats: a lower limit removes nobody and says by how much it is passed', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, settings('general'));
  const form = section(olga, 'Seats');
  const number = form.getByRole('spinbutton', { name: 'Number of seats' });
  await number.fill('0');
  await form.getByRole('button', { name: 'Save seats' }).click();
  await form.getByText(/a whole number from 1/).waitFor();
  await number.fill('50');
  await form.getByText(/more than this limit are used now/).waitFor();
  await form.getByRole('button', { name: 'Save seats' }).click();
  await toast(olga, 'Saved').waitFor();
  await form.getByText(/of 50 seats used/).waitFor();
  await olga.open(usersPage);
  await olga.getByText('60 users').waitFor();
  await olga.getByText(/\d+ over the seat limit/).waitFor();
  await olga.getByRole('link', { name: 'Change seat limit' }).click();
  await olga.waitForURL((url) => url.pathname === settings('general'));
  await form.getByRole('radio', { name: /^Unlimited/ }).check();
  await form.getByRole('button', { name: 'Save seats' }).click();
  await toast(olga, 'Saved').waitFor();
  await olga.open(usersPage);
  await olga.getByText('unlimited seats').first().waitFor();
});

story('Adam, an Admin, reads the seats and is told who sets them', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Admin', role: 'admin' });
  const page = await person();
  await signIn(page, adam, settings('general'));
  await section(page, 'Seats').getByText('An Owner of the organization can change this.').waitFor();
  assert.equal(await page.getByRole('button', { name: 'Save seats' }).count(), 0);
});

story('Olga makes a team, fills it, gives it an owner, renames it, and deletes it for good', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'tom@meridian.test', name: 'Tom Team', role: 'team-owner' });
  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: 'New team' }).click();
  await olga.getByRole('textbox', { name: 'Team name' }).fill('Lighthouse');
  await olga.getByRole('button', { name: 'Create team' }).click();
  await toast(olga, 'Lighthouse is created').waitFor();
  const team = (name) => olga.getByRole('listitem').filter({ has: olga.getByRole('button', { name: new RegExp(`^${name}`) }) });
  await olga.getByRole('button', { name: /^Lighthouse/ }).click();
  await team('Lighthouse').getByText('Nobody is in this team yet.').waitFor();
  await team('Lighthouse').getByRole('searchbox', { name: 'Add people' }).fill('tom team');
  await olga.getByRole('button', { name: 'Add Tom Team to Lighthouse' }).click();
  await toast(olga, 'Tom Team is in Lighthouse').waitFor();
  await olga.getByRole('checkbox', { name: 'Tom Team owns this team' }).check();
  await toast(olga, 'Team owner is set').waitFor();
  await team('Lighthouse').getByText('1 member · 1 owner').waitFor();

  await olga.getByRole('button', { name: 'Actions for Lighthouse' }).click();
  await olga.getByRole('menuitem', { name: 'Rename' }).click();
  await olga.getByRole('textbox', { name: 'Name of Lighthouse' }).fill('Beacon');
  await olga.keyboard.press('Enter');
  await toast(olga, 'Renamed to Beacon').waitFor();
  await olga.open(`${usersPage}?q=tom+team`);
  await olga.getByRole('button', { name: 'Change teams of Tom Team: Beacon' }).waitFor();

  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: 'Actions for Beacon' }).click();
  await olga.getByRole('menuitem', { name: 'Delete team' }).click();
  const ask = olga.getByRole('alertdialog', { name: 'Delete Beacon?' });
  await ask.getByText('1 person leaves the team. They stay in the organization.').waitFor();
  await ask.getByText('Tom Team no longer owns it.').waitFor();
  await ask.getByText('A deleted team cannot be brought back.').waitFor();
  await ask.getByRole('button', { name: 'Delete team' }).click();
  await toast(olga, 'Beacon is deleted').waitFor();
  assert.equal(await olga.getByRole('button', { name: /^Beacon/ }).count(), 0);
  // What cannot be undone does not offer it.
  assert.equal(await olga.getByRole('button', { name: 'Undo' }).count(), 0);
  await olga.open(`${usersPage}?q=tom+team`);
  await olga.getByRole('button', { name: 'Change teams of Tom Team: No team' }).waitFor();
});

story('Olga takes somebody out of a team; a name that is taken is refused where it was typed', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'out@meridian.test', name: 'Una Out', teams: ['design'] });
  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: /^Design/ }).click();
  await olga.getByRole('button', { name: 'Take Una Out out of Design' }).click();
  await toast(olga, 'Una Out is out of Design').waitFor();
  await olga.getByRole('button', { name: 'Take Una Out out of Design' }).waitFor({ state: 'detached' });
  await olga.getByRole('button', { name: 'Undo' }).click();
  await olga.getByRole('button', { name: 'Take Una Out out of Design' }).waitFor();

  await olga.getByRole('button', { name: 'New team' }).click();
  await olga.getByRole('textbox', { name: 'Team name' }).fill('design');
  await olga.keyboard.press('Enter');
  await olga.getByText('Another team has this name. Choose another.').waitFor();
  assert.equal(await olga.getByRole('textbox', { name: 'Team name' }).getAttribute('aria-invalid'), 'true');
  assert.equal(await olga.getByRole('textbox', { name: 'Team name' }).inputValue(), 'design');
});

story('the roles say who may do what', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, settings('roles'));
  const matrix = olga.getByRole('table');
  const heads = await matrix.getByRole('columnheader').allInnerTexts();
  assert.deepEqual(heads.slice(1).map((head) => head.split('\n')[0].trim()), ['Owner', 'Admin', 'Team owner', 'Member']);
  const cells = async (name) =>
    (await matrix.getByRole('row').filter({ has: olga.getByRole('rowheader', { name }) }).getByRole('cell').allInnerTexts()).map((text) => text.trim());
  assert.deepEqual(await cells(/seat limit/i), ['Allowed', 'Not allowed', 'Not allowed', 'Not allowed']);
});

story('Mia, a Member, lands on her account and finds no settings', async ({ person, allow }) => {
  allow(/status of 404/);
  const olga = await person();
  await signIn(olga);
  const mia = await join(olga, { email: 'mia@meridian.test', name: 'Mia Member' });
  const page = await person();
  await page.open('/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(mia.email);
  await page.getByLabel('Password', { exact: true }).fill(mia.password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
  assert.equal(await page.getByRole('link', { name: 'Users' }).count(), 0);
  assert.equal((await page.goto(usersPage)).status(), 404);
});

story('Tess owns a team: she sees its people alone, and invites into it', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const tess = await join(olga, { email: 'tess@meridian.test', name: 'Tess Owner', role: 'team-owner', teams: ['design'] });
  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: /^Design/ }).click();
  await olga.getByRole('checkbox', { name: 'Tess Owner owns this team' }).check();
  await toast(olga, 'Team owner is set').waitFor();
  const page = await person();
  await signIn(page, tess);
  await row(page, 'Tess Owner').waitFor();
  assert.equal(await row(page, 'Olga Demo').count(), 0, 'who is in no team of hers is not there');
  assert.equal(await page.getByRole('button', { name: /^Change role of/ }).count(), 0);
  await page.getByRole('button', { name: 'Invite users' }).first().click();
  await page.getByRole('dialog', { name: 'Invite users' }).getByRole('textbox', { name: 'Email addresses' }).waitFor();
});

story('Olga switches between her organizations and stays in the same section', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, settings('teams'));
  await olga.getByRole('button', { name: /Meridian Works/ }).click();
  const menu = olga.getByRole('menu', { name: 'Organizations' });
  assert.equal(await menu.getByRole('menuitemradio', { name: 'Meridian Works' }).getAttribute('aria-checked'), 'true');
  await menu.getByRole('menuitemradio', { name: /Harbour/ }).click();
  await olga.waitForURL((url) => url.pathname === '/o/blue-harbour/settings/teams');
  await olga.getByText('No teams yet').waitFor();
  await olga.getByRole('link', { name: 'Users' }).click();
  await olga.waitForURL((url) => url.pathname === '/o/blue-harbour/settings/users');
  await olga.getByText('1 user', { exact: true }).first().waitFor();
});

story('the teams stand in the order of the alphabet, whatever their accents, on their page as in every list', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, settings('teams'));
  const actions = await olga.getByRole('button', { name: /^Actions for/ }).evaluateAll((all) => all.map((one) => one.getAttribute('aria-label')));
  const order = actions.map((name) => name.replace('Actions for ', ''));
  assert.deepEqual(order, [...order].sort(new Intl.Collator('en').compare));
});
