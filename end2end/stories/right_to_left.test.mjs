// Pages in a language that is nobody's: from right to left, longer, in letters with accents. What still reads as English
// was never given to the catalogue; what is wider than the page is in the way of every longer language.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, owner, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

/** What is data, and so in whatever language it is, and what is called so in every language. */
async function data(page) {
  const { users, teams, roles } = await snapshot(page);
  const names = [...teams, ...roles].map((one) => one.name);
  return [...names, ...(users ?? []).flatMap((one) => [one.name, one.email]), 'Meridian Works', 'English', 'Deutsch', 'Muster'];
}

/** Texts and names on the page that are plain English. */
const english = (page, known) => page.evaluate((known) => {
  const found = [];
  const look = (text, where) => {
    let rest = text;
    for (const one of known) rest = rest.replaceAll(one, ' ');
    rest = rest.replaceAll(/\S+@\S+|https?:\S+|\b(CSV|JSON|UTC|Ctrl|Esc|F6|[a-z]+:)(?!\w)/g, ' ');
    if (/[A-Za-z]{2}/.test(rest)) found.push(`${where}: ${text.trim()}`);
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const at = walker.currentNode.parentElement;
    if (at.closest('script, style, noscript, bdi, time, [lang], .load-failure') || !at.checkVisibility()) continue;
    look(walker.currentNode.textContent, at.tagName.toLowerCase());
  }
  for (const at of document.querySelectorAll('[aria-label], [placeholder], [title]')) {
    if (!at.checkVisibility() || at.closest('[lang]:not(html)')) continue;
    // A name is a name in every language.
    if (at.title && at.querySelector('bdi')?.textContent === at.title) continue;
    for (const name of ['aria-label', 'placeholder', 'title']) look(at.getAttribute(name) ?? '', name);
  }
  return found;
}, known);

/** The page reads from the right, holds nothing in English, is nowhere wider than the window, and breaks no rule. */
async function foreign(page, known) {
  assert.equal(await page.evaluate(() => document.documentElement.dir), 'rtl', 'the site needs: cargo xtask site --language pseudo');
  assert.deepEqual(await english(page, known), []);
  const before = page.viewportSize();
  for (const width of everyWidth.widths) {
    await page.setViewportSize({ width, height: 844 });
    const [wide, room] = await page.evaluate(() => [document.scrollingElement.scrollWidth, document.documentElement.clientWidth]);
    assert.ok(wide <= room, `${page.url()}: ${wide} px in ${room}`);
  }
  await page.setViewportSize(before);
  await accessible(page, everyWidth);
}

const pseudo = async (person, muster, name) => {
  const olga = await person();
  await signIn(olga);
  const who = await join(olga, { email: `${name}@meridian.test`, name: `${name} Right`, role: 'owner', mail: muster.mail });
  const rita = await person();
  await signIn(rita, who, '/account');
  await call(rita, 'accounts/set_language', { language: 'ar-XB' });
  return { rita, known: await data(olga) };
};

story('the pages of a visitor, from right to left', async ({ person, muster }) => {
  const visitor = await person();
  await visitor.context().addCookies([{ name: 'language', value: 'ar-XB', url: muster.url }]);
  for (const path of ['/sign-in', '/reset']) {
    await visitor.open(path);
    await foreign(visitor, ['English', 'Deutsch', 'Muster', owner.email]);
  }
});

story('the pages of an organization, from right to left', async ({ person, muster }) => {
  const { rita, known } = await pseudo(person, muster, 'Rita');
  for (const path of ['settings/general', 'settings/teams', 'settings/roles', 'settings/audit', 'settings/users']) {
    await rita.open(`/o/demo/${path}`);
    await rita.getByRole('heading', { level: 1 }).waitFor();
    await foreign(rita, known);
  }
  await rita.open('/account');
  await rita.locator('section').first().waitFor();
  await foreign(rita, known);
});

story('menus and dialogs of the Users page, from right to left', async ({ person, muster }) => {
  const { rita, known } = await pseudo(person, muster, 'Rosa');
  await rita.open(`${usersPage}?status=active`);
  await loaded(rita);
  const closed = async () => {
    await rita.keyboard.press('Escape');
    await rita.locator('dialog[open], .popup:popover-open').waitFor({ state: 'hidden' });
  };
  const cells = rita.locator('tbody tr:not(.spacer)').first();
  for (const button of await cells.getByRole('button').all()) {
    await button.click();
    await rita.locator('.popup:popover-open').waitFor();
    await foreign(rita, known);
    const inside = await rita.locator('.popup:popover-open').boundingBox();
    assert.ok(inside.x >= 0 && inside.x + inside.width <= rita.viewportSize().width, 'the popup is in the window');
    await closed();
  }
  await rita.keyboard.press('i');
  await rita.getByRole('dialog').waitFor();
  await foreign(rita, known);
  await closed();
  await rita.keyboard.press('?');
  await rita.getByRole('dialog').waitFor();
  await foreign(rita, known);
  await closed();
});
