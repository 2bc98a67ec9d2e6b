// Takes the pictures in docs/pictures: every page, light, dark and narrow. `node end2end/pictures.mjs [folder]`
import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { call, demo, invite, join, linkIn, loaded, owner, signIn, usersPage } from './support/cast.mjs';
import { pictures } from './support/checks.mjs';
import { drop } from './support/files.mjs';
import { startMuster } from './support/muster.mjs';
import { findChromium } from './support/programs.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs/pictures', import.meta.url));
const muster = await startMuster({ prepare: demo(1000) });
const empty = await startMuster();
const mailing = await startMuster({ prepare: demo(60), mail: true });
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });

async function person(server) {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
  return page;
}

/** What each command has, whatever happened since. */
const intent = () => ({ org: 'demo', intent_id: crypto.randomUUID(), seen_seq: Number.MAX_SAFE_INTEGER });
/** A view of the page as the story left it. */
const take = (page, name) => pictures(page, name, folder);

async function visitors() {
  const visitor = await person(muster);
  await visitor.open('/sign-in');
  await take(visitor, 'sign-in');
  await visitor.open('/reset');
  await take(visitor, 'reset');
  const newcomer = await person(empty);
  await newcomer.goto((await empty.logged(/http\S+\/set-up#[\w-]{43}/))[0]);
  await newcomer.getByRole('textbox', { name: 'Email' }).waitFor();
  await take(newcomer, 'set-up');
}

/** The pages behind the links in mails. */
async function links() {
  const olga = await person(mailing);
  await signIn(olga);
  await invite(olga, { email: 'nina@meridian.test', note: 'See you on Monday' });
  await call(olga, 'accounts/request_email_change', { password: owner.password, email: 'olga@meridian.test' });
  await call(olga, 'accounts/request_reset', { email: owner.email });
  const mails = [
    ['accept', 'invite', 'nina@meridian.test', 'Accept invite'],
    ['verify-email', 'verify-email', 'olga@meridian.test', 'Confirm email'],
    ['new-password', 'reset', owner.email, 'Set new password'],
  ];
  for (const [picture, path, email, button] of mails) {
    const visitor = await person(mailing);
    await visitor.open(await linkTo(path, email));
    await visitor.getByRole('button', { name: button }).waitFor();
    await take(visitor, picture);
  }
  // Opened where somebody else is signed in.
  await invite(olga, { email: 'omar@meridian.test' });
  await olga.open(await linkTo('invite', 'omar@meridian.test'));
  await olga.getByRole('button', { name: 'Sign out and continue' }).waitFor();
  await take(olga, 'accept-other');
}

/** The link to a page in the mails to an address; mails without one are passed over. */
async function linkTo(path, email) {
  for (;;) {
    const mail = await mailing.mail.next(email);
    if (mail.text.includes(`/${path}#`)) return linkIn(mail, path);
  }
}

async function users(olga) {
  const open = async (query = '') => {
    await olga.open(usersPage + query);
    // Once the people are there, rows can be chosen.
    await olga.waitForFunction(() => document.querySelector('thead input:enabled') || !document.querySelector('tbody tr:not(.spacer)'));
  };
  await open();
  await olga.waitForFunction(() => Number(document.querySelector('table').getAttribute('aria-rowcount')) > 1000);
  await take(olga, 'users');
  await olga.keyboard.press('Control+k');
  await olga.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('ad');
  await olga.getByRole('option', { name: /^Admin/ }).first().waitFor();
  await take(olga, 'palette');
  await olga.keyboard.press('Escape');
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('lim');
  await take(olga, 'search');
  const lists = { invited: '?status=invited', filtered: '?status=suspended&role=member&cols=joined,invited-by', nobody: '?q=zzzz+qqqq', 'right-to-left': '?q=%D8%A7' };
  for (const [picture, query] of Object.entries(lists)) {
    await open(query);
    await take(olga, picture);
  }
  const menus = [
    ['filter', 'button', /^Teams/, 0, 'listbox'],
    ['role-menu', 'button', /^Change role of/, 2, 'menu'],
    ['team-menu', 'button', /^Change teams of/, 2, 'listbox'],
    ['row-menu', 'button', /^Actions for/, 3, 'menu'],
  ];
  for (const [picture, role, name, at, popup] of menus) {
    await open();
    await olga.getByRole(role, { name }).nth(at).click();
    await olga.getByRole(popup).first().waitFor();
    await take(olga, picture);
  }
  await open();
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await olga.getByRole('textbox', { name: 'Email addresses' }).pressSequentially('nina@meridian.test, zoe@meridian, owner@demo.test,');
  await take(olga, 'invite');
  await open();
  await olga.getByRole('button', { name: /^Actions for/ }).nth(3).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await olga.getByRole('alertdialog').waitFor();
  await take(olga, 'remove');
  await open();
  await olga.getByRole('button', { name: /^Change role of/ }).nth(2).click();
  await olga.getByRole('menuitemradio', { name: 'Team owner' }).click();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await take(olga, 'undo');
  await olga.getByRole('button', { name: 'Undo' }).click();
}

/** A list kept under a name, with an alarm that rings. */
async function keptViews(olga) {
  const lines = olga.getByRole('menu', { name: 'Views' });
  const open = async () => {
    await olga.getByRole('button', { name: /^Views/ }).click();
    await lines.getByRole('menuitem', { name: /^(Save view|Edit)/ }).waitFor();
  };
  await olga.open(`${usersPage}?role=admin,owner&q=idle:7`);
  await olga.waitForFunction(() => document.querySelector('thead input:enabled'));
  await open();
  await lines.getByRole('menuitem', { name: 'Save view…' }).click();
  const dialog = olga.getByRole('dialog', { name: 'Save view' });
  await dialog.getByRole('textbox', { name: 'Name' }).fill('Admins, a week away');
  await dialog.getByRole('checkbox').check();
  await take(olga, 'save-view');
  await dialog.getByRole('button', { name: 'Save view' }).click();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await open();
  await take(olga, 'views');
}

/** What ends by itself: the dialogs, and how rows tell it. */
async function dates(olga) {
  const free = async (name) => {
    await olga.open(`${usersPage}?status=active&role=member`);
    await olga.getByRole('button', { name }).nth(2).click();
    await olga.getByRole('menu').waitFor();
  };
  await free(/^Actions for/);
  await olga.getByRole('menuitem', { name: 'Set end date' }).click();
  await olga.getByRole('button', { name: 'End of the month' }).click();
  await take(olga, 'end-date');
  await olga.getByRole('dialog').getByRole('button', { name: 'Set end date' }).click();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await free(/^Change role of/);
  await olga.getByRole('menuitem', { name: /^Only until/ }).click();
  await olga.getByRole('button', { name: 'Tomorrow' }).click();
  await take(olga, 'role-until');
  await olga.getByRole('button', { name: 'Give role' }).click();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await take(olga, 'dates');
}

/** Somebody's panel, and the plan of a list from elsewhere. */
async function panelAndList(olga) {
  await olga.open(`${usersPage}?status=active&role=team-owner`);
  await olga.getByRole('rowheader').nth(1).getByRole('link').click();
  await olga.getByRole('dialog').getByText('Why this access').waitFor();
  await take(olga, 'panel');
  await olga.open(usersPage);
  await loaded(olga);
  await drop(olga.locator('main'), {
    name: 'people.csv',
    text: [
      'Email,Name,Role,Teams',
      'nina.new@meridian.test,Nina New,Member,Design; Support',
      'omar.new@meridian.test,Omar New,Admin,Engineering',
      'owner@demo.test,Demo Owner,Member,',
      'zoe@meridian,Zoe Typo,Member,Design',
      'nina.new@meridian.test,Nina Again,Member,Design',
      'pia.new@meridian.test,Pia New,Captain,Design',
    ].join('\n'),
  });
  await olga.getByRole('dialog', { name: 'Import list' }).getByText(/people\.csv/).waitFor();
  await take(olga, 'import');
}

/** A day in the past, and what changed since another. */
async function past(olga) {
  const day = (days) => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
  await olga.open(`${usersPage}?as_of=${day(100)}`);
  await olga.getByText(/ — read only$/).waitFor();
  await take(olga, 'past');
  await olga.open(`${usersPage}?as_of=${day(1)}&since=${day(60)}`);
  await olga.getByRole('heading', { name: /^Joined · / }).waitFor();
  await take(olga, 'what-changed');
}

/** Many at once: chosen, asked about, and what was not done. */
async function many(olga) {
  await olga.open(`${usersPage}?status=active,suspended,invited,expired`);
  await olga.waitForFunction(() => document.querySelectorAll('tbody input:enabled').length > 5);
  for (const at of [1, 2, 4, 5]) await olga.getByRole('row').nth(at).getByRole('checkbox').check();
  await take(olga, 'selected');
  await olga.getByRole('button', { name: /^Select all [\d,]+ that match/ }).click();
  await take(olga, 'selected-all');
  await olga.getByRole('button', { name: /^Suspend [\d,]+$/ }).click();
  await olga.getByRole('alertdialog').waitFor();
  await take(olga, 'bulk-suspend');
}

/** Others have the page open, and one of them is at a row. */
async function company(olga) {
  await olga.open(`${usersPage}?status=active`);
  await loaded(olga);
  const others = ['Adrián Martínez', 'ليلى حداد', 'Zoë Admin'].map((name, at) => ({ name, email: `admin${at}@meridian.test`, role: 'admin' }));
  for (const other of others) {
    const page = await person(muster);
    await signIn(page, await join(olga, other), `${usersPage}?status=active`);
    await loaded(page);
    await page.getByRole('list', { name: 'Also here' }).waitFor();
    if (other === others[1]) await page.getByRole('button', { name: /^Change role of/ }).nth(4).focus();
  }
  await olga.getByRole('listitem').filter({ hasText: 'Zoë Admin' }).waitFor();
  await olga.locator('.row-here').waitFor();
  await take(olga, 'present');
}

/** The audit log: narrowed, opened, what was refused, and the chain verified. */
async function audit(olga) {
  const path = '/o/demo/settings/audit';
  const list = () => olga.getByRole('table').getByRole('rowheader').first();
  await olga.open(path).then(() => list().waitFor());
  await take(olga, 'audit');
  await olga.open(`${path}?kind=role-given,standing&from=2026-01-01`);
  await take(olga, 'audit-narrowed');
  await olga.open(path);
  await list().getByRole('link').click();
  await olga.getByRole('dialog').getByText('Record').waitFor();
  await take(olga, 'audit-event');
  await olga.open(`${path}?show=refused`);
  await olga.getByRole('heading', { level: 1 }).waitFor();
  await take(olga, 'audit-refused');
  await olga.open(path);
  await olga.getByRole('button', { name: 'Verify in this browser' }).click();
  await olga.getByRole('button', { name: 'Verify', exact: true }).click();
  await olga.getByText('The chain holds').waitFor();
  await take(olga, 'audit-verify');
}

/** Roles of the organization's own: the matrix, what a change does to whom, and whom a deletion moves. */
async function roles(olga) {
  const make = async (name, permissions) =>
    (await call(olga, 'roles/create', { ...intent(), name, permissions })).events[0].change.role_created.role.id;
  const support = await make('Support', ['users.read', 'users.suspend', 'teams.manage_own']);
  await make('فريق الدعم الفني والمتابعة', ['users.read', 'users.invite', 'audit.read']);
  await make('Everybody who helps the committee that looks after what nobody else looks after', ['seats.read']);
  await olga.open(`${usersPage}?status=active&role=member`);
  await loaded(olga);
  const links = await olga.getByRole('rowheader').getByRole('link').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  await call(olga, 'users/set_role', { ...intent(), users: links.slice(0, 12).map((link) => link.split('/').at(-1)), role: support });
  await olga.open('/o/demo/settings/roles');
  await take(olga, 'roles-own');
  await olga.getByRole('button', { name: 'New role' }).click();
  await olga.getByRole('combobox', { name: 'Start from' }).selectOption('Team owner');
  await take(olga, 'role-new');
  await olga.getByRole('button', { name: 'Cancel' }).click();
  const choose = async (item) => {
    await olga.getByRole('button', { name: 'Actions for Support' }).click();
    await olga.getByRole('menuitem', { name: item }).click();
  };
  await choose('Edit permissions');
  await olga.getByRole('checkbox', { name: 'Suspend and reactivate' }).uncheck();
  await olga.getByRole('checkbox', { name: 'Sign people out' }).check();
  await olga.getByText(/ lose: /).waitFor();
  await take(olga, 'role-edit');
  await olga.getByRole('button', { name: 'Cancel' }).click();
  await choose('Delete role');
  await olga.getByText(/people get another role/).waitFor();
  await take(olga, 'role-delete');
}

/** Bundles: what there is, and one chosen for whoever is invited. */
async function bundles(olga) {
  const [role] = (await call(olga, 'roles/list', { org: 'demo' })).roles.filter(({ role }) => role.key === 'member');
  const { teams } = await call(olga, 'bundles/list', { org: 'demo' });
  const make = (name, of, access_days, note) =>
    call(olga, 'bundles/create', { ...intent(), shape: { name, role: role.role.id, teams: of.map(({ id }) => id).sort(), access_days, note } });
  await make('Contractor, Support', teams.slice(0, 2), 90, 'Welcome. Your badge is at the desk.');
  await make('متعاقد', teams.slice(2, 3), 30, null);
  await make('Intern', [], null, null);
  await olga.open('/o/demo/settings/roles');
  await olga.getByRole('heading', { name: 'Bundles' }).scrollIntoViewIfNeeded();
  await take(olga, 'bundles');
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await olga.getByRole('textbox', { name: 'Email addresses' }).pressSequentially('lou@meridian.test,');
  await olga.getByRole('combobox', { name: 'Bundle' }).selectOption('Contractor, Support');
  await take(olga, 'invite-bundle');
}

/** Ownership is handed over; and people wait in line for a seat. */
async function ownershipAndLine(olga) {
  await olga.open('/o/demo/settings/general');
  await olga.getByRole('button', { name: 'Hand over ownership' }).click();
  await olga.getByRole('textbox', { name: 'New Owner’s email address' }).fill('nobody@meridian.test');
  await olga.getByRole('button', { name: 'Hand over', exact: true }).click();
  await olga.getByText(/^Nobody in this organization/).waitFor();
  await take(olga, 'hand-over');
  await olga.open('/o/demo/settings/general');
  await olga.getByRole('button', { name: 'Reword: Invitation' }).click();
  await olga.getByRole('dialog').waitFor();
  await take(olga, 'reword');
  const { seats } = await call(olga, 'organization/general', { org: 'demo' });
  const change = { seat_limit: [seats.users + seats.invitations + 1], seat_policy: 'queue' };
  await call(olga, 'organization/change', { ...intent(), change });
  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  await olga.getByRole('textbox', { name: 'Email addresses' }).pressSequentially('lea@meridian.test, leo@meridian.test, lia@meridian.test,');
  await take(olga, 'invite-line');
  await olga.getByRole('button', { name: 'Send 3 invites' }).click();
  await olga.getByRole('button', { name: 'Done' }).click();
  await olga.getByRole('dialog').waitFor({ state: 'hidden' });
  await olga.open(`${usersPage}?status=waiting`);
  await olga.getByText(/in line$/).first().waitFor();
  await take(olga, 'waiting');
}

async function settings(olga) {
  for (const page of ['general', 'teams', 'roles']) {
    await olga.open(`/o/demo/settings/${page}`);
    await take(olga, page);
  }
  await olga.open('/o/demo/settings/teams');
  await olga.getByRole('button', { name: /^Data/ }).click();
  await olga.getByRole('searchbox', { name: 'Add people' }).waitFor();
  await take(olga, 'team');
  await olga.open('/account');
  await take(olga, 'account');
  await olga.getByRole('button', { name: 'Set up an authenticator app' }).click();
  await take(olga, 'second-factor');
  await olga.goto('/o/nowhere/settings/users');
  await take(olga, 'not-found');
}

/** The same pages with another role, in another language, and the one where people ask to join. */
async function otherEyes(olga) {
  await olga.open('/o/demo/settings/roles');
  await olga.getByRole('button', { name: 'Actions for Admin', exact: true }).click();
  await olga.getByRole('menuitem', { name: 'See as this role' }).click();
  const back = olga.getByRole('button', { name: 'Back to your own role' });
  await back.waitFor();
  await loaded(olga);
  await take(olga, 'seen-as');
  await back.click();
  await olga.getByRole('button', { name: 'Actions for Admin', exact: true }).waitFor();
  const change = { allowed_domains: ['meridian.test'], take_requests: true };
  await call(olga, 'organization/change', { ...intent(), change });
  const visitor = await person(muster);
  await visitor.open('/join/demo');
  await take(visitor, 'join');
  await call(olga, 'accounts/set_language', { language: 'de' });
  await olga.open(usersPage);
  await loaded(olga);
  await take(olga, 'german');
  await olga.getByRole('button', { name: 'Benutzer einladen' }).first().click();
  await olga.getByRole('dialog').waitFor();
  await take(olga, 'german-invite');
  await olga.open('/o/demo/settings/general');
  await take(olga, 'german-general');
}

try {
  await visitors();
  await links();
  const olga = await person(muster);
  await signIn(olga);
  await users(olga);
  await many(olga);
  await company(olga);
  await keptViews(olga);
  await past(olga);
  await dates(olga);
  await panelAndList(olga);
  await settings(olga);
  await roles(olga);
  await bundles(olga);
  await audit(olga);
  await ownershipAndLine(olga);
  await otherEyes(olga);
} finally {
  await browser.close();
  await muster.stop();
  await empty.stop();
  await mailing.stop();
}
