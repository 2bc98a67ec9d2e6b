// What assistive technology is told of pages, menus and dialogs: compared with what was looked at once and kept.
import { demo, join, owner, signIn, usersPage } from '../support/cast.mjs';
import { ariaSnapshot } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const settings = (page) => `/o/demo/settings/${page}`;
const main = (page) => page.getByRole('main');
/** Somebody new, alone in the list. */
const begin = async (page, one) => {
  await signIn(page);
  await join(page, one);
  await page.open(`${usersPage}?q=${encodeURIComponent(one.name)}`);
  await page.getByRole('button', { name: `Actions for ${one.name}` }).waitFor();
};

// First: later stories sign in as Olga too, and My account lists every session.
story('My account', async ({ person }) => {
  const olga = await person({ userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:147.0) Gecko/20100101 Firefox/147.0' });
  await signIn(olga, owner, '/account');
  await ariaSnapshot(main(olga), 'account');
});

story('the sign-in page, empty and with what is wrong', async ({ person, allow }) => {
  allow(/status of 401/);
  const visitor = await person();
  await visitor.open('/sign-in');
  await ariaSnapshot(main(visitor), 'sign-in');
  await visitor.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await visitor.getByLabel('Password', { exact: true }).fill('not this');
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await visitor.getByRole('alert').filter({ hasText: /./ }).waitFor();
  await ariaSnapshot(main(visitor), 'sign-in-wrong');
});

story('General, Teams and Roles', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, settings('general'));
  await ariaSnapshot(olga.getByRole('navigation').first(), 'navigation');
  await ariaSnapshot(main(olga), 'general');
  await olga.open(settings('teams'));
  await ariaSnapshot(main(olga), 'teams');
  await olga.open(settings('roles'));
  await ariaSnapshot(main(olga), 'roles');
});

// Before the stories in which somebody joins: the dialog counts the seats.
story('the dialog that invites people, empty and with what is wrong', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const invite = olga.getByRole('dialog', { name: 'Invite users' });
  await invite.getByRole('textbox', { name: 'Email addresses' }).waitFor();
  await ariaSnapshot(invite, 'invite-dialog');
  await olga.keyboard.type('nina@meridian.test zed@meridian owner@demo.test ');
  await invite.getByRole('button', { name: 'Remove owner@demo.test' }).waitFor();
  await invite.getByText('More options').click();
  await ariaSnapshot(invite, 'invite-dialog-filled');
});

story('the menus and the list of teams in a row', async ({ person }) => {
  const olga = await person();
  await begin(olga, { email: 'ada@meridian.test', name: 'Ada Told', teams: ['design'] });
  await olga.getByRole('button', { name: 'Change role of Ada Told: Member' }).click();
  await ariaSnapshot(olga.getByRole('menu', { name: 'Role of Ada Told' }), 'role-menu');
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Change teams of Ada Told: Design' }).click();
  await olga.getByRole('listbox', { name: 'Teams of Ada Told' }).waitFor();
  await ariaSnapshot(olga.locator('.popup:popover-open'), 'team-list');
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Actions for Ada Told' }).click();
  await ariaSnapshot(olga.getByRole('menu', { name: 'Actions for Ada Told' }), 'row-menu');
  await olga.keyboard.press('Escape');
  await olga.open(`${usersPage}?q=olga+demo`);
  await olga.getByRole('button', { name: 'Actions for Olga Demo' }).click();
  await ariaSnapshot(olga.getByRole('menu', { name: 'Actions for Olga Demo' }), 'row-menu-own');
});

story('the dialog that removes somebody', async ({ person }) => {
  const olga = await person();
  await begin(olga, { email: 'rita@meridian.test', name: 'Rita Told' });
  await olga.getByRole('button', { name: 'Actions for Rita Told' }).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const remove = olga.getByRole('alertdialog', { name: 'Remove Rita Told?' });
  await remove.getByText(/seat/).first().waitFor();
  await ariaSnapshot(remove, 'remove-dialog');
  await olga.keyboard.press('Escape');
});
