// What the settings' pages do when others are quicker, when the session ends or the server is lost, and when one has
// gone on to another page.
import assert from 'node:assert/strict';
import { demo, join, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { focused } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

const withSecond = async (muster) => {
  await demo(60)(muster);
  await muster.run('owner', 'create', '--org', 'blue-harbour', '--org-name', 'Blue Harbour', '--email', owner.email, '--password-file', `${muster.folder}/password`);
};
site({ prepare: withSecond, chaos: true });

const settings = (page) => `/o/demo/settings/${page}`;
const section = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const broken = /status of (401|409|502)|502|Failed to (fetch|load)|ERR_/;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const goTo = async (page, name) => {
  await page.getByRole('link', { name, exact: true }).click();
  await page.getByRole('heading', { level: 1, name }).waitFor();
};
const signInAgain = async (page, password) => {
  const dialog = page.getByRole('dialog', { name: 'Sign in again' });
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
};

story('Undo outlives its page: out of a team, undone on Users; a role, undone on Teams', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'uwe@meridian.test', name: 'Uwe Undo', teams: ['design'] });
  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: /^Design/ }).click();
  await button(olga, 'Take Uwe Undo out of Design').click();
  await toast(olga, 'Uwe Undo is out of Design').waitFor();
  await goTo(olga, 'Users');
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('uwe undo');
  await button(olga, 'Change teams of Uwe Undo: No team').waitFor();
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await button(olga, 'Change teams of Uwe Undo: Design').waitFor();

  await button(olga, 'Change role of Uwe Undo: Member').click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await toast(olga, 'Uwe Undo is now Admin').waitFor();
  await goTo(olga, 'Teams');
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await olga.open(`${usersPage}?q=uwe+undo`);
  await button(olga, 'Change role of Uwe Undo: Member').waitFor();
});

story('an Undo on another visit of its own page shows there, and leaves open what is open', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'ugo@meridian.test', name: 'Ugo Undo', teams: ['design'] });
  await olga.open(settings('teams'));
  const design = olga.getByRole('button', { name: /^Design/ });
  await design.click();
  await button(olga, 'Take Ugo Undo out of Design').click();
  await toast(olga, 'Ugo Undo is out of Design').waitFor();
  await goTo(olga, 'General');
  await goTo(olga, 'Teams');
  await design.click();
  assert.equal(await button(olga, 'Take Ugo Undo out of Design').count(), 0);
  await button(olga, 'Undo').click();
  await button(olga, 'Take Ugo Undo out of Design').waitFor();
  assert.equal(await design.getAttribute('aria-expanded'), 'true');
});

story('who leaves Users while the people are on their way trips over nothing', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga, owner, settings('teams'));
  const held = muster.chaos.hold(/\/snapshot/);
  await olga.getByRole('link', { name: 'Users', exact: true }).click();
  await held.arrived;
  await goTo(olga, 'Teams');
  const come = olga.waitForResponse((answer) => answer.url().endsWith('/snapshot'));
  held.release();
  await (await come).finished();
  await olga.getByRole('button', { name: /^Design/ }).click();
  await goTo(olga, 'Users');
  await row(olga, 'Olga Demo').waitFor();
});

story('the box of a team owner says what holds: after a lost server, a lost answer and an impatient hand', async ({ person, muster, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'bea@meridian.test', name: 'Bea Box', role: 'team-owner', teams: ['design'] });
  await olga.open(settings('teams'));
  await olga.getByRole('button', { name: /^Design/ }).click();
  const box = olga.getByRole('checkbox', { name: 'Bea Box owns this team' });
  const line = olga.getByRole('listitem').filter({ has: box }).last();
  const alert = line.getByRole('alert').getByText('No answer from the server.');
  await box.focus();

  const failing = muster.chaos.fail(/set_owner/);
  await olga.keyboard.press('Space');
  await alert.waitFor();
  assert.equal(await box.isChecked(), false, 'nothing was done');
  failing();

  const lost = muster.chaos.cutAnswer(/set_owner/);
  await olga.keyboard.press('Space');
  await alert.waitFor();
  assert.equal(await box.isChecked(), false, 'it is not known to be done');
  lost();

  // The same wish again is the same intent: it is done once, and its answer comes now.
  const held = muster.chaos.hold(/set_owner/);
  await olga.keyboard.press('Space');
  await held.arrived;
  assert.equal(await box.getAttribute('aria-busy'), 'true');
  await olga.keyboard.press('Space');
  assert.equal(await box.isChecked(), true, 'one wish at a time');
  held.release();
  await toast(olga, 'Team owner is set').waitFor();
  assert.equal(await box.isChecked(), true);
  await focused(olga, box);
});

story('the session ends meanwhile: on General and on Teams, Olga signs in over the page and what she did is done', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga, owner, settings('general'));
  const seats = section(olga, 'Seats');
  await seats.getByRole('radio', { name: /^A number of seats/ }).check();
  await seats.getByRole('spinbutton', { name: 'Number of seats' }).fill('77');
  await olga.context().clearCookies();
  await button(seats, 'Save seats').click();
  const dialog = olga.getByRole('dialog', { name: 'Sign in again' });
  await dialog.waitFor();
  assert.equal(await dialog.getByRole('textbox', { name: 'Email' }).inputValue(), owner.email);
  // Not now: what was typed stays, and sending it again asks again.
  await button(dialog, 'Not now').click();
  await dialog.waitFor({ state: 'hidden' });
  await seats.getByRole('alert').getByText('Your session is over.').waitFor();
  assert.equal(await seats.getByRole('spinbutton').inputValue(), '77');
  await button(seats, 'Save seats').click();
  await signInAgain(olga, owner.password);
  await toast(olga, 'Saved').waitFor();
  await seats.getByText(/of 77 seats used/).waitFor();

  await goTo(olga, 'Teams');
  await button(olga, 'New team').click();
  await olga.getByRole('textbox', { name: 'Team name' }).fill('Meanwhile');
  await olga.context().clearCookies();
  await olga.keyboard.press('Enter');
  await signInAgain(olga, owner.password);
  await toast(olga, 'Meanwhile is created').waitFor();
  await olga.reload();
  await olga.getByRole('button', { name: /^Meanwhile/ }).waitFor();
});

story('two set the seats: what one did not touch stays the other’s, what both touched is told and kept', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  const otto = await join(olga, { email: 'otto@meridian.test', name: 'Otto Other', role: 'owner' });
  const other = await person();
  await signIn(other, otto, settings('general'));
  await olga.open(settings('general'));
  const [hers, his] = [section(olga, 'Seats'), section(other, 'Seats')];
  const number = (form) => form.getByRole('spinbutton', { name: 'Number of seats' });
  const save = async (page, form) => {
    await button(form, 'Save seats').click();
    await toast(page, 'Saved').waitFor();
    await button(page, 'Dismiss').click();
  };
  await hers.getByRole('radio', { name: /^A number of seats/ }).check();
  await number(hers).fill('290');
  await save(olga, hers);
  await other.reload();
  await number(his).fill('300');
  await save(other, his);
  // Hers shows 290 still, and has another policy: only that is sent, and the rest is shown as it is.
  await hers.getByRole('radio', { name: /^Let people in/ }).check();
  await save(olga, hers);
  assert.equal(await number(hers).inputValue(), '300');
  await other.reload();
  assert.equal(await number(his).inputValue(), '300');
  assert.equal(await his.getByRole('radio', { name: /^Let people in/ }).isChecked(), true);

  await number(hers).fill('320');
  await number(his).fill('310');
  await save(other, his);
  await button(hers, 'Save seats').click();
  await hers.getByRole('alert').getByText(/^Otto Other changed this \d+ s ago. Set now: Seat limit: 310. Save again/).waitFor();
  assert.equal(await number(hers).inputValue(), '320', 'what was typed stays');
  await save(olga, hers);
  await other.reload();
  assert.equal(await number(his).inputValue(), '320');

  // Her own change of before is none that she has not seen; and nothing to save is said to be that.
  await number(hers).fill('321');
  await save(olga, hers);
  await number(hers).fill('322');
  await save(olga, hers);
  await button(hers, 'Save seats').click();
  await toast(olga, 'Nothing was changed').waitFor();
});

story('two rename a team: the second is told to what, and saves again or not', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga);
  const otto = await join(olga, { email: 'oleg@meridian.test', name: 'Oleg Other', role: 'owner' });
  const other = await person();
  await signIn(other, otto, settings('teams'));
  await olga.open(settings('teams'));
  const rename = async (page, from) => {
    await button(page, `Actions for ${from}`).click();
    await page.getByRole('menuitem', { name: 'Rename', exact: true }).click();
    const field = page.getByRole('textbox', { name: `Name of ${from}` });
    await field.waitFor();
    return field;
  };
  const hers = await rename(olga, 'Design');
  await hers.fill('Design Studio');
  const his = await rename(other, 'Design');
  await his.fill('Product Design');
  await his.press('Enter');
  await toast(other, 'Product Design').waitFor();
  await hers.press('Enter');
  await olga.getByRole('alert').getByText(/^Oleg Other set this to “Product Design” \d+ s ago\. Save again/).waitFor();
  assert.equal(await hers.inputValue(), 'Design Studio', 'what was typed stays');
  await hers.press('Enter');
  await toast(olga, 'Design Studio').waitFor();
  await other.reload();
  await other.getByRole('button', { name: /^Design Studio/ }).waitFor();
  // Her own name is none that she has not seen.
  const again = await rename(olga, 'Design Studio');
  await again.fill('Design');
  await again.press('Enter');
  await olga.getByRole('button', { name: /^Design\b/ }).waitFor();
});

story('the focus stays at hand on Teams: out of a team, a new name, a new team', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(settings('teams'));
  const typed = async (name) => {
    await button(olga, 'New team').click();
    await focused(olga, olga.getByRole('textbox', { name: 'Team name' }));
    await olga.keyboard.type(name);
  };
  await typed('Nothing');
  await olga.keyboard.press('Escape');
  await focused(olga, button(olga, 'New team'));
  await typed('Nothing');
  await button(olga, 'Cancel').click();
  await focused(olga, button(olga, 'New team'));
  await typed('Fokus');
  await olga.keyboard.press('Enter');
  const head = (name) => olga.getByRole('button', { name: new RegExp(`^${name}`) });
  await focused(olga, head('Fokus'));

  const rename = async (from, to) => {
    await button(olga, `Actions for ${from}`).click();
    await olga.getByRole('menuitem', { name: 'Rename' }).click();
    await focused(olga, olga.getByRole('textbox', { name: `Name of ${from}` }));
    await olga.keyboard.type(to);
  };
  await rename('Fokus', 'Not this');
  await olga.keyboard.press('Escape');
  await focused(olga, head('Fokus'));
  await rename('Fokus', 'Not this');
  await button(olga, 'Cancel').click();
  await focused(olga, head('Fokus'));
  await rename('Fokus', 'A focus');
  await olga.keyboard.press('Enter');
  await focused(olga, head('A focus'));

  for (const name of ['Ada First', 'Bob Second']) {
    await join(olga, { email: `${name.slice(0, 3).toLowerCase()}.focus@meridian.test`, name, teams: ['fokus'] });
  }
  await olga.open(settings('teams'));
  await head('A focus').click();
  const out = (name) => button(olga, `Take ${name} out of A focus`);
  await out('Ada First').focus();
  await olga.keyboard.press('Enter');
  await focused(olga, out('Bob Second'));
  await olga.keyboard.press('Enter');
  await focused(olga, olga.getByRole('searchbox', { name: 'Add people' }));
});

story('a refused new team is read out', async ({ person, allow }) => {
  allow(broken);
  const olga = await person();
  await signIn(olga, owner, settings('teams'));
  await button(olga, 'New team').click();
  await olga.getByRole('textbox', { name: 'Team name' }).fill('design');
  await button(olga, 'Create team').click();
  await olga.getByRole('alert').getByText('Another team has this name. Choose another.').waitFor();
});

story('switching back quickly shows one’s own organization, however late the other’s people come', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await olga.getByText('users').first().waitFor();
  const switchTo = async (name) => {
    await olga.getByRole('button', { name: /^Switch organization/ }).click();
    await olga.getByRole('menuitemradio', { name }).click();
  };
  const held = muster.chaos.hold(/first_page/);
  await switchTo(/Harbour/);
  await held.arrived;
  // Those of the first come at once.
  muster.chaos.delay(/first_page/, 0);
  await olga.goBack();
  await row(olga, 'Olga Demo').waitFor();
  const count = () => olga.getByRole('table').getAttribute('aria-rowcount');
  const before = await count();
  // The page cannot mend what the late answer would do by fetching the people again.
  const people = muster.chaos.hold(/snapshot/);
  const late = olga.waitForResponse((answer) => answer.url().includes('first_page'));
  held.release();
  await (await late).finished();
  await olga.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  assert.equal(await count(), before);
  people.release();
  await row(olga, 'Olga Demo').waitFor();
});
