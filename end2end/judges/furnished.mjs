// An organization with one of everything, and what each door of the server is asked there: more than the pages ask on a walk.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { linkIn, owner } from '../support/cast.mjs';
import { cookieOf } from './judged.mjs';

const source = fileURLToPath(new URL('../../app/src/api/', import.meta.url));

/** Every server function there is, as the source mounts it. */
export const functions = () =>
  readdirSync(source).flatMap((file) =>
    [...readFileSync(source + file, 'utf8').matchAll(/^#\[server\(.*endpoint = "([^"]+)"/gm)].map(([, path]) => path));

const uuid = (text) => text.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');

/** Makes one of everything. Answers their ids. */
export async function furnish(muster) {
  const cookie = await cookieOf(muster);
  const headers = { cookie, origin: muster.url, 'content-type': 'application/json' };
  const post = async (name, body) => {
    const answer = await fetch(`${muster.url}/api/${name}`, { method: 'POST', headers, body: JSON.stringify(body) });
    if (!answer.ok) throw new Error(`${name}: ${answer.status} ${await answer.text()}`);
    return answer.json();
  };
  const people = await (await fetch(`${muster.url}/o/demo/snapshot`, { headers })).json();
  const role = Object.fromEntries(people.roles.map(({ slug, id }) => [slug, id]));
  const teams = people.teams.map(({ id }) => id);
  const states = [...people.people.states];
  const of = (state) => states.flatMap((one, at) => (one === state ? [uuid(people.people.ids.slice(at * 32, at * 32 + 32))] : []));
  const command = async (name, body) => {
    const { events, command: id } = await post(name, { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: people.seq, ...body });
    return { ...events.at(-1).change, id };
  };
  const { role_created: { role: reader } } = await command('roles/create', { name: 'Reader', permissions: ['users.read'] });
  const shape = { name: 'Starters', role: role.member, teams: [teams[0]], access_days: 90, note: null };
  const { bundle_created: { bundle } } = await command('bundles/create', { shape });
  const view = { id: crypto.randomUUID(), name: 'Owners', query: 'role=owner', alarm_above: 0 };
  await post('views/save', { org: 'demo', view });
  const { id: done } = await command('organization/change', { change: { allowed_domains: ['demo.test', 'meridian.test'], take_requests: true } });
  const secret = async (email, path) => linkIn(await muster.mail.next(email), path).split('#')[1];
  await command('invitations/send', {
    invite: { addresses: [{ email: 'ivy@demo.test', name: null }], role: role.member, teams: [], days: 7, note: null },
  });
  await post('accounts/request_email_change', { password: owner.password, email: 'olga@demo.test' });
  await post('requests/ask', { org: 'demo', name: 'Kit', email: 'kit@demo.test' });
  await post('requests/confirm', { token: await secret('kit@demo.test', 'join') });
  await post('requests/ask', { org: 'demo', name: 'Kim', email: 'kim@demo.test' });
  const sessions = await post('accounts/sessions', {});
  const then = (await (await fetch(`${muster.url}/o/demo/snapshot`, { headers })).json()).people;
  const request = uuid(then.ids.slice([...then.states].indexOf('q') * 32).slice(0, 32));
  return {
    org: 'demo', done, event: people.seq + 1, role, teams, shape, view, reader: reader.id, bundle: bundle.id, request,
    active: of('a').filter((id) => id !== people.viewer.actor.user), suspended: of('s'), invited: of('i'),
    email: people.people.text.split('\n')[0].split('\t')[1], session: sessions[0].id,
    invitation: await secret('ivy@demo.test', 'invite'),
    mailbox: await secret('olga@demo.test', 'verify-email'),
    asking: await secret('kim@demo.test', 'join'),
    reset: (await muster.run('account', 'reset-link', '--email', owner.email)).trim().split('#')[1],
  };
}

/** What every door is asked, by its path: each with all of its parameters. */
export function asked(facts) {
  const { org, role, teams, shape, view, reader, bundle, email } = facts;
  const command = (body) => ({ org, intent_id: crypto.randomUUID(), seen_seq: 1_000_000, ...body });
  const [one, other, third] = facts.active;
  const { password } = owner;
  const [now, day] = [Date.now(), 86_400_000];
  const options = { role: role.member, days: 7, mails: false, suspend_others: false, create_teams: true };
  const list = { org, file: 'email,name,role,teams\nfresh@demo.test,Fresh,member,Design', columns: null, options };
  const strange = 'x'.repeat(43);
  const filter = { themes: ['role_given'], actor: { user: one }, subject: other, from: now - 90 * day, to: now, command: crypto.randomUUID() };
  return {
    'users/set_role': command({ users: [one], role: role.admin }),
    'users/lend_role': command({ users: [one], role: role.admin, until: now + 2 * day, then: role.member }),
    'users/set_end_date': command({ users: [one], ends_at: now + 2 * day }),
    'users/change_teams': command({ users: [one], add: [teams[0]], remove: [teams[1]] }),
    'users/suspend': command({ users: [other], reason: 'On leave', successors: [], heir: null }),
    'users/reactivate': command({ users: [facts.suspended[0]] }),
    'users/remove': command({ users: [third], reason: 'Left', successors: [], heir: one }),
    'users/restore': command({ users: [facts.suspended[0]] }),
    'users/sign_out': command({ users: [one] }),
    'users/rename': command({ user: one, name: 'Somebody Else' }),
    'users/propose_email': command({ user: one, email: 'new@demo.test' }),
    'users/send_password_reset': command({ user: one }),
    'users/lift_lock': command({ user: one }),
    'users/leave': command({}),
    'users/undo': command({ command: facts.done }),
    'users/cancel': { org, intent_id: crypto.randomUUID() },
    'people/edit': command({ people: [{ user: one }], edit: { role: role.admin } }),
    'people/first_page': { org, query: 'q=ana&role=member&team=design&status=active&sort=name&dir=desc' },
    'people/difference': { org, since: now - 90 * day, until: now - day },
    'people/panel': { org, person: { user: one } },
    'people/history': { org, person: { user: one }, before: 1_000 },
    'invitations/send': command({
      invite: {
        addresses: [{ email: 'nina@demo.test', name: 'Nina' }], role: role.member, teams: [teams[0]], days: 7, note: 'See you',
        access_days: 90, bundle,
      },
    }),
    'invitations/resend': command({ invitations: [facts.invited[0]] }),
    'invitations/copy_link': command({ invitation: facts.invited[0] }),
    'invitations/readdress': command({ invitation: facts.invited[0], email: 'mended@demo.test' }),
    'invitations/revoke': command({ invitations: [facts.invited[0]] }),
    'invitations/reopen': command({ invitations: [facts.invited[0]] }),
    'invitations/look_up': { token: facts.invitation },
    'invitations/accept_as_new': { token: facts.invitation, name: 'Ivy', password: 'a new good password' },
    'invitations/accept_with_password': { token: facts.invitation, password },
    'invitations/accept_signed_in': { token: facts.invitation },
    'lists/plan': list,
    'lists/import': { ...list, intent_id: crypto.randomUUID(), digest: '', unticked: [] },
    'teams/list': { org },
    'teams/candidates': { org, team: teams[0], text: 'ana' },
    'teams/create': command({ name: 'New' }),
    'teams/rename': command({ team: teams[0], name: 'Renamed' }),
    'teams/remove': command({ team: teams[0] }),
    'teams/set_owner': command({ team: teams[0], user: one, owner: true }),
    'organization/general': { org },
    'organization/change': command({ change: { name: 'Changed', seat_limit: [500], allowed_domains: ['demo.test'], take_requests: true } }),
    'organization/hand_over': command({ email }),
    'audit/list': { org, filter, before: 1_000 },
    'audit/attempts': { org, filter: { ...filter, command: null }, before: null },
    'audit/people': { org, text: 'ana lima' },
    'audit/event': { org, event: facts.event },
    'audit/revert': command({ event: facts.event }),
    'roles/list': { org },
    'roles/holders': { org, role: reader },
    'roles/create': command({ name: 'New', permissions: ['users.read'] }),
    'roles/change': command({ role: reader, name: 'Renamed', permissions: ['users.read'] }),
    'roles/remove': command({ role: reader, move_to: role.member }),
    'bundles/usable': { org },
    'bundles/list': { org },
    'bundles/strayed': { org, bundle },
    'bundles/create': command({ shape: { ...shape, name: 'Others', note: 'Welcome' } }),
    'bundles/change': command({ bundle, shape: { ...shape, name: 'Renamed' } }),
    'bundles/remove': command({ bundle }),
    'bundles/follow': command({ users: [one] }),
    'views/list': { org },
    'views/save': { org, view: { ...view, name: 'Renamed', query: 'q=ana&role=member' } },
    'views/remove': { org, view: view.id },
    'requests/look_up': { org },
    'requests/ask': { org, name: 'Eve', email: 'eve@demo.test' },
    'requests/confirm': { token: facts.asking },
    'requests/approve': command({ requests: [facts.request], role: role.member, teams: [teams[0]] }),
    'requests/decline': command({ requests: [facts.request] }),
    'accounts/me': {},
    'accounts/sign_in': { email, password },
    'accounts/second_step': {},
    'accounts/enter_code': { code: '123456' },
    'accounts/rename': { name: 'Olga Owner' },
    'accounts/set_preferences': { preferences: { shortcuts_off: true } },
    'accounts/set_language': { language: 'en' },
    // A wrong one, as it is typed: with the right one every try would be the password from then on.
    'accounts/change_password': { current: 'not the password', new: 'a new good password' },
    'accounts/request_email_change': { password, email: 'olga@demo.test' },
    'accounts/look_up_email': { token: facts.mailbox },
    'accounts/verify_email': { token: facts.mailbox, password },
    'accounts/request_reset': { email },
    'accounts/look_up_reset': { token: facts.reset },
    'accounts/reset': { token: facts.reset, password: 'a new good password' },
    'accounts/sessions': {},
    'accounts/end_session': { id: facts.session },
    'accounts/sign_out_everywhere': {},
    'second_factor/mine': {},
    'second_factor/set_up': {},
    'second_factor/turn_on': { sealed: strange, password, code: '123456' },
    'second_factor/new_codes': { password },
    'second_factor/turn_off': { password },
    'passkeys/mine': {},
    'passkeys/set_up': { password },
    'passkeys/add': { name: 'Laptop', sealed: strange, credential: '{}' },
    'passkeys/remove': { passkey: crypto.randomUUID(), password },
    'passkeys/ask': { second: false },
    'passkeys/sign_in': { second: false, credential: '{}' },
    'installation/look_up': { token: strange },
    'installation/set_up': { token: strange, name: 'Eve', email: 'eve@demo.test', password: 'a new good password', organization: 'Evil' },
  };
}
