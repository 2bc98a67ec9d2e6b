// Every page, dialog, menu and list as it opens: for everyone, by day and by night, on a desk and on a phone.
import assert from 'node:assert/strict';
import { call, demo, join, linkIn, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(150), mail: true });

const everywhere = (page) => accessible(page, everyWidth);
const closed = async (page) => {
  await page.keyboard.press('Escape');
  await page.locator('dialog[open], .popup:popover-open').waitFor({ state: 'hidden' });
};

story('the pages of a visitor', async ({ person, allow }) => {
  allow(/status of 4/);
  const visitor = await person();
  await visitor.open('/sign-in');
  await everywhere(visitor);
  await visitor.getByRole('button', { name: 'Sign in' }).click();
  await visitor.getByText(/email/i).first().waitFor();
  await everywhere(visitor);
  await visitor.open('/reset');
  await everywhere(visitor);
  await visitor.getByRole('button', { name: 'Send reset link' }).click();
  await visitor.locator('.field-error').first().waitFor();
  await everywhere(visitor);
  for (const path of ['/invite', '/verify-email', '/set-up', '/reset']) {
    await visitor.goto('about:blank');
    await visitor.open(`${path}#${'x'.repeat(43)}`);
    await visitor.getByRole('heading', { level: 1 }).waitFor();
    await everywhere(visitor);
  }
});

story('the pages behind links in mails', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const { roles, seq } = await snapshot(olga);
  await call(olga, 'invitations/send', {
    org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq,
    invite: { addresses: [{ email: 'ivy@meridian.test', name: null }], role: roles.find((one) => one.slug === 'member').id, teams: [], days: 7, note: 'See you on Monday' },
  });
  const invite = linkIn(await muster.mail.next('ivy@meridian.test'), 'invite');
  const ivy = await person();
  await ivy.open(invite);
  await ivy.getByRole('button', { name: 'Accept invite' }).waitFor();
  await everywhere(ivy);
  await ivy.getByRole('button', { name: 'Accept invite' }).click();
  await ivy.locator('.field-error').first().waitFor();
  await everywhere(ivy);
  await ivy.getByRole('button', { name: 'I already have an account' }).click();
  await ivy.getByRole('link', { name: 'Forgot password?' }).waitFor();
  await everywhere(ivy);

  await olga.goto('about:blank');
  await olga.open(invite);
  await olga.getByText(/You are signed in as/).waitFor();
  await everywhere(olga);

  await ivy.open('/reset');
  await ivy.getByRole('textbox', { name: 'Email' }).fill('owner@demo.test');
  await ivy.getByRole('button', { name: 'Send reset link' }).click();
  await ivy.getByRole('heading', { name: 'Check your mail' }).waitFor();
  await everywhere(ivy);
  const later = await person();
  await later.open(linkIn(await muster.mail.next('owner@demo.test'), 'reset'));
  await later.getByLabel('New password', { exact: true }).waitFor();
  await everywhere(later);
});

story('Users: its filters', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await everywhere(olga);
  for (const name of ['Teams', 'Role', 'Status']) {
    await olga.getByRole('group', { name: 'Filters' }).getByRole('button', { name }).click();
    await olga.getByRole('listbox', { name }).getByRole('option').first().click();
    await everywhere(olga);
    await closed(olga);
  }
});

story('Users: its columns and its export', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByRole('button', { name: 'Columns' }).click();
  await olga.getByRole('listbox', { name: 'Columns' }).waitFor();
  await everywhere(olga);
  for (const option of await olga.getByRole('listbox', { name: 'Columns' }).getByRole('option').all()) await option.click();
  await closed(olga);
  await olga.getByRole('button', { name: 'Sort by Joined' }).waitFor();
  await everywhere(olga);
  await olga.getByRole('button', { name: 'Export' }).click();
  await olga.getByRole('menu', { name: 'Export' }).waitFor();
  await everywhere(olga);
  await closed(olga);
});

story('Users: the menus of its rows', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByRole('button', { name: /^Change role of/ }).first().click();
  await olga.getByRole('menu').waitFor();
  await everywhere(olga);
  await closed(olga);
  await olga.getByRole('button', { name: /^Change teams of/ }).first().click();
  await olga.getByRole('listbox', { name: /^Teams of/ }).waitFor();
  await everywhere(olga);
  await closed(olga);
  for (const status of ['active', 'invited', 'expired', 'suspended', 'removed']) {
    await olga.open(`${usersPage}?status=${status}`);
    await olga.getByRole('button', { name: /^Actions for/ }).first().click();
    await olga.getByRole('menu', { name: /^Actions for/ }).waitFor();
    await everywhere(olga);
    await closed(olga);
  }
  await olga.getByRole('button', { name: /seats available/ }).click();
  await olga.locator('.seats-list').waitFor();
  await everywhere(olga);
  await closed(olga);
  await olga.open(`${usersPage}?q=dept:x role:nobody zzzz`);
  await olga.getByText('Nobody matches').first().waitFor();
  await everywhere(olga);
});

story('Users: its dialogs', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const bea = await join(olga, { email: 'dialog@meridian.test', name: 'Bea Dialog', mail: muster.mail });
  await olga.open(`${usersPage}?q=bea+dialog`);
  await olga.getByRole('button', { name: 'Change role of Bea Dialog: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Owner', exact: true }).click();
  const ask = olga.getByRole('alertdialog');
  await ask.waitFor();
  await everywhere(olga);
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await ask.waitFor({ state: 'hidden' });
  await olga.getByRole('button', { name: 'Actions for Bea Dialog' }).click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  await olga.getByRole('alertdialog', { name: 'Remove Bea Dialog?' }).getByText(/seat/).first().waitFor();
  await everywhere(olga);
  await closed(olga);
  await olga.keyboard.press('?');
  await olga.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  await everywhere(olga);
  await closed(olga);
  await olga.keyboard.press('Control+k');
  const palette = olga.getByRole('dialog', { name: 'Command palette' });
  await palette.getByRole('option').first().waitFor();
  await everywhere(olga);
  await olga.keyboard.type('a');
  await palette.getByText('People', { exact: true }).waitFor();
  await everywhere(olga);
  await olga.keyboard.type('qqqq');
  await palette.getByText('Nothing is called “aqqqq”.').first().waitFor();
  await everywhere(olga);
  await closed(olga);

  await olga.open(`${usersPage}?status=invited`);
  // As in a browser that gives the clipboard to secure pages only.
  await olga.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
  await olga.getByRole('button', { name: /^Actions for/ }).first().click();
  await olga.getByRole('menuitem', { name: 'Copy invite link' }).click();
  await olga.getByRole('dialog').getByRole('textbox').waitFor();
  await everywhere(olga);
  await closed(olga);

  await olga.open(usersPage);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).pressSequentially(`nina@meridian.test, zoe@meridian, ${bea.email}, `);
  await dialog.getByText('More options').click();
  await everywhere(olga);
  await dialog.getByRole('button', { name: /^Teams/ }).click();
  await olga.getByRole('listbox', { name: 'Teams' }).waitFor();
  await everywhere(olga);
  await olga.keyboard.press('Escape');
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  await olga.getByRole('alertdialog').waitFor();
  await everywhere(olga);
});

story('the other pages, their menus and dialogs', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open('/o/demo/settings/general');
  await everywhere(olga);
  await olga.open('/o/demo/settings/roles');
  await everywhere(olga);
  await olga.open('/o/demo/settings/audit');
  await everywhere(olga);

  await olga.open('/o/demo/settings/teams');
  await everywhere(olga);
  await olga.getByRole('button', { name: /^Design/ }).click();
  await olga.getByRole('searchbox', { name: 'Add people' }).fill('a');
  await olga.getByRole('button', { name: /^Add .* to Design$/ }).first().waitFor();
  await everywhere(olga);
  await olga.getByRole('button', { name: 'Actions for Design' }).click();
  await olga.getByRole('menu', { name: 'Actions for Design' }).waitFor();
  await everywhere(olga);
  await olga.getByRole('menuitem', { name: 'Delete team' }).click();
  await olga.getByRole('alertdialog', { name: 'Delete Design?' }).waitFor();
  await everywhere(olga);
  await closed(olga);
  await olga.getByRole('button', { name: 'Actions for Design' }).click();
  await olga.getByRole('menuitem', { name: 'Rename' }).click();
  await olga.getByRole('textbox', { name: 'Name of Design' }).waitFor();
  await everywhere(olga);
  await olga.getByRole('button', { name: 'New team' }).click();
  await olga.getByRole('textbox', { name: 'Team name' }).waitFor();
  await everywhere(olga);

  await olga.open('/account');
  await everywhere(olga);
  for (const name of ['Sign out everywhere', 'Leave Meridian Works']) {
    await olga.getByRole('button', { name }).click();
    await olga.getByRole('alertdialog').waitFor();
    await everywhere(olga);
    await closed(olga);
  }
  await olga.getByRole('button', { name: /^Switch organization|Meridian Works/ }).first().click();
  await olga.getByRole('menu').waitFor();
  await accessible(olga);
  await closed(olga);

  await olga.setViewportSize({ width: 390, height: 844 });
  await olga.open(usersPage);
  await olga.getByRole('button', { name: /navigation/i }).click();
  await olga.getByRole('link', { name: 'Teams' }).waitFor();
  await accessible(olga);
  await olga.getByRole('link', { name: 'Teams' }).click();
  await olga.getByRole('heading', { level: 1, name: 'Teams' }).waitFor();
  await olga.getByRole('link', { name: 'Roles' }).waitFor({ state: 'hidden' });
});

story('the session ends meanwhile: Olga signs in over the page, and what she did is done', async ({ person, muster, allow }) => {
  allow(/status of 401/);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'over@meridian.test', name: 'Oz Over', mail: muster.mail });
  // What ends the session is found by the change, and not by the stream that begins before it.
  const listens = olga.waitForResponse(/\/feed\?/);
  await olga.open(`${usersPage}?q=oz+over`);
  await row(olga, 'Oz Over').waitFor();
  await listens;
  await olga.context().clearCookies();
  await olga.getByRole('button', { name: 'Change role of Oz Over: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  const dialog = olga.getByRole('dialog').filter({ has: olga.getByLabel('Password') });
  await dialog.waitFor();
  await everywhere(olga);
  assert.equal(await dialog.getByRole('textbox', { name: 'Email' }).inputValue(), 'owner@demo.test');
  await dialog.getByLabel('Password', { exact: true }).fill('a long demo password');
  await olga.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  await olga.reload();
  await olga.getByRole('button', { name: 'Change role of Oz Over: Admin' }).waitFor();
});
