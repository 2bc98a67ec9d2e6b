// Kim has no mouse, and does on the Users page what an admin does there in a week.
import assert from 'node:assert/strict';
import { demo, join, row, signIn, usersPage } from '../support/cast.mjs';
import { focused, pick, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const search = (page) => page.getByRole('searchbox', { name: 'Search users' });
const button = (page, name) => page.getByRole('button', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const find = async (page, text) => {
  await page.keyboard.press('/');
  await focused(page, search(page));
  await page.keyboard.press('Control+a');
  await page.keyboard.type(text);
};
const act = async (page, name, item) => {
  await tabTo(page, button(page, `Actions for ${name}`));
  await page.keyboard.press('Enter');
  await pick(page, page.getByRole('menu', { name: `Actions for ${name}`, exact: true }), item);
};

story('suspends somebody, and lets them back in', async ({ person, allow }) => {
  allow(/status of 40[14]/);
  const kim = await person();
  await signIn(kim);
  const sue = await join(kim, { email: 'sue@meridian.test', name: 'Sue Suspended', role: 'admin' });
  const hers = await person();
  await signIn(hers, sue);
  await row(hers, 'Sue Suspended').waitFor();

  await kim.open(usersPage);
  const seats = await kim.getByRole('button', { name: /seats available/ }).innerText();
  await find(kim, 'sue suspended');
  await row(kim, 'Sue Suspended').waitFor();
  await act(kim, 'Sue Suspended', 'Suspend');
  await row(kim, 'Sue Suspended').getByText('Suspended', { exact: true }).waitFor();
  await toast(kim, /^Sue Suspended is suspended\./).waitFor();
  await focused(kim, button(kim, 'Actions for Sue Suspended'));
  await kim.getByRole('button', { name: `${Number.parseInt(seats, 10) + 1} seats available` }).waitFor();
  // Access is gone by then.
  await hers.goto(usersPage);
  await hers.getByRole('heading', { level: 1 }).waitFor();
  assert.equal(await hers.getByRole('table', { name: 'Users' }).count(), 0);

  await kim.keyboard.press('.');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Sue Suspended' }), 'Reactivate');
  await row(kim, 'Sue Suspended').getByText('Active', { exact: true }).waitFor();
  await toast(kim, 'Sue Suspended can sign in again').waitFor();
  await focused(kim, button(kim, 'Actions for Sue Suspended'));
  await button(kim, seats).waitFor();
  await kim.keyboard.press('F6');
  await focused(kim, button(kim, 'Undo'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await row(kim, 'Sue Suspended').getByText('Suspended', { exact: true }).waitFor();
  await focused(kim, button(kim, 'Actions for Sue Suspended'));
});

story('suspends somebody who invited others: it is asked first, on Cancel; Escape leaves all as it is', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const ida = await join(kim, { email: 'ida@meridian.test', name: 'Ida Inviter', role: 'admin' });
  const hers = await person();
  await signIn(hers, ida);
  await hers.keyboard.press('i');
  await focused(hers, hers.getByRole('textbox', { name: 'Email addresses' }));
  await hers.keyboard.type('guest@meridian.test ');
  await tabTo(hers, button(hers, 'Send 1 invite'));
  await hers.keyboard.press('Enter');
  await hers.getByRole('textbox', { name: 'Link for guest@meridian.test' }).waitFor();

  await kim.open(usersPage);
  await find(kim, 'ida inviter');
  await row(kim, 'Ida Inviter').waitFor();
  await act(kim, 'Ida Inviter', 'Suspend');
  const ask = kim.getByRole('alertdialog', { name: 'Suspend Ida Inviter?' });
  await focused(kim, button(ask, 'Cancel'));
  await ask.getByText('1 open invitation they sent is cancelled.').waitFor();
  await kim.keyboard.press('Escape');
  await ask.waitFor({ state: 'hidden' });
  await focused(kim, button(kim, 'Actions for Ida Inviter'));
  await row(kim, 'Ida Inviter').getByText('Active', { exact: true }).waitFor();
  await kim.keyboard.press('.');
  await pick(kim, kim.getByRole('menu', { name: 'Actions for Ida Inviter' }), 'Suspend');
  await focused(kim, button(ask, 'Cancel'));
  await tabTo(kim, button(ask, 'Suspend'), { within: 3 });
  await kim.keyboard.press('Enter');
  await ask.waitFor({ state: 'hidden' });
  await row(kim, 'Ida Inviter').getByText('Suspended', { exact: true }).waitFor();
  await focused(kim, button(kim, 'Actions for Ida Inviter'));
  await find(kim, 'guest@');
  await kim.getByText('Nobody matches').first().waitFor();
});

story('sorts by the heads of the columns: each says its order, and the focus stays on it', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const table = kim.getByRole('table', { name: 'Users' });
  const order = (head) => table.getByRole('columnheader', { name: head }).getAttribute('aria-sort');
  const first = () => table.getByRole('rowheader').first().innerText();
  const told = (words) => kim.locator('[aria-live=polite], [role=status]').filter({ hasText: words }).first();
  const a = await first();
  const name = kim.getByRole('button', { name: 'Sort by User' });
  await tabTo(kim, name);
  await seen(kim);
  await kim.keyboard.press('Enter');
  await kim.waitForURL((url) => url.searchParams.get('dir') === 'desc');
  await told('Sorted by User, descending').waitFor({ state: 'attached' });
  assert.equal(await order('User'), 'descending');
  await focused(kim, name);
  const z = await first();
  assert.notEqual(z, a, 'the list is turned round');
  await kim.keyboard.press(' ');
  await told('Sorted by User, ascending').waitFor({ state: 'attached' });
  assert.equal(await first(), a);

  for (const head of ['Role', 'Teams', 'Status', 'Last active']) {
    const sort = kim.getByRole('button', { name: `Sort by ${head}` });
    await kim.keyboard.press('Tab');
    await focused(kim, sort);
    await seen(kim);
    await kim.keyboard.press('Enter');
    await told(`Sorted by ${head}, `).waitFor({ state: 'attached' });
    assert.match(await order(head), /^(a|de)scending$/);
    assert.equal(await table.locator('[aria-sort]').count(), 1, 'one column alone is sorted by');
    await focused(kim, sort);
  }
  // A link reproduces it.
  const { search: kept } = new URL(kim.url());
  const shown = await first();
  await kim.open(usersPage + kept);
  assert.equal(await first(), shown);
});

story('filters by team with the search in its list, by status, takes one chip away, clears a list, then all', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const filters = kim.getByRole('group', { name: 'Filters' });
  const table = kim.getByRole('table', { name: 'Users' });
  const matches = async () => Number(await table.getAttribute('aria-rowcount')) - 1;
  const all = await matches();
  const teams = filters.getByRole('button', { name: /^Teams/ });
  await tabTo(kim, teams);
  await kim.keyboard.press('ArrowDown');
  const list = kim.getByRole('listbox', { name: 'Teams' });
  const combobox = kim.getByRole('combobox', { name: 'Search teams' });
  await focused(kim, combobox);
  await kim.keyboard.type('desi');
  await list.getByRole('option', { name: 'No team' }).waitFor({ state: 'hidden' });
  const design = list.getByRole('option', { name: 'Design' });
  assert.equal(await combobox.getAttribute('aria-activedescendant'), await design.getAttribute('id'));
  const promised = Number((await design.innerText()).match(/(\d+)\s*$/)[1]);
  await kim.keyboard.press('Enter');
  await button(kim, 'Remove filter Team: Design').waitFor();
  assert.equal(await matches(), promised);
  await kim.keyboard.press('Control+a');
  await kim.keyboard.type('no te');
  await list.getByRole('option', { name: 'Design' }).waitFor({ state: 'hidden' });
  await kim.keyboard.press('Enter');
  await button(kim, 'Remove filter Team: No team').waitFor();
  assert.ok(await matches() > promised, 'OR within a filter');
  await kim.keyboard.press('Escape');
  await focused(kim, teams);

  const status = filters.getByRole('button', { name: /^Status/ });
  await tabTo(kim, status, { within: 3 });
  await kim.keyboard.press('Enter');
  const states = kim.getByRole('listbox', { name: 'Status' });
  await focused(kim, states);
  await kim.keyboard.type('susp');
  assert.equal(await states.getAttribute('aria-activedescendant'), await states.getByRole('option', { name: 'Suspended' }).getAttribute('id'));
  await kim.keyboard.press(' ');
  await button(kim, 'Remove filter Status: Suspended').waitFor();
  await kim.keyboard.press('Escape');
  await focused(kim, status);
  await kim.waitForURL(({ searchParams: asked }) => asked.get('status') === 'suspended' && /^design,/.test(asked.get('team')));

  await tabTo(kim, button(kim, 'Remove filter Team: Design'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await button(kim, 'Remove filter Team: Design').waitFor({ state: 'hidden' });
  await focused(kim, search(kim));
  await button(kim, 'Remove filter Team: No team').waitFor();

  // "Clear" stands below the list, one Tab on.
  await tabTo(kim, status);
  await kim.keyboard.press('Enter');
  await focused(kim, states);
  await kim.keyboard.press('Tab');
  await focused(kim, button(kim, 'Clear'));
  await kim.keyboard.press('Enter');
  await button(kim, 'Remove filter Status: Suspended').waitFor({ state: 'hidden' });
  await focused(kim, states);
  await kim.keyboard.press('Escape');
  await tabTo(kim, button(kim, 'Clear filters'));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await focused(kim, search(kim));
  await kim.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), all + 1);
  await kim.waitForURL((url) => url.search === '');
});

story('resends an invite of an installation without a mail server: a new link is made, shown, and works', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await kim.open(`${usersPage}?status=invited`);
  const label = await kim.getByRole('button', { name: /^Actions for/ }).first().getAttribute('aria-label');
  const name = label.replace('Actions for ', '');
  await act(kim, name, 'Resend invite');
  await toast(kim, `New link made for ${name}`).waitFor();
  const dialog = kim.getByRole('dialog', { name: 'Invite link' });
  const field = dialog.getByRole('textbox', { name: /^Link for / });
  await focused(kim, field);
  const link = await field.inputValue();
  await tabTo(kim, button(dialog, 'Done'));
  await kim.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await focused(kim, button(kim, `Actions for ${name}`));
  const guest = await person();
  await guest.open(link);
  await button(guest, 'Accept invite').waitFor();
});
