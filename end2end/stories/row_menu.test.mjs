// What a row's menu does beyond suspending and removing: by mouse, and by keyboard alone.
import assert from 'node:assert/strict';
import { demo, invite, join, linkIn, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, pick, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const find = (page, text) => search(page).fill(text);
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const actions = (page, name) => page.getByRole('button', { name: `Actions for ${name}`, exact: true });
const menu = (page, name) => page.getByRole('menu', { name: `Actions for ${name}`, exact: true });
const act = async (page, name, item) => {
  await actions(page, name).click();
  await menu(page, name).waitFor();
  await menu(page, name).getByRole('menuitem', { name: item, exact: true }).click();
};
/** The same without a mouse: from the search field to the row, and down its menu. */
const actByKeyboard = async (page, name, item) => {
  await tabTo(page, actions(page, name));
  await seen(page);
  await page.keyboard.press('Enter');
  await pick(page, menu(page, name), item);
};
const typeSearch = async (page, text) => {
  await page.keyboard.press('/');
  await focused(page, search(page));
  await page.keyboard.type(text);
};
/** Whoever the demo invited: they were invited long enough ago to be invited again. A name may stand for the address. */
const invited = async (page, status, at) => {
  await page.open(`${usersPage}?status=${status}`);
  const line = page.getByRole('row').filter({ has: page.getByRole('rowheader') }).nth(at);
  const label = await line.getByRole('button', { name: /^Actions for/ }).getAttribute('aria-label');
  const email = (await line.getByRole('rowheader').innerText()).match(/\S+@\S+/)[0];
  return { name: label.replace('Actions for ', ''), email };
};
const daysLeft = async (page, name) =>
  Number((await row(page, name).getByText(/^Invited · \d+ days? left$/).innerText()).match(/\d+/)[0]);
/** Somebody follows an invitation's link and accepts. */
const accept = async (page, link, name) => {
  await page.goto(link);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByLabel('Password', { exact: true }).fill('a password of mine');
  await page.getByRole('button', { name: 'Accept invite' }).click();
  await page.waitForURL((url) => url.pathname === '/account');
};
const copied = (page) => page.evaluate(() => navigator.clipboard.readText());
const clipboard = { permissions: ['clipboard-read', 'clipboard-write'] };

story('Olga resends an invite: a new mail with a link that works, and the one before no longer does', async ({ person, muster, allow }) => {
  allow(/status of 410/);
  const olga = await person(clipboard);
  await signIn(olga);
  const { name, email } = await invited(olga, 'invited', 1);
  const left = await daysLeft(olga, name);
  await act(olga, name, 'Copy invite link');
  await toast(olga, 'Invite link copied').waitFor();
  const before = await copied(olga);
  await act(olga, name, 'Resend invite');
  await toast(olga, `Invite sent again to ${name}, good until `).waitFor();
  await focused(olga, actions(olga, name));
  assert.ok(await daysLeft(olga, name) > left, 'the clock restarts');
  const link = linkIn(await muster.mail.next(email), 'invite');
  assert.notEqual(link, before);

  const late = await person();
  await late.goto(before);
  await late.getByRole('heading', { name: 'This invitation was taken back' }).waitFor();
  await accept(late, link, 'Rae Resent');
  await olga.open(`${usersPage}?q=rae+resent`);
  await row(olga, 'Rae Resent').getByText('Active', { exact: true }).waitFor();
});

story('Olga resends one that has expired: it is open again; a second time within a minute is refused and says why', async ({ person, muster, allow }) => {
  allow(/status of 4(09|29)/);
  const olga = await person();
  await signIn(olga);
  const { name, email } = await invited(olga, 'expired', 0);
  await act(olga, name, 'Resend invite');
  await toast(olga, /^Invite sent again to/).waitFor();
  // It stays where it is until she asks for something else.
  await row(olga, name).getByText('No longer matches').waitFor();
  assert.ok(await daysLeft(olga, name) > 0);
  linkIn(await muster.mail.next(email), 'invite');
  await act(olga, name, 'Resend invite');
  await toast(olga, new RegExp(`^${name}: Sent a moment ago\\. Try again in \\d+ seconds?\\.$`)).waitFor();
  assert.deepEqual(muster.mail.untaken().filter(({ to }) => to === email), [], 'no second mail');
});

story('by keyboard alone: resend an invite', async ({ person, muster }) => {
  const kim = await person();
  await signIn(kim);
  const { name, email } = await invited(kim, 'invited', 2);
  await kim.open(usersPage);
  await typeSearch(kim, email);
  await row(kim, name).waitFor();
  await actByKeyboard(kim, name, 'Resend invite');
  await toast(kim, `Invite sent again to ${name}, good until `).waitFor();
  await focused(kim, actions(kim, name));
  linkIn(await muster.mail.next(email), 'invite');
});

story('Olga revokes an invite: the row leaves, the next has the focus, the link is dead, and Undo makes it whole', async ({ person, muster, allow }) => {
  allow(/status of 410/);
  const olga = await person();
  await signIn(olga);
  await invite(olga, { email: 'gone-rex@meridian.test' });
  await invite(olga, { email: 'gone-rez@meridian.test' });
  const link = linkIn(await muster.mail.next('gone-rex@meridian.test'), 'invite');
  await olga.open(usersPage);
  const seats = await olga.getByRole('button', { name: /seats available/ }).innerText();
  await find(olga, 'gone-');
  await row(olga, 'gone-rez@meridian.test').waitFor();
  await act(olga, 'gone-rex@meridian.test', 'Revoke invite');
  await toast(olga, 'Invite for gone-rex@meridian.test taken back').waitFor();
  await row(olga, 'gone-rex@meridian.test').waitFor({ state: 'hidden' });
  await focused(olga, actions(olga, 'gone-rez@meridian.test'));
  await olga.getByRole('button', { name: `${Number.parseInt(seats, 10) + 1} seats available` }).waitFor();
  await accessible(olga);

  const rex = await person();
  await rex.goto(link);
  await rex.getByRole('heading', { name: 'This invitation was taken back' }).waitFor();
  await olga.getByRole('button', { name: 'Undo' }).click();
  await row(olga, 'gone-rex@meridian.test').getByText(/^Invited · /).waitFor();
  await olga.getByRole('button', { name: seats }).waitFor();
});

story('by keyboard alone: revoke an invite, and take that back', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await invite(kim, { email: 'back-rio@meridian.test' });
  await invite(kim, { email: 'back-rob@meridian.test' });
  await kim.open(usersPage);
  await typeSearch(kim, 'back-');
  await row(kim, 'back-rob@meridian.test').waitFor();
  await actByKeyboard(kim, 'back-rio@meridian.test', 'Revoke invite');
  await toast(kim, 'Invite for back-rio@meridian.test taken back').waitFor();
  await row(kim, 'back-rio@meridian.test').waitFor({ state: 'hidden' });
  await focused(kim, actions(kim, 'back-rob@meridian.test'));
  await kim.keyboard.press('F6');
  await focused(kim, kim.getByRole('button', { name: 'Undo' }));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await row(kim, 'back-rio@meridian.test').getByText(/^Invited · /).waitFor();
  await focused(kim, actions(kim, 'back-rob@meridian.test'));
});

/** What the other browser finds at its next click: the way to sign in, and after it the page that was asked for. */
const asksAgain = async (page, { email, password }) => {
  await page.getByRole('link', { name: 'Teams', exact: true }).click();
  await page.getByText('You are signed out').waitFor();
  await accessible(page);
  await page.getByRole('link', { name: 'Sign in again' }).click();
  await page.waitForURL((url) => url.pathname === '/sign-in');
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname === '/o/demo/settings/teams');
};

story('Olga signs Adam out everywhere: the next click in his browser asks him to sign in', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Away', role: 'admin', mail: muster.mail });
  const his = await person();
  await signIn(his, adam);
  await row(his, 'Adam Away').waitFor();
  const third = await person();
  await signIn(third, adam);
  await olga.open(usersPage);
  await find(olga, 'adam away');
  await act(olga, 'Adam Away', 'Sign out everywhere');
  await toast(olga, 'Adam Away is signed out everywhere').waitFor();
  // Sessions do not come back.
  assert.equal(await olga.getByRole('button', { name: 'Undo' }).count(), 0);
  await row(olga, 'Adam Away').getByText('Active', { exact: true }).waitFor();
  await asksAgain(his, adam);
  await third.open(usersPage);
  assert.equal(new URL(third.url()).pathname, '/sign-in');
});

story('by keyboard alone: sign somebody out everywhere', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const kim = await person();
  await signIn(kim);
  const ada = await join(kim, { email: 'ada@meridian.test', name: 'Ada Away', role: 'admin', mail: muster.mail });
  const hers = await person();
  await signIn(hers, ada);
  await row(hers, 'Ada Away').waitFor();
  await kim.open(usersPage);
  await typeSearch(kim, 'ada away');
  await row(kim, 'Ada Away').waitFor();
  await actByKeyboard(kim, 'Ada Away', 'Sign out everywhere');
  await toast(kim, 'Ada Away is signed out everywhere').waitFor();
  await focused(kim, actions(kim, 'Ada Away'));
  await asksAgain(hers, ada);
});

const remove = async (page, name) => {
  await find(page, name);
  await act(page, name, 'Remove');
  const dialog = page.getByRole('alertdialog', { name: `Remove ${name}?` });
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row(page, name).waitFor({ state: 'hidden' });
};

story('Olga finds somebody removed by the Status filter and restores them: role, teams and password as they were', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const olga = await person();
  await signIn(olga);
  const ines = await join(olga, { email: 'ines@meridian.test', name: 'Ines Back', role: 'admin', teams: ['design'], mail: muster.mail });
  await olga.open(usersPage);
  await remove(olga, 'Ines Back');
  await olga.getByRole('button', { name: 'Clear filters' }).first().click();
  await olga.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Status' }).click();
  await olga.getByRole('listbox', { name: 'Status' }).getByRole('option', { name: 'Removed' }).click();
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Remove filter Status: Removed' }).waitFor();
  await row(olga, 'Ines Back').getByText(/to restore/).waitFor();
  await act(olga, 'Ines Back', 'Restore');
  await toast(olga, 'Ines Back is back').waitFor();
  await focused(olga, actions(olga, 'Ines Back'));
  await row(olga, 'Ines Back').getByText('Active', { exact: true }).waitFor();
  await olga.open(`${usersPage}?q=ines+back`);
  await olga.getByRole('button', { name: 'Change role of Ines Back: Admin' }).waitFor();
  await olga.getByRole('button', { name: 'Change teams of Ines Back: Design' }).waitFor();
  const hers = await person();
  await signIn(hers, ines);
  await row(hers, 'Ines Back').waitFor();
});

story('by keyboard alone: restore somebody', async ({ person, muster }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'ivo@meridian.test', name: 'Ivo Back', mail: muster.mail });
  await kim.open(usersPage);
  await remove(kim, 'Ivo Back');
  await kim.open(usersPage);
  const status = kim.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Status' });
  await tabTo(kim, status);
  await kim.keyboard.press('Enter');
  const list = kim.getByRole('listbox', { name: 'Status' });
  await focused(kim, list);
  await kim.keyboard.press('End');
  await kim.keyboard.press('Enter');
  await kim.getByRole('button', { name: 'Remove filter Status: Removed' }).waitFor();
  await kim.keyboard.press('Escape');
  await focused(kim, status);
  await row(kim, 'Ivo Back').waitFor();
  await actByKeyboard(kim, 'Ivo Back', 'Restore');
  await toast(kim, 'Ivo Back is back').waitFor();
  await focused(kim, actions(kim, 'Ivo Back'));
  await row(kim, 'Ivo Back').getByText('Active', { exact: true }).waitFor();
});

story('Olga copies an invite link and hands it over: it is accepted, and so would be the one in the mail', async ({ person, muster, allow }) => {
  allow(/status of 410/);
  const olga = await person(clipboard);
  await signIn(olga);
  await invite(olga, { email: 'lia@meridian.test' });
  const mailed = linkIn(await muster.mail.next('lia@meridian.test'), 'invite');
  await olga.open(usersPage);
  await find(olga, 'lia@');
  await act(olga, 'lia@meridian.test', 'Copy invite link');
  await toast(olga, 'Invite link copied').waitFor();
  const link = await copied(olga);
  assert.match(link, /^http\S+\/invite#[\w-]{43}$/);
  assert.notEqual(link, mailed);
  const other = await person();
  await other.goto(mailed);
  await other.getByRole('button', { name: 'Accept invite' }).waitFor();
  const lia = await person();
  await accept(lia, link, 'Lia Link');
  // The first acceptance uses up all.
  await other.goto('about:blank');
  await other.goto(mailed);
  await other.getByRole('heading', { name: 'This invitation was accepted' }).waitFor();
});

story('by keyboard alone: an invite link from a browser that lets nothing be copied', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await invite(kim, { email: 'lou@meridian.test' });
  await kim.open(usersPage);
  await kim.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await typeSearch(kim, 'lou@');
  await row(kim, 'lou@meridian.test').waitFor();
  await actByKeyboard(kim, 'lou@meridian.test', 'Copy invite link');
  const dialog = kim.getByRole('dialog', { name: 'Invite link' });
  const field = dialog.getByRole('textbox', { name: 'Link for lou@meridian.test' });
  await focused(kim, field);
  // All of it is selected, ready for Ctrl+C.
  const link = await kim.evaluate(() => document.getSelection().toString() || document.activeElement.value.slice(document.activeElement.selectionStart, document.activeElement.selectionEnd));
  assert.equal(link, await field.inputValue());
  await tabTo(kim, dialog.getByRole('button', { name: 'Done' }));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focused(kim, actions(kim, 'lou@meridian.test'));
  const lou = await person();
  await accept(lou, link, 'Lou Link');
});
