// Joining on request: a page for visitors, a link that proves their address, and the answers of whoever may invite.
import assert from 'node:assert/strict';
import { call, deaf, demo, linkIn, loaded, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, reach, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

// A mail waits two seconds for an Undo.
site({ prepare: demo(60), mail: true, chaos: true, env: { MUSTER_MAIL_WAIT: '2' } });

const general = '/o/demo/settings/general';
const door = '/join/demo';
const section = (page) => page.getByRole('region', { name: 'Invitations', exact: true });
const taking = (page) => section(page).getByRole('radio', { name: 'Take requests from allowed domains' });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const button = (page, name) => page.getByRole('button', { name, exact: true });
const views = (page) => page.getByRole('menu', { name: 'Views' });
const dialog = (page, name) => page.getByRole('dialog', { name });
const actions = (page, name) => page.getByRole('menu', { name: `Actions for ${name}` });
const heading = (page, name) => page.getByRole('heading', { level: 1, name });

/** Has the organization take requests; it may already. */
async function open(page) {
  await page.open(general);
  if (await taking(page).isChecked()) return;
  const field = section(page).getByRole('textbox', { name: 'Allowed domains' });
  await field.fill('meridian.test ');
  await taking(page).check();
  await button(section(page), 'Save invitations').click();
  await toast(page, 'Saved').waitFor();
}

/** Somebody asks to join, past the pages. */
async function ask(page, muster, name) {
  const email = `${name.split(' ')[0].toLowerCase()}@meridian.test`;
  await call(page, 'requests/ask', { org: 'demo', name, email });
  const link = linkIn(await muster.mail.next(email), 'join');
  await call(page, 'requests/confirm', { token: new URL(link).hash.slice(1) });
  return email;
}

story('Olga takes requests; Eve asks on the page for visitors, and Olga approves her', async ({ person, muster, allow }) => {
  allow(/status of 40[49]/);
  const olga = await person();
  const eve = await person();
  await eve.goto(door);
  await heading(eve, 'Page not found').waitFor();
  await signIn(olga, owner, general);
  await taking(olga).check();
  await button(section(olga), 'Save invitations').click();
  await section(olga).getByText('List an allowed domain first: only its addresses may ask to join.').waitFor();
  await accessible(olga, everyWidth);
  await section(olga).getByRole('textbox', { name: 'Allowed domains' }).fill('meridian.test ');
  await button(section(olga), 'Save invitations').click();
  await toast(olga, 'Saved').waitFor();
  assert.equal(await section(olga).getByRole('link', { name: door }).getAttribute('href'), door);

  await eve.open(door);
  await heading(eve, 'Ask to join Meridian Works').waitFor();
  await accessible(eve, everyWidth);
  await button(eve, 'Ask to join').click();
  await eve.getByText('Enter a name.').waitFor();
  await focused(eve, eve.getByRole('textbox', { name: 'Name' }));
  await eve.getByRole('textbox', { name: 'Name' }).fill('Eve Eden');
  await eve.getByRole('textbox', { name: 'Email' }).fill('eve@elsewhere.test');
  await button(eve, 'Ask to join').click();
  await eve.getByText('Only with an address at meridian.test.').waitFor();
  await accessible(eve, everyWidth);
  await eve.getByRole('textbox', { name: 'Email' }).fill('eve@meridian.test');
  await button(eve, 'Ask to join').click();
  await heading(eve, 'Check your mail').waitFor();
  await accessible(eve, everyWidth);
  const mail = await muster.mail.next('eve@meridian.test');
  assert.equal(mail.subject, 'Confirm that you ask to join Meridian Works');
  await eve.goto('about:blank');
  await eve.open(linkIn(mail, 'join'));
  assert.equal(new URL(eve.url()).hash, '', 'the secret leaves the address');
  await accessible(eve, everyWidth);
  await button(eve, 'Confirm and ask to join').click();
  await heading(eve, 'Your request is on its way').waitFor();
  await accessible(eve, everyWidth);

  await olga.open(usersPage);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Views, 1 request' }).click();
  await views(olga).getByRole('menuitemradio', { name: /^Requests/ }).click();
  await olga.getByRole('button', { name: 'Remove filter Status: Requested' }).waitFor();
  await row(olga, 'Eve Eden').getByText('Requested · 30 days left').waitFor();
  await accessible(olga, everyWidth);
  await button(olga, 'Actions for Eve Eden').click();
  await actions(olga, 'Eve Eden').getByRole('menuitem', { name: 'Approve' }).waitFor();
  assert.deepEqual(await actions(olga, 'Eve Eden').getByRole('menuitem').allInnerTexts(), ['View history', 'Approve', 'Decline']);
  await actions(olga, 'Eve Eden').getByRole('menuitem', { name: 'Approve' }).click();
  const asks = dialog(olga, 'Approve Eve Eden?');
  await asks.getByText('1 seat is taken.').waitFor();
  assert.equal(await asks.getByRole('combobox', { name: 'Role' }).evaluate((it) => it.selectedOptions[0].text), 'Member');
  await accessible(olga, everyWidth);
  await asks.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Team owner' });
  await asks.getByRole('button', { name: /^Teams/ }).click();
  await olga.getByRole('listbox', { name: 'Teams' }).getByRole('option').first().click();
  await olga.keyboard.press('Escape');
  await button(asks, 'Approve').click();
  await asks.waitFor({ state: 'hidden' });
  await toast(olga, 'Eve Eden can join: a mail is on its way').waitFor();
  await row(olga, 'Eve Eden').getByText(/^Invited/).waitFor();
  await button(olga, 'Views').waitFor();

  const approved = await muster.mail.next('eve@meridian.test');
  assert.equal(approved.subject, 'You can join Meridian Works');
  await eve.goto('about:blank');
  await eve.open(linkIn(approved, 'invite'));
  await eve.getByLabel('Password', { exact: true }).fill('a password of mine');
  await button(eve, 'Accept invite').click();
  await eve.waitForURL((url) => !url.pathname.startsWith('/invite'));
  await olga.open(`${usersPage}?q=Eve+Eden`);
  await row(olga, 'Eve Eden').getByText('Active', { exact: true }).waitFor();
  await row(olga, 'Eve Eden').getByRole('link', { name: 'Eve Eden' }).click();
  const panel = dialog(olga, 'Eve Eden');
  await panel.getByText(/^Asked to join on/).waitFor();
  await panel.getByText(/^Approved by .* on/).waitFor();
  await panel.getByText('eve@meridian.test asked to join').waitFor();
});

story('Dan is declined, and Olga thinks again: no mail has gone; declined once more, he is told', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await open(olga);
  const email = await ask(olga, muster, 'Dan Dune');
  await olga.open(`${usersPage}?status=requested`);
  await loaded(olga);
  const decline = async () => {
    await button(olga, 'Actions for Dan Dune').click();
    await actions(olga, 'Dan Dune').getByRole('menuitem', { name: 'Decline' }).click();
    await row(olga, 'Dan Dune').waitFor({ state: 'detached' });
  };
  await decline();
  await toast(olga, 'Dan Dune’s request was declined: a mail tells them').waitFor();
  await button(olga, 'Undo').click();
  await row(olga, 'Dan Dune').getByText(/^Requested/).waitFor();
  await decline();
  assert.equal((await muster.mail.next(email)).subject, 'Your request to join Meridian Works was declined');
  assert.deepEqual(muster.mail.untaken().filter((one) => one.to === email), []);
});

story('by keyboard alone: Kim asks, and Kim’s request is approved by keys', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await open(olga);
  const kim = await person();
  await kim.open(door);
  await reach(kim, kim.getByRole('textbox', { name: 'Name' }));
  await kim.keyboard.type('Kim Keys');
  await kim.keyboard.press('Tab');
  await kim.keyboard.type('kim@meridian.test');
  await kim.keyboard.press('Enter');
  await heading(kim, 'Check your mail').waitFor();
  await kim.goto('about:blank');
  await kim.open(linkIn(await muster.mail.next('kim@meridian.test'), 'join'));
  await tabTo(kim, button(kim, 'Confirm and ask to join'));
  await kim.keyboard.press('Enter');
  await heading(kim, 'Your request is on its way').waitFor();

  await olga.open(usersPage);
  await loaded(olga);
  await reach(olga, olga.getByRole('button', { name: /^Views, 1 request/ }));
  await olga.keyboard.press('Enter');
  await pick(olga, views(olga), 'Requests', 'menuitemradio');
  await olga.getByRole('button', { name: 'Remove filter Status: Requested' }).waitFor();
  const menu = button(olga, 'Actions for Kim Keys');
  await tabTo(olga, menu);
  await menu.press('Enter');
  await pick(olga, actions(olga, 'Kim Keys'), 'Approve');
  const asks = dialog(olga, 'Approve Kim Keys?');
  await focused(olga, asks.getByRole('combobox', { name: 'Role' }));
  await tabTo(olga, button(asks, 'Approve'));
  await olga.keyboard.press('Enter');
  await asks.waitFor({ state: 'hidden' });
  await row(olga, 'Kim Keys').getByText(/^Invited/).waitFor();
  await olga.keyboard.press('Control+z');
  await row(olga, 'Kim Keys').getByText(/^Requested/).waitFor();
  await menu.press('Enter');
  await pick(olga, actions(olga, 'Kim Keys'), 'Decline');
  await row(olga, 'Kim Keys').waitFor({ state: 'detached' });
});

story('many at once: those who asked are approved together, and another admin’s answer is not answered again', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  await open(olga);
  for (const name of ['Mia One', 'Max Two', 'Moe Three']) await ask(olga, muster, name);
  deaf(muster);
  await olga.open(`${usersPage}?status=requested`);
  await loaded(olga);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  const bar = olga.getByRole('toolbar', { name: '3 selected' });
  await button(bar, 'Decline 3').waitFor();
  await accessible(olga, everyWidth);
  // Moe is answered elsewhere meanwhile.
  const other = await person();
  await signIn(other, owner, `${usersPage}?status=requested`);
  await loaded(other);
  await button(other, 'Actions for Moe Three').click();
  await actions(other, 'Moe Three').getByRole('menuitem', { name: 'Decline' }).click();
  await row(other, 'Moe Three').waitFor({ state: 'detached' });
  await button(bar, 'Approve 3').click();
  const asks = dialog(olga, 'Approve 3 people?');
  await asks.getByText('3 seats are taken.').waitFor();
  await button(asks, 'Approve').click();
  await olga.getByText(/1 person was not approved: This request is not open any more\./).waitFor();
  await olga.keyboard.press('Escape');
  for (const name of ['Mia One', 'Max Two']) await row(olga, name).getByText(/^Invited/).waitFor();
});

story('whoever asks again and again is slowed down, whatever address they name', async ({ person, allow }) => {
  allow(/status of 429/);
  const olga = await person();
  await signIn(olga);
  await open(olga);
  const origin = new URL(olga.url()).origin;
  let busy = 0;
  for (let at = 0; at < 12 && busy === 0; at += 1) {
    const answer = await olga.request.post(`${origin}/api/requests/ask`, {
      data: { org: 'demo', name: 'Flood', email: `flood${at}@meridian.test` },
      headers: { origin, 'content-type': 'application/json' },
    });
    busy = answer.status() === 429 ? at : 0;
  }
  assert.ok(busy > 0, 'a dozen at once are too many');
  const visitor = await person();
  await visitor.open(door);
  await visitor.getByRole('textbox', { name: 'Name' }).fill('Late Lou');
  await visitor.getByRole('textbox', { name: 'Email' }).fill('lou@meridian.test');
  await button(visitor, 'Ask to join').click();
  await visitor.getByRole('alert').getByText(/try again/i).waitFor();
  await accessible(visitor, everyWidth);
});
