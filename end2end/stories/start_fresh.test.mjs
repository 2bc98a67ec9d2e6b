// Inviting somebody who was removed not long ago: restored as they were, or fresh.
import { call, demo, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const opener = (page) => page.getByRole('button', { name: 'Invite users' }).first();
const dialog = (page) => page.getByRole('dialog', { name: 'Invite users' });
const field = (page) => dialog(page).getByRole('textbox', { name: 'Email addresses' });
const button = (page, name) => dialog(page).getByRole('button', { name, exact: true });
const search = (page) => page.getByRole('searchbox', { name: 'Search users' });

/** Somebody was an Admin and is gone; the page knows. */
const gone = async (page, email, name) => {
  await signIn(page);
  await join(page, { email, name, role: 'admin' });
  await page.open(`${usersPage}?q=${encodeURIComponent(name)}`);
  const href = await row(page, name).getByRole('link', { name }).getAttribute('href');
  const users = [href.split('/').at(-1).split('?')[0]];
  const { seq } = await snapshot(page);
  await call(page, 'users/remove', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users, reason: null, successors: [], heir: null });
  await page.open(usersPage);
  await loaded(page);
};

story('Olga invites Rex, who was removed: the chip says so, and he starts fresh as a Member', async ({ person }) => {
  const olga = await person();
  await gone(olga, 'rex@meridian.test', 'Rex Gone');
  await opener(olga).click();
  await field(olga).pressSequentially('rex@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog(olga).getByText(/^Removed: restore them instead/).waitFor();
  await dialog(olga).getByText('Removed not long ago:').waitFor();
  await accessible(olga);
  await button(olga, 'Start fresh').click();
  await focused(olga, field(olga));
  await dialog(olga).getByText('starts fresh').waitFor();
  await accessible(olga);
  await button(olga, 'Send 1 invite').click();
  await button(olga, 'Done').click();
  await dialog(olga).waitFor({ state: 'hidden' });
  await search(olga).fill('rex@');
  await row(olga, 'rex@meridian.test').getByText(/^Invited/).waitFor();
  await row(olga, 'rex@meridian.test').getByText('Member', { exact: true }).waitFor();
});

story('by keyboard alone: Kim restores Rosa from the invite dialog, as she was', async ({ person }) => {
  const kim = await person();
  await gone(kim, 'rosa@meridian.test', 'Rosa Back');
  await tabTo(kim, opener(kim));
  await kim.keyboard.press('Enter');
  await focused(kim, field(kim));
  await kim.keyboard.type('rosa@meridian.test');
  await kim.keyboard.press('Enter');
  await tabTo(kim, button(kim, 'Restore'));
  await kim.keyboard.press('Enter');
  await dialog(kim).getByRole('status').getByText('1 person is back').waitFor();
  await focused(kim, field(kim));
  await kim.keyboard.press('Escape');
  await dialog(kim).waitFor({ state: 'hidden' });
  await search(kim).fill('rosa@');
  await row(kim, 'Rosa Back').getByText('Active', { exact: true }).waitFor();
  await row(kim, 'Rosa Back').getByRole('button', { name: 'Change role of Rosa Back: Admin' }).waitFor();
});
