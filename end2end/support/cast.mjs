// Who plays in the stories: the demo's Owner, and people who join it.
import { writeFile } from 'node:fs/promises';

export const owner = { email: 'owner@demo.test', password: 'a long demo password' };
export const usersPage = '/o/demo/settings/users';

/** Fills the database with the demo organization: as `prepare` of a site. The same people every time. */
export const demo = (users = 120) => async (muster) => {
  const file = `${muster.folder}/password`;
  await writeFile(file, owner.password);
  await muster.run('demo', '--users', String(users), '--seed', '42', '--password-file', file);
};

/** Signs in by the form. */
export async function signIn(page, { email, password } = owner, next = usersPage) {
  await page.open(`/sign-in?next=${encodeURIComponent(next)}`);
  await page.getByRole('textbox', { name: 'Email' }).fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.waitForURL((url) => !url.pathname.startsWith('/sign-in'));
  await page.locator('html[data-ready]').waitFor();
}

/** Calls a server function as the page's own person. Answers what it answered; fails on a refusal. */
export async function call(page, name, body) {
  const origin = new URL(page.url()).origin;
  const answer = await page.request.post(`${origin}/api/${name}`, {
    data: body,
    headers: { origin, 'content-type': 'application/json' },
  });
  if (!answer.ok()) throw new Error(`${name}: ${answer.status()} ${await answer.text()}`);
  return answer.json();
}

/** What the page's person sees of the organization. */
export async function snapshot(page, org = 'demo') {
  const answer = await page.request.get(`/o/${org}/snapshot`);
  return answer.json();
}

/** The address of a link in a mail, such as to `/invite`. */
export const linkIn = (mail, path) => mail.text.match(new RegExp(`http\\S+/${path}#[\\w-]{43}`))[0];

/**
 * Has the Owner (signed in on `page`) invite somebody with a role, and that person accept. Answers who they are.
 * Where the site has a mail server (`mail`), the link is in a mail.
 */
export async function join(page, { email, name, role = 'member', teams = [], mail }) {
  const { roles, teams: known, seq } = await snapshot(page);
  const answer = await call(page, 'invitations/send', {
    org: 'demo',
    intent_id: crypto.randomUUID(),
    seen_seq: seq,
    invite: {
      addresses: [{ email, name: null }],
      role: roles.find((one) => one.slug === role).id,
      teams: teams.map((slug) => known.find((one) => one.slug === slug).id),
      days: 7,
      note: null,
    },
  });
  const url = mail ? linkIn(await mail.next(email), 'invite') : answer.links[0].url;
  const password = `password of ${email}`;
  const context = await page.context().browser().newContext();
  try {
    const origin = new URL(page.url()).origin;
    const accepted = await context.request.post(`${origin}/api/invitations/accept_as_new`, {
      data: { token: new URL(url).hash.slice(1), name, password },
      headers: { origin, 'content-type': 'application/json' },
    });
    if (!accepted.ok()) throw new Error(`accept: ${accepted.status()} ${await accepted.text()}`);
  } finally {
    await context.close();
  }
  return { email, name, password };
}

/** Invites somebody as the page's person. Answers the link, where the site has no mail server. */
export async function invite(page, { email, role = 'member', note = null }) {
  const { roles, seq } = await snapshot(page);
  const answer = await call(page, 'invitations/send', {
    org: 'demo',
    intent_id: crypto.randomUUID(),
    seen_seq: seq,
    invite: { addresses: [{ email, name: null }], role: roles.find((one) => one.slug === role).id, teams: [], days: 7, note },
  });
  return answer.links[0]?.url;
}

/** Pages that are opened from now on hear nothing of what others do: so it is just before they would. */
export const deaf = (muster) => muster.chaos.mute(/\/feed\?/);

/** Waits until the page has the people. */
export const loaded = (page) => page.waitForFunction(() => document.querySelector('tbody input:enabled'));

/** The row of somebody. */
export const row = (page, name) => page.getByRole('row').filter({ has: page.getByRole('rowheader', { name }) });
