// A walk through the pages, for what they ask the server on the way.
import { chromium } from 'playwright-core';
import { loaded, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { findChromium } from '../support/programs.mjs';

const settings = (page) => `/o/demo/settings/${page}`;
const closed = async (page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog[open], .popup:popover-open').waitFor({ state: 'hidden' });
};

async function visitor(page, { invitation, reset }) {
  await page.open(`/sign-in?next=${usersPage}`);
  await page.getByRole('textbox', { name: 'Email' }).fill('ana@demo.test');
  await page.getByLabel('Password', { exact: true }).fill('not the password');
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('alert').first().waitFor();
  await page.open('/reset');
  await page.getByRole('textbox', { name: 'Email' }).fill('ana@demo.test');
  await page.getByRole('button', { name: 'Send reset link' }).click();
  await page.getByRole('heading', { name: 'Check your mail' }).waitFor();
  const links = { invite: invitation, reset, 'verify-email': 'x'.repeat(43), 'set-up': 'x'.repeat(43), join: 'x'.repeat(43) };
  for (const [path, secret] of Object.entries(links)) {
    const looked = page.waitForResponse((answer) => answer.url().includes('/api/'));
    await page.goto('about:blank');
    await page.open(`/${path}#${secret}`);
    // What a link of no use is asked with is sent when a button is pressed, on one page; on the others at once.
    if (path !== 'join') await looked;
    else looked.catch(() => {});
  }
  await page.open('/join/demo');
}

async function users(page) {
  await loaded(page);
  await page.getByRole('searchbox', { name: 'Search users' }).fill('ana');
  await page.waitForURL(/q=ana/);
  await page.open(`${usersPage}?status=active&sort=joined&dir=desc&role=member&team=design&cols=joined`);
  await loaded(page);
  await page.open(usersPage);
  await loaded(page);
  await page.getByRole('rowheader').getByRole('link').first().click();
  await page.waitForURL(/users\/[0-9a-f-]{36}/);
  await page.open(new URL(page.url()).pathname);
  await page.open(`${usersPage}?as-of=2026-06-01`);
  await page.open(`${usersPage}?q=ana+lima`);
  await row(page, 'Ana Lima').waitFor();
  await loaded(page);
  await page.getByRole('button', { name: /^Change role of Ana Lima/ }).click();
  await page.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await page.getByRole('button', { name: /^Change teams of Ana Lima/ }).click();
  await page.getByRole('listbox', { name: /^Teams of/ }).getByRole('option').nth(2).click();
  const taught = page.waitForResponse(/change_teams|people\/edit/);
  await page.keyboard.press('Escape');
  await taught;
  await page.open(usersPage);
  await loaded(page);
  await page.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).pressSequentially('nina@meridian.test, ');
  const sent = page.waitForResponse(/invitations\/send/);
  await dialog.getByRole('button', { name: /^(Send|Invite|Create)/ }).first().click();
  await sent;
}

async function rest(page) {
  await page.open(settings('audit'));
  await page.getByRole('button', { name: 'Kind', exact: true }).click();
  const narrowed = page.waitForResponse(/audit\/list/);
  await page.getByRole('listbox', { name: 'Kind' }).getByRole('option').first().click();
  await narrowed;
  await closed(page);
  await page.open(`${settings('audit')}?kind=roles&from=2026-01-01&to=2026-12-31`);
  await page.open(settings('teams'));
  await page.getByRole('button', { name: /^Design/ }).click();
  const found = page.waitForResponse(/teams\/candidates/);
  await page.getByRole('searchbox', { name: 'Add people' }).fill('a');
  await found;
  for (const path of [settings('roles'), settings('general'), '/account']) await page.open(path);
}

/** What the pages ask of the server: each request's method, address, type and body, and whether a visitor asked. */
export async function walked(muster, facts) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });
  const all = [];
  const person = async (asVisitor) => {
    const context = await browser.newContext({ baseURL: muster.url, locale: 'en-GB', timezoneId: 'UTC' });
    context.setDefaultTimeout(30_000);
    context.on('request', (request) => {
      const url = new URL(request.url());
      if (url.origin !== new URL(muster.url).origin) return;
      const type = request.headers()['content-type'];
      all.push({ method: request.method(), address: url.pathname + url.search, type, body: request.postData(), visitor: asVisitor });
    });
    const page = await context.newPage();
    page.open = async (path) => {
      await page.goto(path);
      await page.locator('html[data-ready]').waitFor();
    };
    return page;
  };
  try {
    await visitor(await person(true), facts);
    const olga = await person(false);
    await signIn(olga, owner);
    await users(olga);
    await rest(olga);
  } finally {
    await browser.close();
  }
  return all;
}
