// Takes the pictures in docs/: every page, light, dark and narrow. `node end2end/pictures.mjs [folder]`
import { chromium } from 'playwright-core';
import { fileURLToPath } from 'node:url';
import { demo, signIn, usersPage } from './support/cast.mjs';
import { pictures } from './support/checks.mjs';
import { startMuster } from './support/muster.mjs';
import { findChromium } from './support/programs.mjs';

const folder = process.argv[2] ?? fileURLToPath(new URL('../docs', import.meta.url));
const muster = await startMuster({ prepare: demo(1000) });
const empty = await startMuster();
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });

async function person(server) {
  const context = await browser.newContext({ baseURL: server.url, viewport: { width: 1440, height: 900 }, locale: 'en-GB', timezoneId: 'UTC' });
  const page = await context.newPage();
  page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
  return page;
}

try {
  const visitor = await person(muster);
  await visitor.open('/sign-in');
  await pictures(visitor, 'sign-in', folder);
  const newcomer = await person(empty);
  await newcomer.goto(empty.log.match(/http\S+\/set-up#[\w-]{43}/)[0]);
  await newcomer.getByRole('textbox', { name: 'Email' }).waitFor();
  await pictures(newcomer, 'set-up', folder);

  const olga = await person(muster);
  await signIn(olga);
  await olga.waitForFunction(() => Number(document.querySelector('table').getAttribute('aria-rowcount')) > 1000);
  await pictures(olga, 'users', folder);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('lim');
  await pictures(olga, 'search', folder);
  await olga.open(`${usersPage}?status=invited`);
  await pictures(olga, 'invited', folder);
  await olga.open(usersPage);
  await olga.getByRole('button', { name: /^Change role of/ }).nth(2).click();
  await olga.getByRole('menu').waitFor();
  await pictures(olga, 'role-menu', folder);
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const field = olga.getByRole('textbox', { name: 'Email addresses' });
  await field.pressSequentially('nina@meridian.test, zoe@meridian, owner@demo.test,');
  await pictures(olga, 'invite', folder);
  await olga.open(usersPage);
  await olga.getByRole('button', { name: /^Actions for/ }).nth(3).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await olga.getByRole('alertdialog').waitFor();
  await pictures(olga, 'remove', folder);
  for (const page of ['general', 'teams', 'roles']) {
    await olga.open(`/o/demo/settings/${page}`);
    await pictures(olga, page, folder);
  }
  await olga.open('/account');
  await pictures(olga, 'account', folder);
  await olga.goto('/o/nowhere/settings/users');
  await pictures(olga, 'not-found', folder);
} finally {
  await browser.close();
  await muster.stop();
  await empty.stop();
}
