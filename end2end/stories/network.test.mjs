// A server that is slow, that fails, that is cut off, or that answers into the void.
import assert from 'node:assert/strict';
import { demo, join, loaded, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), chaos: true });

const broken = /502|503|Failed to (fetch|load)|ERR_/;
const button = (page, name) => page.getByRole('button', { name });
/** Nothing turns, nothing pulses, nothing is busy. */
const atRest = (page) => page.waitForFunction(() =>
  !document.querySelector('[aria-busy="true"], .pending:not([hidden])') &&
  document.getAnimations().every((one) => one.effect.getComputedTiming().endTime !== Infinity));

story('the people are slow to come: the first rows are there, then all is alive', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const { people } = await snapshot(olga);
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.open(usersPage);
  await held.arrived;
  await row(olga, 'Olga Demo').waitFor();
  assert.ok((await olga.locator('tbody tr[aria-rowindex]').count()) > 5);
  held.release();
  const all = [...people.states].filter((state) => state !== 'r').length;
  await olga.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), all + 1);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('olga demo');
  await olga.waitForFunction(() => document.querySelector('table').getAttribute('aria-rowcount') === '2');
  await atRest(olga);
});

story('what was typed before the people came is searched once they are there', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.open(usersPage);
  await held.arrived;
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('olga demo');
  held.release();
  await olga.waitForFunction(() => document.querySelector('table').getAttribute('aria-rowcount') === '2');
  assert.equal(await olga.getByRole('searchbox', { name: 'Search users' }).inputValue(), 'olga demo');
});

story('a term that was typed before the people came becomes its chip with them', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.open(usersPage);
  await held.arrived;
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  await search.pressSequentially('role:owner ');
  held.release();
  await button(olga, 'Remove filter Role: Owner').waitFor();
  assert.equal(await search.inputValue(), '');
});

story('the people do not come: the page says so and catches up by itself', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  muster.chaos.fail(/\/snapshot/);
  await olga.open(usersPage);
  await olga.getByText(/The people could not be loaded/).waitFor();
  await row(olga, 'Olga Demo').waitFor();
  await accessible(olga);
  await atRest(olga);
  muster.chaos.heal();
  const gone = () => olga.getByText(/could not be loaded/).waitFor({ state: 'detached' });
  // The page looks again by itself, too: what is pressed may be gone before it is.
  await Promise.any([button(olga, /^(Retry|Try now)$/).first().click(), gone()]);
  await gone();
  await button(olga, /^Change teams of Olga Demo/).click();
  await olga.getByRole('listbox', { name: 'Teams of Olga Demo' }).waitFor();
});

story('teams: the change cannot be sent, the row goes back, Retry sends it', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'cat@meridian.test', name: 'Cat Cut' });
  await olga.open(`${usersPage}?q=cat+cut`);
  const cut = muster.chaos.cut(/users\/change_teams/);
  await button(olga, 'Change teams of Cat Cut: No team').click();
  await olga.getByRole('option', { name: 'Design' }).click();
  await olga.keyboard.press('Escape');
  const again = button(row(olga, 'Cat Cut'), 'Retry');
  await again.waitFor();
  await button(olga, 'Change teams of Cat Cut: No team').waitFor();
  await accessible(olga, everyWidth);
  await atRest(olga);
  cut();
  await again.click();
  await button(olga, 'Change teams of Cat Cut: Design').waitFor();
  await atRest(olga);
  await olga.reload();
  await button(olga, 'Change teams of Cat Cut: Design').waitFor();
});

story('the answer is lost on its way: Retry does it once, not twice', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'ann@meridian.test', name: 'Ann Answer' });
  await olga.open(`${usersPage}?q=ann+answer`);
  const before = (await snapshot(olga)).seq;
  const lost = muster.chaos.cutAnswer(/users\/set_role/);
  await button(olga, 'Change role of Ann Answer: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  const again = button(row(olga, 'Ann Answer'), 'Retry');
  await again.waitFor();
  lost();
  await again.click();
  await button(olga, 'Undo').waitFor();
  await button(olga, 'Change role of Ann Answer: Admin').waitFor();
  assert.equal((await snapshot(olga)).seq, before + 1, 'one event');
  await atRest(olga);
});

story('the answer to an Undo is lost on its way: it can be tried again, and is done once', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'una@meridian.test', name: 'Una Unsent' });
  await olga.open(`${usersPage}?q=una+unsent`);
  await button(olga, 'Change role of Una Unsent: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await button(olga, 'Undo').waitFor();
  const before = (await snapshot(olga)).seq;
  const lost = muster.chaos.cutAnswer(/users\/undo/);
  await button(olga, 'Undo').click();
  const messages = olga.getByRole('region', { name: 'Notifications' });
  await messages.getByRole('alert').getByText('Not undone').waitFor();
  lost();
  await button(messages, 'Retry').click();
  await messages.getByRole('status').getByText('Undone').waitFor();
  await button(olga, 'Change role of Una Unsent: Member').waitFor();
  assert.equal((await snapshot(olga)).seq, before + 1, 'one event');
  await atRest(olga);
});

story('a slow edit shows that it waits; a second one to the same row waits its turn; both hold', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'sly@meridian.test', name: 'Sly Slow' });
  await olga.open(`${usersPage}?q=sly+slow`);
  const held = muster.chaos.hold(/users\/set_role/);
  await button(olga, 'Change role of Sly Slow: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await held.arrived;
  await row(olga, 'Sly Slow').locator('.pending:visible').first().waitFor();
  await button(olga, 'Change role of Sly Slow: Admin').click();
  await olga.getByRole('menuitemradio', { name: 'Team owner', exact: true }).click();
  await button(olga, 'Change role of Sly Slow: Team owner').waitFor();
  held.release();
  await atRest(olga);
  await button(olga, 'Change role of Sly Slow: Team owner').waitFor();
  await olga.reload();
  await button(olga, 'Change role of Sly Slow: Team owner').waitFor();
});

story('offline: a banner says so, edits give the reason, the search goes on; back again, all is current', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'off@meridian.test', name: 'Otto Offline' });
  await olga.open(usersPage);
  const search = async (text, found) => {
    await olga.getByRole('searchbox', { name: 'Search users' }).fill(text);
    await olga.waitForFunction((rows) => document.querySelector('table').getAttribute('aria-rowcount') === String(rows), found + 1);
  };
  await search('otto', 1);
  await olga.context().setOffline(true);
  await olga.getByText('You are offline. You can search, but not change anything.').waitFor();
  await search('otto zzz', 0);
  await search('otto off', 1);
  await button(olga, 'Change role of Otto Offline: Member').click();
  const admin = olga.getByRole('menuitemradio', { name: 'Admin', exact: true });
  assert.equal(await admin.getAttribute('aria-disabled'), 'true');
  await admin.getByText('Not while the server is out of reach.').waitFor();
  await accessible(olga);
  await olga.keyboard.press('Escape');

  const other = await person();
  await signIn(other);
  await other.open(`${usersPage}?q=otto+off`);
  await button(other, 'Change role of Otto Offline: Member').click();
  await other.getByRole('menuitemradio', { name: 'Team owner', exact: true }).click();
  await button(other, 'Undo').waitFor();
  await olga.context().setOffline(false);
  await olga.getByText('You are offline.').waitFor({ state: 'detached' });
  await button(olga, 'Change role of Otto Offline: Team owner').waitFor();
});

story('people that arrive as the network goes do not make the page believe that it is back', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  // The answer is there, and read once the network has gone.
  await olga.addInitScript(() => {
    const { text } = Response.prototype;
    const gone = new Promise((resolve) => addEventListener('offline', () => setTimeout(resolve), { once: true }));
    Response.prototype.text = async function () {
      const value = await text.call(this);
      if (this.url.endsWith('/snapshot')) await gone;
      return value;
    };
  });
  const came = olga.waitForResponse(/\/snapshot/);
  await olga.open(usersPage);
  await (await came).finished();
  await olga.context().setOffline(true);
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  await search.fill('olga demo');
  await olga.waitForFunction(() => document.querySelector('table').getAttribute('aria-rowcount') === '2');
  await olga.getByText('You are offline.').waitFor();
  await olga.context().setOffline(false);
  await olga.getByText('You are offline.').waitFor({ state: 'detached' });
});

story('a slow removal: its button is busy, the row stays until it is done', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'rex@meridian.test', name: 'Rex Removed' });
  await olga.open(`${usersPage}?q=rex+removed`);
  await button(olga, 'Actions for Rex Removed').click();
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Rex Removed?' });
  const held = muster.chaos.hold(/users\/remove/);
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await held.arrived;
  assert.equal(await dialog.getByRole('button', { name: 'Remove', exact: true }).getAttribute('aria-busy'), 'true');
  await olga.keyboard.press('Escape');
  await dialog.waitFor();
  held.release();
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Rex Removed').waitFor({ state: 'hidden' });
  await atRest(olga);
});

story('invites that a proxy refuses with 502: the addresses stay, the button rests, the second try sends', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await button(olga, 'Invite users').first().click();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('pam@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByText('More options').click();
  await dialog.getByRole('textbox', { name: 'Personal note' }).fill('Welcome, Pam');
  const heal = muster.chaos.fail(/invitations\/send/);
  await button(dialog, 'Send 1 invite').click();
  await dialog.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
  await button(dialog, 'Remove pam@meridian.test').waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'Personal note' }).inputValue(), 'Welcome, Pam');
  await atRest(olga);
  heal();
  await button(dialog, /^(Send 1 invite|Retry)$/).click();
  await dialog.getByRole('textbox', { name: 'Link for pam@meridian.test' }).waitFor();
  await accessible(olga, everyWidth);
});

story('forms of other pages: what was typed stays, the button rests, and it says why', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await olga.open('/sign-in');
  await olga.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await olga.getByLabel('Password', { exact: true }).fill(owner.password);
  const refuse = muster.chaos.cut(/POST .*sign.in/);
  await button(olga, 'Sign in').click();
  await olga.getByRole('alert').filter({ hasText: 'No answer from the server' }).waitFor();
  assert.equal(await olga.getByLabel('Password', { exact: true }).inputValue(), owner.password);
  await atRest(olga);
  refuse();
  await button(olga, 'Sign in').click();
  await olga.waitForURL((url) => url.pathname === usersPage);

  await olga.open('/o/demo/settings/general');
  const name = olga.getByRole('region', { name: 'Organization', exact: true });
  await name.getByRole('textbox', { name: 'Name' }).fill('Meridian & Sons');
  const cut = muster.chaos.cut(/organization\/change/);
  await button(name, 'Save name').click();
  await name.getByRole('alert').filter({ hasText: 'No answer from the server' }).waitFor();
  assert.equal(await name.getByRole('textbox', { name: 'Name' }).inputValue(), 'Meridian & Sons');
  await atRest(olga);
  cut();
  await button(name, 'Save name').click();
  await button(olga, /Meridian & Sons/).waitFor();
  await name.getByRole('alert').filter({ hasText: 'No answer' }).waitFor({ state: 'detached' });
});

story('a server that takes the request for the people and says nothing: the page says so, menus say why, and it recovers', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.open(usersPage);
  await held.arrived;
  await button(olga, 'Actions for Olga Demo').click();
  await olga.getByRole('menu', { name: 'Actions for Olga Demo' }).getByText('The people are being loaded.').waitFor();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await olga.getByText('The server does not answer. You can search, but not change anything').waitFor();
  held.release();
  await olga.getByText(/The server does not answer/).first().waitFor({ state: 'detached' });
  await button(olga, 'Actions for Olga Demo').click();
  await olga.getByRole('menuitem', { name: 'Suspend', exact: true }).waitFor();
});

story('an invite is sent again where there is no mail server: a new link is there to hand over, and nothing claims to be sent', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?status=invited`);
  const actions = button(olga, /^Actions for/).first();
  const name = (await actions.getAttribute('aria-label')).replace('Actions for ', '');
  await actions.click();
  await olga.getByRole('menuitem', { name: 'Resend invite', exact: true }).click();
  const dialog = olga.getByRole('dialog', { name: 'Invite link' });
  await dialog.getByText('This installation sends no mail. Hand these links over yourself').waitFor();
  await olga.getByRole('region', { name: 'Notifications', includeHidden: true }).getByText(`New link made for ${name}, good until `).waitFor();
  await dialog.getByRole('textbox', { name: /^Link for/ }).waitFor();
  await accessible(olga);
});

story('what is sent again gets through: the page does not say any longer that the server does not answer', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await loaded(olga);
  for (const key of ['j', 'j', 'x', 'j', 'x']) await olga.keyboard.press(key);
  await button(olga, /^Suspend/).click();
  const question = olga.getByRole('alertdialog', { name: /^Suspend/ });
  const suspend = question.getByRole('button', { name: /^Suspend/ });
  await suspend.waitFor();
  const heal = muster.chaos.fail(/^POST /);
  // Only a command can tell that the server is back.
  muster.chaos.fail(/\/healthz|\/feed/);
  await suspend.click();
  await question.getByRole('alert').getByText(/No answer from the server/).waitFor();
  await olga.getByText('The server does not answer. You can search, but not change anything').waitFor();
  heal();
  await suspend.click();
  await question.waitFor({ state: 'hidden' });
  await olga.getByText(/The server does not answer/).first().waitFor({ state: 'detached' });
});

story('by keyboard alone: what did not come is asked for again, and whoever asked is not left nowhere', async ({ person, muster, allow }) => {
  allow(broken);
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'nia@meridian.test', name: 'Nia Nowhere' });
  await kim.open(`${usersPage}?q=nia+nowhere`);
  await loaded(kim);
  muster.chaos.fail(/people\/panel/);
  await tabTo(kim, kim.getByRole('link', { name: 'Nia Nowhere' }));
  await kim.keyboard.press('Enter');
  const panel = kim.getByRole('dialog', { name: 'Nia Nowhere' });
  await panel.getByRole('alert').getByText('No answer from the server. Check your connection and try again.').waitFor();
  muster.chaos.heal();
  await tabTo(kim, button(panel, 'Retry'));
  await kim.keyboard.press('Enter');
  await focused(kim, panel.getByRole('heading', { name: 'Why this access' }));
  await panel.getByRole('listitem').first().waitFor();
  await accessible(kim);
  await kim.keyboard.press('Escape');
  await focused(kim, kim.getByRole('link', { name: 'Nia Nowhere' }));

  muster.chaos.fail(/\/snapshot/);
  await kim.open(usersPage);
  await tabTo(kim, button(kim, 'Retry'));
  muster.chaos.heal();
  await kim.keyboard.press('Enter');
  await focused(kim, kim.getByRole('heading', { name: 'Users', level: 1 }));
  await loaded(kim);
});

story('a long form says beside its button why it was not saved', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga, owner, '/o/demo/settings/general');
  await olga.getByRole('radio', { name: /^Send no reminder/ }).check();
  muster.chaos.fail(/organization\/change/);
  await button(olga, 'Save invitations').click();
  const why = olga.getByRole('alert').getByText(/^No answer from the server/);
  await why.waitFor();
  const { y, height } = await why.boundingBox();
  assert.ok(y > 0 && y + height < olga.viewportSize().height, `in sight: ${y}`);
});
