// What is behind a dialog or in a list is slow to come, or does not come: no key is lost, and one is told.
import assert from 'node:assert/strict';
import { demo, signIn, usersPage } from '../support/cast.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), chaos: true });

const broken = /502|503|Failed to (fetch|load)|ERR_/;
const button = (page, name) => page.getByRole('button', { name });

const invitePart = /GET \/pkg\/split_invite_users\./;
const inviteDialog = (page) => page.getByRole('dialog', { name: 'Invite users' });
const loading = (page) => page.getByRole('status').filter({ hasText: 'Loading…' });

/** Olga, who has pressed `i`: the dialog's part is asked for, and held until `held.release()`. */
async function wantsToInvite(person, muster) {
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(invitePart);
  await olga.keyboard.press('i');
  await held.arrived;
  return { olga, held };
}

story('the invite dialog is slow to come: keys typed for it are not lost', async ({ person, muster }) => {
  const { olga, held } = await wantsToInvite(person, muster);
  await olga.keyboard.type('amy@meridian.test bo@meridian.test ');
  await loading(olga).waitFor();
  assert.equal(await inviteDialog(olga).count(), 0);
  held.release();
  for (const address of ['amy@meridian.test', 'bo@meridian.test']) {
    await button(inviteDialog(olga), `Remove ${address}`).waitFor();
  }
  await loading(olga).waitFor({ state: 'detached' });
  // None of it went elsewhere: not into the search, not as a single-letter key, not twice.
  assert.equal(await inviteDialog(olga).getByRole('button', { name: /^Remove / }).count(), 2);
  assert.equal(await inviteDialog(olga).getByRole('textbox', { name: 'Email addresses' }).inputValue(), '');
  assert.equal(await olga.locator('input[type="search"]').first().inputValue(), '');
  assert.equal(await olga.locator('dialog[open], .popup:popover-open').count(), 1);
  await olga.keyboard.type('cy@meridian.test ');
  await button(inviteDialog(olga), 'Remove cy@meridian.test').waitFor();
});

story('Escape while the invite dialog is on its way gives it up', async ({ person, muster }) => {
  const { olga, held } = await wantsToInvite(person, muster);
  await olga.keyboard.type('amy@meridian.test ');
  await olga.keyboard.press('Escape');
  await loading(olga).waitFor({ state: 'detached' });
  // Single letters are keys of the page again.
  await olga.keyboard.press('/');
  await olga.keyboard.type('olga');
  assert.equal(await olga.getByRole('searchbox', { name: 'Search users' }).inputValue(), 'olga');
  const came = olga.waitForResponse((answer) => answer.url().includes('split_invite_users'));
  held.release();
  await (await came).finished();
  await olga.keyboard.press('Escape');
  await olga.keyboard.press('Tab');
  await olga.keyboard.press('?');
  await olga.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  assert.equal(await inviteDialog(olga).count(), 0);
  await olga.keyboard.press('Escape');
  await olga.keyboard.press('i');
  await inviteDialog(olga).getByRole('textbox', { name: 'Email addresses' }).waitFor();
  assert.equal(await inviteDialog(olga).getByRole('button', { name: /^Remove / }).count(), 0, 'what was given up is gone');
});

story('she leaves the page while the invite dialog is on its way: what she types is hers again', async ({ person, muster }) => {
  const { olga, held } = await wantsToInvite(person, muster);
  await olga.keyboard.type('amy');
  await olga.getByRole('link', { name: 'Teams' }).click();
  const search = olga.getByRole('searchbox', { name: 'Search teams' });
  await search.click();
  await olga.keyboard.type('des');
  assert.equal(await search.inputValue(), 'des');
  const came = olga.waitForResponse((answer) => answer.url().includes('split_invite_users'));
  held.release();
  await (await came).finished();
  await olga.keyboard.type('ign');
  assert.equal(await search.inputValue(), 'design');
  await olga.keyboard.press('Escape');
  await olga.goBack();
  await button(olga, 'Invite users').waitFor();
  await olga.keyboard.press('i');
  await olga.keyboard.type('bo@meridian.test ');
  await button(inviteDialog(olga), 'Remove bo@meridian.test').waitFor();
});

story('the invite dialog does not come: a message says so, and the next try works', async ({ person, muster, allow }) => {
  allow(broken);
  allow(/HTTP status code/);
  const olga = await person();
  await signIn(olga);
  const heal = muster.chaos.fail(invitePart);
  await olga.keyboard.press('i');
  await olga.getByRole('alert').getByText('That did not load. Check your connection, then try again.').waitFor();
  await loading(olga).waitFor({ state: 'detached' });
  assert.equal(await inviteDialog(olga).count(), 0);
  heal();
  await olga.keyboard.press('i');
  await olga.keyboard.type('amy@meridian.test ');
  await button(inviteDialog(olga), 'Remove amy@meridian.test').waitFor();
});

const laterSheet = /\/pkg\/later\./;
const sheetIsHere = (page) => page.evaluate(() => document.getElementById('later-sheet').sheet !== null);

/** Notes how every element of the page is drawn: all that the browser computes of it, and its place. */
const noteDrawn = (page) => page.evaluate(async () => {
  await Promise.all(document.getAnimations().map((one) => one.finished));
  const drawnAs = (element) => {
    const style = getComputedStyle(element);
    const box = element.getBoundingClientRect();
    return { ...Object.fromEntries([...style].map((name) => [name, style.getPropertyValue(name)])), place: `${box.x} ${box.y}` };
  };
  const noted = [...document.querySelectorAll('body *')].map((element) => [element, drawnAs(element)]);
  window.drawnOtherwise = () => noted.flatMap(([element, before]) => Object.entries(drawnAs(element))
    .filter(([name, value]) => value !== before[name])
    .map(([name, value]) => `${element.localName}.${element.getAttribute('class')}: ${name} ${before[name]} → ${value}`));
});
/** What is drawn otherwise than it was noted. */
const drawnOtherwise = (page) => page.evaluate(() => window.drawnOtherwise().slice(0, 40));

story('the Users page begins without the rest of the style sheet, and does not move when it comes', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  let asked, release;
  const wanted = new Promise((resolve) => (asked = resolve));
  const held = new Promise((resolve) => (release = resolve));
  await olga.route(laterSheet, async (route) => {
    asked();
    await held;
    await route.continue();
  });
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await button(olga, 'Invite users').click();
  await wanted;
  await loading(olga).waitFor();
  assert.equal(await inviteDialog(olga).count(), 0, 'a dialog waits for its style');
  await olga.keyboard.press('Escape');
  await loading(olga).waitFor({ state: 'detached' });
  await noteDrawn(olga);
  assert.equal(await sheetIsHere(olga), false);
  release();
  await olga.waitForFunction(() => document.getElementById('later-sheet').sheet !== null);
  assert.deepEqual(await drawnOtherwise(olga), []);
});

story('the rest of the style sheet does not come: a message says so, and the next try has it', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await olga.route(laterSheet, (route) => route.abort());
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await olga.keyboard.press('i');
  await olga.getByRole('alert').getByText('That did not load. Check your connection, then try again.').waitFor();
  assert.equal(await inviteDialog(olga).count(), 0);
  await olga.unroute(laterSheet);
  await olga.keyboard.press('i');
  await inviteDialog(olga).waitFor();
  assert.equal(await sheetIsHere(olga), true);
});

/** Olga on the Users page, whose people are held until `held.release()`. */
async function beforeThePeople(person, muster, path = usersPage) {
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.open(path);
  await held.arrived;
  return { olga, held };
}
const filter = (page, name) => page.getByRole('group', { name: 'Filters' }).getByRole('button', { name });

story('a filter opened by keyboard before the people are here has the focus, says that they come, and goes on by keys', async ({ person, muster }) => {
  const { olga, held } = await beforeThePeople(person, muster);
  await filter(olga, /^Role/).focus();
  await olga.keyboard.press('Enter');
  const list = olga.locator('[role="listbox"][aria-label="Role"]');
  await focused(olga, list);
  await olga.locator('.popup').getByText('Loading…').waitFor();
  assert.equal(await olga.getByText('Nothing found').count(), 0);
  held.release();
  await list.getByRole('option', { name: 'Owner' }).and(olga.locator('[data-state="active"]')).waitFor();
  assert.equal(await olga.getByText('Loading…').and(olga.locator('.popup *')).count(), 0);
  await olga.keyboard.press('ArrowDown');
  await olga.keyboard.press('Enter');
  await button(olga, 'Remove filter Role: Admin').waitFor();
  await focused(olga, list);
});

story('teams opened as a filter before the people are here: what is chosen comes first once they are', async ({ person, muster }) => {
  const { olga, held } = await beforeThePeople(person, muster, `${usersPage}?team=none`);
  await filter(olga, /^Team/).click();
  const list = olga.getByRole('listbox', { name: 'Team' });
  await focused(olga, olga.getByRole('combobox', { name: 'Search teams' }));
  await olga.locator('.popup').getByText('Loading…').waitFor();
  held.release();
  await list.getByRole('option', { name: 'No team', selected: true }).waitFor();
  assert.equal(await list.getByRole('option').first().getAttribute('aria-label'), 'No team');
});

story('what is typed into a list of teams before they are here finds the first, and Enter takes it', async ({ person, muster }) => {
  const { olga, held } = await beforeThePeople(person, muster);
  await filter(olga, /^Team/).click();
  await focused(olga, olga.getByRole('combobox', { name: 'Search teams' }));
  await olga.keyboard.type('desi');
  held.release();
  const list = olga.getByRole('listbox', { name: 'Team' });
  await list.getByRole('option', { name: 'Design' }).and(olga.locator('[data-state="active"]')).waitFor();
  await olga.keyboard.press('Enter');
  await button(olga, /^Remove filter Team.*Design$/).waitFor();
});
