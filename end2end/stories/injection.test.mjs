// S-54: what people type is text wherever it is shown, whatever it would like to be.
import assert from 'node:assert/strict';
import { call, demo, linkIn, owner, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { alive, hidden, payloads } from '../support/payloads.mjs';
import { site, story } from '../support/story.mjs';
import { cells } from '../support/table.mjs';

site({ prepare: demo(5), mail: true });

const settings = (page) => `/o/demo/settings/${page}`;
const button = (page, name) => page.getByRole('button', { name, exact: true });
const section = (page, name) => page.getByRole('region', { name, exact: true });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words, { exact: true });
const command = { org: 'demo', seen_seq: 0 };
const intent = () => ({ ...command, intent_id: crypto.randomUUID() });

/** The payloads, as many in one text as fit: fewer people, pages and mails that way. */
const batches = (limit, between = ' ') => payloads.reduce((texts, payload) => {
  const longer = texts.length > 0 ? texts.at(-1) + between + payload : payload;
  return [...longer].length <= limit ? [...texts.slice(0, -1), longer] : [...texts, payload];
}, []);
const names = batches(200);

/** Somebody who notes every dialog that a page opens. */
const wary = async (person, options) => {
  const page = await person(options);
  page.opened = [];
  page.on('dialog', (dialog) => {
    page.opened.push(dialog.message());
    dialog.dismiss();
  });
  return page;
};
const inert = async (page, where) => {
  assert.deepEqual(await alive(page), [], where);
  assert.deepEqual(page.opened, [], where);
};

/** Renames the organization. */
const called = async (page, name) =>
  call(page, 'organization/change', { ...intent(), seen_seq: (await snapshot(page)).seq, change: { name, seat_limit: [], seat_policy: null } });
const invite = async (page, addresses, more = {}) => {
  const { roles } = await snapshot(page);
  const role = roles.find((one) => one.slug === 'member').id;
  return call(page, 'invitations/send', {
    ...intent(), invite: { addresses, role, teams: [], days: 7, note: null, ...more },
  });
};

/** Two teams may not differ in case or width alone: each has a number. */
const teams = payloads.map((payload, number) => `${payload} ${number}`);

/** Once for all stories: everybody and everything in the organization is called what the payloads say. */
let filled;
const fill = (page, muster) => (filled ??= (async () => {
  const { seq } = await snapshot(page);
  await call(page, 'organization/change', { ...intent(), seen_seq: seq, change: { name: null, seat_limit: [null], seat_policy: null } });
  for (const name of teams) await call(page, 'teams/create', { ...intent(), name });
  await invite(page, payloads.map((name, number) => ({ email: `p${number}@invited.test`, name })));
  await invite(page, names.map((name, number) => ({ email: `p${number}@active.test`, name: null })));
  const context = await page.context().browser().newContext();
  const origin = new URL(page.url()).origin;
  for (const [number, name] of names.entries()) {
    const link = linkIn(await muster.mail.next(`p${number}@active.test`), 'invite');
    const accepted = await context.request.post(`${origin}/api/invitations/accept_as_new`, {
      data: { token: new URL(link).hash.slice(1), name, password: owner.password },
      headers: { origin },
    });
    assert.ok(accepted.ok(), await accepted.text());
    await context.clearCookies();
  }
  await context.close();
})());

story('s_54 the payloads run where nothing stops them: the stories below could see it', async ({ person, allow }) => {
  allow(/./);
  const page = await wary(person);
  let lively = 0;
  for (const payload of payloads) {
    await page.evaluate(() => delete globalThis.__xss);
    await page.setContent(`<!DOCTYPE html><title>x</title><p title="x">${payload}</p>`, { waitUntil: 'commit' });
    if ((await alive(page)).length > 0) lively += 1;
  }
  assert.ok(lively >= 60, `${lively} of ${payloads.length}`);
});

story('s_54 Users: hostile names are text in the list, and are found by themselves', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  await olga.open(`${usersPage}?q=invited.test`);
  await inert(olga, 'as it comes');
  const called = olga.locator('tbody .person-called');
  await olga.waitForFunction((rows) => document.querySelectorAll('tbody .person-called').length === rows, payloads.length);
  assert.deepEqual((await called.allTextContents()).sort(), [...payloads].sort());
  const search = olga.getByRole('searchbox', { name: 'Search users' });
  for (const payload of payloads.filter((_, number) => number % 2 === 0)) {
    // Quotes and a minus say how to search; all else is text.
    await search.fill(payload.replaceAll('"', ' ').replaceAll(/(^| )-+/g, ' '));
    await olga.waitForFunction(([payload, all]) => {
      const found = [...document.querySelectorAll('tbody .person-called')].map((name) => name.textContent);
      return found.length < all && found.includes(payload);
    }, [payload, payloads.length]);
  }
  await inert(olga, 'searched');
});

story('s_54 Users: menus, lists, dialogs and messages name hostile people and teams as text', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  const one = (number) => `${usersPage}?q=p${number}@active.test`;
  for (let number = 0; number < names.length; number += 5) {
    const name = names[number];
    await olga.open(one(number));
    await button(olga, `Change role of ${name}: Member`).click();
    await olga.getByRole('menu', { name: `Role of ${name}`, exact: true }).getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
    await toast(olga, `${name} is now Admin`).waitFor();
    await button(olga, `Actions for ${name}`).click();
    await olga.getByRole('menu', { name: `Actions for ${name}`, exact: true }).getByRole('menuitem', { name: 'Remove', exact: true }).click();
    await olga.getByRole('alertdialog', { name: `Remove ${name}?`, exact: true }).getByRole('button', { name: 'Cancel' }).click();
    await inert(olga, name);
  }

  // Fifty at a time: the most teams that somebody is in.
  for (const [number, first] of [0, 50, 100].entries()) {
    const name = names[number];
    await olga.open(one(number));
    await button(olga, `Change teams of ${name}: No team`).click();
    const list = olga.getByRole('listbox', { name: `Teams of ${name}`, exact: true });
    await list.getByRole('option').nth(teams.length - 1).waitFor();
    await list.getByRole('option').evaluateAll(
      (options, some) => options.filter((option) => some.some((team) => option.textContent.trim().endsWith(team))).forEach((option) => option.click()),
      teams.slice(first, first + 50),
    );
    await inert(olga, 'the list of teams');
    await olga.keyboard.press('Escape');
    const became = olga.getByRole('region', { name: 'Notifications' }).getByText(`${name} joined`);
    const said = await became.textContent();
    for (const team of teams.slice(first, first + 50)) assert.ok(said.includes(team), `${team} is not in ${said}`);
    await inert(olga, 'what became of it');
    await olga.open(one(number));
    await olga.getByRole('button', { name: `Change teams of ${name}: ` }).waitFor();
    await inert(olga, 'the teams in the row');
  }

  await olga.getByRole('group', { name: 'Filters' }).getByRole('button', { name: 'Teams' }).click();
  await olga.getByRole('listbox', { name: 'Teams', exact: true }).getByRole('option', { name: teams[0] }).click();
  await button(olga, `Remove filter Team: ${teams[0]}`).waitFor();
  await inert(olga, 'a filter’s chip');
});

story('s_54 Users: an address that leads there, and what is typed into the dialog, are text', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  for (const name of names.filter((_, number) => number % 5 === 0)) {
    const query = new URLSearchParams(Object.fromEntries(['q', 'role', 'team', 'status', 'sort', 'cols', 'dir'].map((key) => [key, name])));
    await olga.open(`${usersPage}?${query}`);
    await inert(olga, name);
  }
  await olga.open(usersPage);
  await olga.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  const field = dialog.getByRole('textbox', { name: 'Email addresses' });
  await field.fill(payloads.join('\n'));
  await field.press('Enter');
  await dialog.getByRole('button', { name: /^Remove / }).nth(60).waitFor();
  await inert(olga, 'chips');
});

story('s_54 Teams: hostile names are text', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  await olga.open(settings('teams'));
  await inert(olga, 'as it comes');
  const shown = await olga.getByRole('main').getByRole('button').allTextContents();
  for (const team of teams) assert.ok(shown.some((text) => text.includes(team)), team);
  const name = names[5];
  for (const team of [teams[0], teams.find((name) => name.startsWith('"><img')), teams.find((name) => name.startsWith('{{'))]) {
    await olga.getByRole('button', { name: team }).first().click();
    const item = olga.getByRole('listitem').filter({ has: button(olga, `Actions for ${team}`) });
    await item.getByRole('searchbox', { name: 'Add people' }).fill('active.test');
    await button(olga, `Add ${name} to ${team}`).click();
    await toast(olga, `${name} is in ${team}`).waitFor();
    await button(olga, `Take ${name} out of ${team}`).waitFor();
    await button(olga, `Actions for ${team}`).click();
    await olga.getByRole('menuitem', { name: 'Rename' }).click();
    const rename = olga.getByRole('textbox', { name: `Name of ${team}`, exact: true });
    assert.equal(await rename.inputValue(), team);
    await rename.press('Escape');
    await button(olga, `Actions for ${team}`).click();
    await olga.getByRole('menuitem', { name: 'Delete team' }).click();
    await olga.getByRole('alertdialog', { name: `Delete ${team}?`, exact: true }).getByRole('button', { name: 'Cancel' }).click();
    await inert(olga, team);
  }
});

story('s_54 mails and the invite page say who invites, where and what, as text', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  const { teams: known } = await snapshot(olga);
  const reader = await wary(person);
  const visitor = await wary(person);
  const notes = batches(2000, '\n');
  for (const [number, name] of names.entries()) {
    await call(olga, 'accounts/rename', { name });
    await called(olga, name);
    const email = `p${number}@mail.test`;
    const theirs = known.filter((_, at) => at % names.length === number).map((team) => team.id);
    const note = notes[number % notes.length];
    await invite(olga, [{ email, name }], { teams: theirs, note });

    const mail = await muster.mail.next(email);
    assert.equal(mail.subject, `${name} invited you to ${name}`);
    await reader.setContent(mail.html);
    assert.equal(await reader.title(), mail.subject);
    assert.equal(await reader.locator('h1').textContent(), mail.subject);
    assert.equal(await reader.locator('blockquote').textContent(), note);
    await inert(reader, `the mail: ${name}`);

    const link = linkIn(mail, 'invite');
    assert.deepEqual(await reader.locator('a').evaluateAll((links) => links.map((one) => one.href)), [link, link]);
    // A page takes longer than a mail: every third will do.
    if (number % 3 !== 0) continue;
    await visitor.goto('about:blank');
    await visitor.open(link);
    await visitor.getByRole('heading', { level: 1, name: `Join ${name}`, exact: true }).waitFor();
    await visitor.getByText(`${name} invited you to ${name}.`, { exact: true }).waitFor();
    assert.equal(await visitor.getByRole('textbox', { name: 'Name' }).inputValue(), name);
    await inert(visitor, `the invite page: ${name}`);
  }
  await called(olga, 'Meridian Works');
});

story('s_54 General: a hostile name of the organization is text in the title, the switcher and the message', async ({ person }) => {
  const olga = await wary(person);
  await signIn(olga, owner, settings('general'));
  const form = section(olga, 'Organization');
  for (const name of names) {
    await form.getByRole('textbox', { name: 'Name' }).fill(name);
    await form.getByRole('button', { name: 'Save name' }).click();
    await olga.waitForFunction((title) => document.title === title, `General · ${name} · Muster`);
    await inert(olga, name);
  }
  await olga.getByRole('button', { name: names.at(-1) }).first().click();
  await olga.getByRole('menu').getByRole('menuitemradio', { name: names.at(-1), exact: true }).waitFor();
  await inert(olga, 'the switcher');
  await olga.keyboard.press('Escape');
  for (const page of ['Roles', 'Audit log', 'Teams', 'Users']) {
    await olga.getByRole('link', { name: page }).click();
    await olga.waitForFunction((title) => document.title === title, `${page} · ${names.at(-1)} · Muster`);
    await inert(olga, page);
  }
  await called(olga, 'Meridian Works');
});

story('s_54 a hostile name of the organization is text in every page that the server writes', async ({ person }) => {
  const olga = await wary(person);
  await signIn(olga);
  try {
    for (const name of names) {
      await called(olga, name);
      await olga.open(settings('general'));
      assert.equal(await olga.title(), `General · ${name} · Muster`);
      assert.equal(await section(olga, 'Organization').getByRole('textbox', { name: 'Name' }).inputValue(), name);
      await inert(olga, `General: ${name}`);
    }
    for (const page of [settings('roles'), settings('audit'), settings('teams'), usersPage, '/account']) {
      await olga.open(page);
      assert.ok((await olga.title()).endsWith(`· ${names.at(-1)} · Muster`), page);
      await inert(olga, page);
    }
    await button(olga, `Leave ${names.at(-1)}`).click();
    await olga.getByRole('alertdialog', { name: `Leave ${names.at(-1)}?`, exact: true }).waitFor();
    await inert(olga, 'the dialog');
  } finally {
    await called(olga, 'Meridian Works');
  }
});

story('s_54 My account: hostile names and browsers are text', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  // A header holds printable ASCII alone.
  const agents = payloads.filter((payload) => /^[\x20-\x7e]+$/.test(payload));
  for (const agent of agents) {
    const answer = await fetch(`${muster.url}/api/accounts/sign_in`, {
      method: 'POST',
      headers: { 'user-agent': `${agent} Firefox/147.0 (X11; Linux)`, 'content-type': 'application/json', origin: muster.url },
      body: JSON.stringify(owner),
    });
    assert.ok(answer.ok, agent);
  }
  const real = await wary(person, { userAgent: '"><img src=x onerror=__xss=1 data-xss>' });
  await signIn(real, owner, '/account');
  await inert(real, 'the browser itself');
  assert.ok((await section(real, 'Sessions').getByRole('listitem').count()) > agents.length);
  const profile = section(real, 'Profile');
  for (const name of names.filter((_, number) => number % 2 === 0 || number === names.length - 1)) {
    await profile.getByRole('textbox', { name: 'Name' }).fill(name);
    const saved = real.waitForResponse((answer) => answer.url().endsWith('/api/accounts/rename'));
    await profile.getByRole('button', { name: 'Save name' }).click();
    assert.ok((await saved).ok());
    await profile.getByRole('button', { name: 'Save name', disabled: false }).waitFor();
    await inert(real, name);
  }
  await real.reload();
  await real.locator('html[data-ready]').waitFor();
  assert.equal(await profile.getByRole('textbox', { name: 'Name' }).inputValue(), names.at(-1));
  await inert(real, 'as the server writes it');
});

story('s_54 characters that hide or reorder others are taken out of names; a name of nothing else is refused', async ({ person, allow }) => {
  allow(/status of 4/);
  const olga = await wary(person);
  await signIn(olga);
  const profile = section(olga, 'Profile');
  for (const [typed, kept] of hidden) {
    await call(olga, 'accounts/rename', { name: typed });
    await called(olga, typed);
    await olga.open('/account');
    assert.equal(await profile.getByRole('textbox', { name: 'Name' }).inputValue(), kept);
    await button(olga, `Leave ${kept}`).waitFor();
    await inert(olga, kept);
  }
  await called(olga, 'Meridian Works');
  for (const nothing of ['\u202e\u200b', '\u2066\u2069 \ufeff', '\u200d']) {
    await profile.getByRole('textbox', { name: 'Name' }).fill(nothing);
    await profile.getByRole('button', { name: 'Save name' }).click();
    await profile.getByText('Enter a name.').waitFor();
    await assert.rejects(call(olga, 'accounts/rename', { name: nothing }), /name/);
  }
  await profile.getByRole('textbox', { name: 'Name' }).fill('x'.repeat(201));
  await profile.getByRole('button', { name: 'Save name' }).click();
  await profile.getByText(/200/).waitFor();
});

story('s_54 an export keeps every name as it is, in cells that a spreadsheet does not run', async ({ person, muster }) => {
  const olga = await wary(person);
  await signIn(olga);
  await fill(olga, muster);
  const csv = await muster.run('export', '--org', 'demo');
  const rows = cells(csv);
  const named = rows.filter((row) => row[1].endsWith('@invited.test')).map(([name]) => name);
  // But for the apostrophes, before what would be run.
  const plain = (text) => text.replaceAll("'", '');
  assert.deepEqual(named.map(plain).sort(), payloads.map(plain).sort());
  for (const row of rows) {
    assert.equal(row.length, rows[0].length);
    for (const cell of row) {
      assert.doesNotMatch(cell, /^[=+\-@\t\r＝＋－＠]/);
      for (const part of cell.split(';')) assert.doesNotMatch(part.trim(), /^[=+\-@＝＋－＠]/, 'where semicolons part cells');
    }
  }
  const json = JSON.parse(await muster.run('export', '--org', 'demo', '--format', 'json'));
  const people = json.filter((one) => one.email.endsWith('@invited.test')).map((one) => one.name);
  assert.deepEqual(people.sort(), [...payloads].sort());
});

story('s_54 a name of nothing to see is refused, whichever characters it is made of', async ({ person, allow }) => {
  allow(/status of 4/);
  const olga = await wary(person);
  await signIn(olga);
  const unseen = ['\u00ad', '\u034f', '\u115f\u1160', '\u17b4', '\u180e', '\u2800', '\u3164', '\uffa0', '\ufe0f', '\u{e0100}', '\u{1d173}'];
  const taken = [];
  for (const name of unseen) {
    const answer = await olga.request.post('/api/accounts/rename', { data: { name }, headers: { origin: new URL(olga.url()).origin } });
    if (answer.ok()) taken.push(`U+${name.codePointAt(0).toString(16).toUpperCase()}`);
  }
  await call(olga, 'accounts/rename', { name: 'Olga Demo' });
  assert.deepEqual(taken, []);
});
