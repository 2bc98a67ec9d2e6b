// What ends by itself: access, and roles for a while. Set by mouse and by keyboard alone, and told in the row at its minute.
import assert from 'node:assert/strict';
import { call, demo, join, loaded, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const berlin = { timezoneId: 'Europe/Berlin' };
const button = (page, name) => page.getByRole('button', { name, exact: true });
const actions = (page, name) => button(page, `Actions for ${name}`);
const roleButton = (page, name, role) => button(page, `Change role of ${name}: ${role}`);
const menu = (page, name) => page.getByRole('menu', { name, exact: true });
const item = (page, name, label, role = 'menuitem') => menu(page, name).getByRole(role, { name: label });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const endDialog = (page, name) => page.getByRole('dialog', { name: `End date of ${name}` });
const roleDialog = (page, name) => page.getByRole('dialog', { name: `Role of ${name} for a while` });
const status = (page, name) => row(page, name).locator('[data-column="status"]');
const roleCell = (page, name) => row(page, name).locator('[data-column="role"]');

/** A day as a date field takes it, so many days from today by the page's clock. */
const dayIn = (page, days) =>
  page.evaluate((days) => {
    const day = new Date();
    day.setDate(day.getDate() + days);
    return [day.getFullYear(), day.getMonth() + 1, day.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  }, days);
/** The same as the page tells it: "14 Dec 2026". */
const told = (day) => {
  const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
  const [year, month, date] = day.split('-').map(Number);
  return `${date} ${months[month - 1]} ${year}`;
};
const find = async (page, name) => {
  await page.open(`${usersPage}?q=${encodeURIComponent(name)}`);
  await row(page, name).waitFor();
};
const openEnd = async (page, name) => {
  await actions(page, name).click();
  await item(page, `Actions for ${name}`, 'Set end date').click();
  await endDialog(page, name).waitFor();
};
/** Who it is, as the server knows them. */
const known = async (page, name) => {
  const { people } = await snapshot(page);
  const at = people.text.split('\n').findIndex((line) => line.startsWith(`${name}\t`));
  return people.ids.slice(at * 32, at * 32 + 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
};
const setEnd = async (page, name, endsAt) => {
  const { seq } = await snapshot(page);
  const body = { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [await known(page, name)], ends_at: endsAt };
  await call(page, 'users/set_end_date', body);
};

story('Olga sets when Ana’s access ends, by her own clock: the dialog says what follows, the row tells it, Undo takes it back', async ({ person }) => {
  const olga = await person(berlin);
  await signIn(olga);
  await join(olga, { email: 'ana-ends@meridian.test', name: 'Ana Ends' });
  await find(olga, 'Ana Ends');
  await openEnd(olga, 'Ana Ends');
  const dialog = endDialog(olga, 'Ana Ends');
  await focused(olga, dialog.getByLabel('Day'));
  await dialog.getByText('Their access does not end by itself.').waitFor();
  await accessible(olga, everyWidth);
  await dialog.getByRole('button', { name: 'In 30 days' }).click();
  const day = await dayIn(olga, 30);
  assert.equal(await dialog.getByLabel('Day').inputValue(), day);
  assert.equal(await dialog.getByLabel('Time').inputValue(), '18:00');
  await dialog.getByText(`They can sign in until ${told(day)}, 18:00.`).waitFor();
  await dialog.getByText(`They and you get a mail a week before, on ${told(await dayIn(olga, 23))}.`).waitFor();
  await dialog.getByRole('button', { name: 'Set end date' }).click();
  await toast(olga, `Ana Ends’s access ends on ${told(day)}`).waitFor();
  await dialog.waitFor({ state: 'hidden' });
  await focused(olga, actions(olga, 'Ana Ends'));
  await status(olga, 'Ana Ends').getByText(`Active · ends ${told(day).slice(0, -5)}`).waitFor();
  // Eighteen o'clock in Berlin.
  const { people } = await snapshot(olga);
  const stored = people.until.map(([, until]) => new Date(until)).filter((at) => at.toISOString().startsWith(day));
  assert.deepEqual([...new Set(stored.map((at) => at.toLocaleTimeString('en-GB', { timeZone: 'Europe/Berlin' })))], ['18:00:00']);
  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await status(olga, 'Ana Ends').getByText('Active', { exact: true }).waitFor();
});

story('a date in the past is refused in the dialog, with all that was typed; no end date takes it away', async ({ person, allow }) => {
  allow(/status of 422/);
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'pat-past@meridian.test', name: 'Pat Past' });
  await find(olga, 'Pat Past');
  await openEnd(olga, 'Pat Past');
  const dialog = endDialog(olga, 'Pat Past');
  const save = dialog.getByRole('button', { name: 'Set end date' });
  const day = dialog.getByLabel('Day');
  await day.fill(await dayIn(olga, 3));
  await save.click();
  await dialog.getByRole('alert').getByText('Choose a day and a time.').waitFor();
  await day.fill('2020-01-31');
  await dialog.getByLabel('Time').fill('09:30');
  await save.click();
  await dialog.getByRole('alert').getByText('End date: choose a moment in the future.').waitFor();
  assert.equal(await day.inputValue(), '2020-01-31');
  await accessible(olga);
  await day.fill('2099-01-31');
  await save.click();
  await dialog.getByRole('alert').getByText(/^End date: at the latest \d+ \w+ \d{4}\.$/).waitFor();
  await day.fill(await dayIn(olga, 3));
  await dialog.getByText('They and you get a mail now: it is less than a week until then.').waitFor();
  await save.click();
  await status(olga, 'Pat Past').getByText(/^Active · ends (Mon|Tue|Wed|Thu|Fri|Sat|Sun) 09:30$/).waitFor();
  await openEnd(olga, 'Pat Past');
  await dialog.getByRole('button', { name: 'No end date' }).click();
  assert.equal(await day.inputValue(), '');
  await save.click();
  await toast(olga, 'Pat Past’s access has no end date any more').waitFor();
  await status(olga, 'Pat Past').getByText('Active', { exact: true }).waitFor();
});

story('by keyboard alone: an end date, and the view of whose end is near', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'kay-keys@meridian.test', name: 'Kay Keys' });
  await find(kim, 'Kay Keys');
  await tabTo(kim, actions(kim, 'Kay Keys'));
  await kim.keyboard.press('Enter');
  await pick(kim, menu(kim, 'Actions for Kay Keys'), 'Set end date');
  const dialog = endDialog(kim, 'Kay Keys');
  await focused(kim, dialog.getByLabel('Day'));
  await kim.keyboard.press('Escape');
  await focused(kim, actions(kim, 'Kay Keys'));
  await kim.keyboard.press('Enter');
  await pick(kim, menu(kim, 'Actions for Kay Keys'), 'Set end date');
  await focused(kim, dialog.getByLabel('Day'));
  // As this browser writes a day: month, day, year.
  const [year, month, date] = (await dayIn(kim, 10)).split('-');
  await kim.keyboard.type(`${month}${date}${year}`);
  await tabTo(kim, dialog.getByLabel('Time'));
  await kim.keyboard.type('0530P');
  assert.equal(await dialog.getByLabel('Time').inputValue(), '17:30');
  await tabTo(kim, dialog.getByRole('button', { name: 'Set end date' }));
  await kim.keyboard.press('Enter');
  await toast(kim, `Kay Keys’s access ends on ${told([year, month, date].join('-'))}`).waitFor();
  await focused(kim, actions(kim, 'Kay Keys'));
  await tabTo(kim, button(kim, 'Views'), { back: true });
  await kim.keyboard.press('Enter');
  const views = menu(kim, 'Views');
  const near = await views.getByRole('menuitemradio', { name: /^Ending in 14 days/ }).innerText();
  const many = Number(near.match(/(\d+) (person|people)/)[1]);
  assert.ok(many > 0);
  await pick(kim, views, 'Ending in 14 days', 'menuitemradio');
  await kim.waitForURL((url) => url.searchParams.get('q') === 'ending:14');
  await row(kim, 'Kay Keys').waitFor();
  const table = kim.getByRole('table', { name: 'Users' });
  assert.equal(Number(await table.getAttribute('aria-rowcount')) - 1, many);
});

story('whoever’s minute comes is Ended in the open page, without the server; their next request is refused', async ({ person, allow }) => {
  // Minutes pass without the network: the page may ask for the feed meanwhile.
  allow(/status of 4(01|03|04)|ERR_INTERNET_DISCONNECTED/);
  const olga = await person();
  await olga.clock.install();
  await signIn(olga);
  const eve = await join(olga, { email: 'eve-ended@meridian.test', name: 'Eve Ended', role: 'admin' });
  const visitor = await person();
  await signIn(visitor, eve);
  await setEnd(olga, 'Eve Ended', Date.now() + 4 * 60_000);
  await find(olga, 'Eve Ended');
  await status(olga, 'Eve Ended').getByText(/^Active · ends /).waitFor();
  // What opens is there before the network goes.
  const filter = button(olga, 'Status');
  await filter.click();
  const ended = olga.getByRole('listbox', { name: 'Status' }).getByRole('option', { name: /^Ended/ });
  await ended.filter({ hasText: '0' }).waitFor();
  await olga.keyboard.press('Escape');
  await olga.context().setOffline(true);
  await olga.clock.fastForward('03:00');
  await status(olga, 'Eve Ended').getByText(/^Active · ends /).waitFor();
  await olga.clock.fastForward('02:00');
  await status(olga, 'Eve Ended').getByText('Ended', { exact: true }).waitFor();
  await filter.click();
  await ended.filter({ hasText: '1' }).waitFor();
  await olga.keyboard.press('Escape');
  await olga.context().setOffline(false);

  // The server goes by its own clock.
  await setEnd(olga, 'Eve Ended', Date.now() + 1_500);
  const gone = () => visitor.request.get('/o/demo/snapshot').then((answer) => answer.status());
  assert.equal(await gone(), 200);
  await assert.doesNotReject(async () => {
    for (const began = Date.now(); (await gone()) === 200; ) assert.ok(Date.now() - began < 10_000, 'refused in time');
  });
  await find(olga, 'Eve Ended');
  await openEnd(olga, 'Eve Ended');
  await endDialog(olga, 'Eve Ended').getByText('They can sign in again at once. This takes a seat.').waitFor();
});

story('Olga makes Tom an Admin for a week: the row counts down, his next request is an Admin’s, and it returns by itself', async ({ person }) => {
  const olga = await person(berlin);
  await olga.clock.install();
  await signIn(olga);
  const tom = await join(olga, { email: 'tom-lent@meridian.test', name: 'Tom Lent' });
  const visitor = await person();
  await signIn(visitor, tom, '/account');
  const people = () => visitor.request.get('/o/demo/snapshot').then((answer) => answer.status());
  assert.equal(await people(), 404);
  await find(olga, 'Tom Lent');
  await roleButton(olga, 'Tom Lent', 'Member').click();
  await item(olga, 'Role of Tom Lent', /^Only until…/).click();
  const dialog = roleDialog(olga, 'Tom Lent');
  await focused(olga, dialog.getByLabel('Role'));
  await dialog.getByLabel('Role').selectOption({ label: 'Owner' });
  await dialog.getByText('As Owner they can do everything that you can: change the seats, and remove any Owner, you too.').waitFor();
  await dialog.getByLabel('Role').selectOption({ label: 'Admin' });
  await dialog.getByRole('button', { name: 'Give role' }).click();
  await dialog.getByRole('alert').getByText('Choose a day and a time.').waitFor();
  await dialog.getByRole('button', { name: 'In 7 days' }).click();
  const day = told(await dayIn(olga, 7));
  await dialog.getByText(`From ${day}, 18:00 they are Member again. Nobody has to do anything.`).waitFor();
  await accessible(olga, everyWidth);
  await dialog.getByRole('button', { name: 'Tomorrow' }).click();
  await dialog.getByRole('button', { name: 'Give role' }).click();
  await toast(olga, `Tom Lent is Admin until ${told(await dayIn(olga, 1))}, 18:00`).waitFor();
  await focused(olga, roleButton(olga, 'Tom Lent', 'Admin'));
  await roleCell(olga, 'Tom Lent').getByText(/^until (Mon|Tue|Wed|Thu|Fri|Sat|Sun) 18:00$/).waitFor();
  assert.equal(await people(), 200);
  await accessible(olga, everyWidth);

  await button(olga, 'Undo').click();
  await toast(olga, 'Undone').waitFor();
  await roleButton(olga, 'Tom Lent', 'Member').waitFor();
  assert.equal(await roleCell(olga, 'Tom Lent').getByText(/^until/).count(), 0);
  assert.equal(await people(), 404);

  const { seq, roles } = await snapshot(olga);
  const role = roles.find((one) => one.slug === 'admin').id;
  const users = [await known(olga, 'Tom Lent')];
  await call(olga, 'users/lend_role', {
    org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users, role, until: Date.now() + 3 * 60_000, then: null,
  });
  await find(olga, 'Tom Lent');
  await roleButton(olga, 'Tom Lent', 'Admin').waitFor();
  // The page's own clock runs once the people are there.
  await loaded(olga);
  await olga.clock.fastForward('04:00');
  await roleButton(olga, 'Tom Lent', 'Member').waitFor();
  assert.equal(await roleCell(olga, 'Tom Lent').locator('.role-until').isVisible(), false);
});

story('by keyboard alone: a role for a while, and then for good', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await join(kim, { email: 'lou-lent@meridian.test', name: 'Lou Lent' });
  await find(kim, 'Lou Lent');
  await tabTo(kim, roleButton(kim, 'Lou Lent', 'Member'));
  await kim.keyboard.press('Enter');
  await pick(kim, menu(kim, 'Role of Lou Lent'), 'Only until…');
  const dialog = roleDialog(kim, 'Lou Lent');
  await focused(kim, dialog.getByLabel('Role'));
  await kim.keyboard.press('t');
  assert.equal(await dialog.getByLabel('Role').evaluate((select) => select.selectedOptions[0].label), 'Team owner');
  await tabTo(kim, dialog.getByRole('button', { name: 'In 30 days' }));
  await kim.keyboard.press('Enter');
  await tabTo(kim, dialog.getByRole('button', { name: 'Give role' }));
  await kim.keyboard.press('Enter');
  await toast(kim, /^Lou Lent is Team owner until /).waitFor();
  await focused(kim, roleButton(kim, 'Lou Lent', 'Team owner'));
  await roleCell(kim, 'Lou Lent').getByText(`until ${told(await dayIn(kim, 30)).slice(0, -5)}`).waitFor();
  await kim.keyboard.press('Enter');
  await menu(kim, 'Role of Lou Lent').getByText(/^Until .* then Member\. Choose it to keep it for good\.$/).waitFor();
  await pick(kim, menu(kim, 'Role of Lou Lent'), 'Team owner', 'menuitemradio');
  await toast(kim, 'Lou Lent is now Team owner').waitFor();
  assert.equal(await roleCell(kim, 'Lou Lent').locator('.role-until').isVisible(), false);
});

story('who may not do it sees why: Olga for herself, Ada for an Owner', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const ada = await join(olga, { email: 'ada-dates@meridian.test', name: 'Ada Dates', role: 'admin' });
  await join(olga, { email: 'oto-owns@meridian.test', name: 'Oto Owns', role: 'owner' });
  const page = await person();
  await signIn(page, ada);
  for (const [name, why] of [['Ada Dates', 'You cannot do this to yourself.'], ['Oto Owns', /^They may /]]) {
    await find(page, name);
    await actions(page, name).click();
    const line = item(page, `Actions for ${name}`, /^Set end date/);
    assert.equal(await line.getAttribute('aria-disabled'), 'true');
    await line.getByText(why).waitFor();
    await page.keyboard.press('Escape');
  }
});
