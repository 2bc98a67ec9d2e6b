// sqlmap on everything that the pages ask, and on every other door. `node end2end/judges/injection.mjs [word …]`: those
// requests alone that have a word in them.
//
// A walk through the pages says what they ask; every server function that the walk does not come by is asked too, or the judge
// fails. Each distinct request (method, path, names of its parameters) goes to sqlmap with each of its values marked: parts of
// the path, of the query, and whatever stands in the JSON. Each has a server of its own, on a copy of the database as it was
// after the walk, so that no request spoils what another needs. First sqlmap has to find what can be injected into.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { demo, usersPage } from '../support/cast.mjs';
import { freePort, listening } from '../support/ports.mjs';
import { between, trusting } from './between.mjs';
import { asked, functions, furnish } from './furnished.mjs';
import { cookieOf, program, startJudged, troubles, verdict } from './judged.mjs';
import { isTyped, marked, shape } from './marks.mjs';
import { walked } from './walk.mjs';

const AT_ONCE = Number(process.env.SQLMAP_AT_ONCE ?? 2);
/** What sqlmap says of a value is one of these; a value of which it says neither was not tested. */
const clean = /\[WARNING\] (.+ parameter '[^']+') does not seem to be injectable/g;
const injectable = /sqlmap identified the following injection point/;
/** What no person signed in asks: their session would be somebody else's. */
const STRANGERS = new RegExp(
  '^/(sign-in|api/(accounts/(sign_in|second_step|enter_code|reset|look_up_reset|request_reset)|installation|' +
    'requests/(ask|confirm|look_up)|passkeys/(ask|sign_in)|invitations/(look_up|accept_as_new|accept_with_password)))',
);

const folder = await mkdtemp(join(tmpdir(), 'muster-judge-'));
const kept = join(folder, 'installation');

/** How hard sqlmap tries. What is typed is refused before a query whatever else it says; a page takes long to make, and what its
 * address says is asked of the export and the snapshot too. */
const level = ({ method, address }, isText) => (isText && (method !== 'GET' || /snapshot|export/.test(address)) ? '2' : '1');

/** Runs sqlmap on those values of a request to `base`. Answers how many it tested, of how many, and what it found. */
async function inject(base, request, name, isText) {
  const { method, address, type, body, count } = marked(request, (text) => isTyped(text) !== isText);
  const cookie = isText && request.cookie;
  const values = count + (cookie ? 1 : 0);
  if (values === 0) return { values, tested: 0, found: [] };
  const place = join(folder, `${name}-${isText ? 'text' : 'typed'}`);
  const head = [
    `${method} ${address} HTTP/1.1`, `Host: ${new URL(base).host}`, ...(body ? [`Content-Type: ${type}`] : []),
    ...(cookie ? [`Cookie: ${cookie}*`] : []),
  ];
  await writeFile(`${place}.txt`, `${head.join('\r\n')}\r\n\r\n${body}`);
  const options = [
    '-r', `${place}.txt`, '--batch', '--flush-session', '--output-dir', place, '--disable-coloring', '--ignore-code=*',
    '--ignore-redirects', '--drop-set-cookie', '--timeout', '60', '--dbms', 'sqlite', '--level', level(request, isText),
    '--risk', '2', '--technique', 'BEUST',
  ];
  const sqlmap = spawn(program('sqlmap'), options, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [sqlmap.stdout, sqlmap.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  await once(sqlmap, 'exit');
  const tested = new Set([...said.matchAll(clean)].map(([, value]) => value)).size;
  const found = injectable.test(said) ? [said.slice(said.search(injectable)).slice(0, 1_500)] : [];
  if (found.length === 0 && tested < values) found.push(`${tested} of ${values} values were tested: ${said.slice(-600)}`);
  return { values, tested, found };
}

/** Whether sqlmap sees what there is to see: what gets into a query. */
async function seesWhatIsThere() {
  const port = await freePort();
  const door = spawn('python3', [fileURLToPath(new URL('injectable.py', import.meta.url)), String(port)], { stdio: 'ignore' });
  try {
    await listening(port, () => door.exitCode === null);
    const through = await between({ url: `http://127.0.0.1:${port}` });
    const body = JSON.stringify({ filter: { text: 'Ana' }, other: 'Ben', before: null });
    const { found } = await inject(through.url, { method: 'POST', address: '/api/any', type: 'application/json', body }, 'injectable', true);
    await through.close();
    return found.some((one) => injectable.test(one) && one.includes('JSON #1*'));
  } finally {
    door.kill();
  }
}

/** Every distinct request, those of the walk first: what else a door takes is a request of its own. */
async function requests() {
  const env = { MUSTER_DATABASE_URL: `sqlite://${kept}/muster.db`, MUSTER_SECRET_FILE: `${kept}/secret.key` };
  await mkdir(kept);
  const muster = await startJudged({ prepare: demo(60), mail: true, host: 'localhost', env });
  try {
    const facts = await furnish(muster);
    const seen = await walked(muster, facts);
    const visited = seen.filter(({ address }) => !/^\/(pkg|fonts)\/|\.[a-z0-9]+$/.test(address)).map(({ type = '', ...one }) => ({ ...one, type }));
    const doors = Object.entries(asked(facts)).map(([path, body]) => ({
      method: 'POST', address: `/api/${path}`, type: 'application/json', body: JSON.stringify(body),
    }));
    const form = { method: 'POST', type: 'application/x-www-form-urlencoded' };
    const others = [
      ...[
        '/o/demo/export?format=csv&q=ana&role=member&team=design&status=active&sort=name&dir=desc&as_of=2026-06-01',
        '/o/demo/snapshot?as_of=2026-06-01', '/o/demo/audit/chain',
        `/o/demo/audit/export?format=csv&kind=standing&actor=${facts.active[0]}&subject=${facts.active[1]}&from=2026-01-01&to=2026-12-31`,
        `${usersPage}?as-of=2026-06-01&since=2026-01-01`,
      ].map((address) => ({ method: 'GET', address, type: '' })),
      { ...form, address: '/sign-in', body: 'email=ana@demo.test&password=not+the+password&next=/account' },
      { method: 'POST', type: 'application/json', address: '/o/demo/here', body: JSON.stringify({ at: { user: facts.active[0] } }) },
      { method: 'GET', type: '', address: '/o/demo/snapshot', cookie: await cookieOf(muster) },
    ];
    const distinct = new Map();
    for (const one of [...visited, ...doors, ...others]) {
      const key = `${shape(one)}${one.cookie ? ' cookie' : ''}`;
      if (!distinct.has(key)) distinct.set(key, one);
    }
    const all = [...distinct.values()];
    const open = functions().filter((path) => !all.some(({ address }) => address === `/api/${path}`));
    if (open.length > 0) throw new Error(`not asked: ${open.join(', ')}`);
    console.log(`${seen.length} requests of a walk; ${all.length} distinct ones with every door, of ${functions().length} server functions`);
    const wrong = await troubles(muster);
    if (wrong.length > 0) throw new Error(`the walk itself: ${wrong.join('\n')}`);
    return all;
  } finally {
    await muster.stop();
  }
}

/** Judges one request at a server of its own. Answers how many values were tested, of how many, and what was found. */
async function judge(request, number) {
  const name = `${request.method} ${request.address}`;
  const values = marked(request).count + (request.cookie ? 1 : 0);
  if (values === 0) return { name, values, tested: 0, found: [] };
  const prepare = (muster) => cp(kept, muster.folder, { recursive: true });
  const muster = await startJudged({ prepare, mail: true, host: 'localhost', env: trusting });
  const known = request.visitor || STRANGERS.test(request.address);
  const intent = request.body?.includes('intent_id') ? JSON.parse(request.body).intent_id : undefined;
  const through = await between(muster, { signIn: known ? undefined : () => cookieOf(muster), intent });
  try {
    const both = [await inject(through.url, request, String(number), false), await inject(through.url, request, String(number), true)];
    const tested = both[0].tested + both[1].tested;
    const found = both.flatMap((one) => one.found);
    found.push(...(await troubles(muster)));
    const { statuses } = through;
    const answers = Object.entries(statuses).map(([status, count]) => `${count}×${status}`).join(' ');
    if (statuses[400] && Object.keys(statuses).length === 1) found.push('the request itself is not understood');
    if (Object.keys(statuses).some((status) => !/^[234]..$/.test(status))) found.push(`answers: ${answers}`);
    if (through.heldUp() > 0) found.push(`${through.heldUp()} were held up before they came to a query`);
    console.log(`  ${name.slice(0, 100)}: ${tested} of ${values} values, ${answers}${found.length > 0 ? ' FOUND' : ''}`);
    return { name, values, tested, found: found.map((one) => `${name}: ${one}`) };
  } finally {
    await through.close();
    await muster.stop();
  }
}

program('sqlmap');
try {
  if (!(await seesWhatIsThere())) throw new Error('sqlmap does not see what can be injected into: it judges nothing');
  console.log('sqlmap sees what can be injected into');
  const words = process.argv.slice(2);
  const all = (await requests()).filter(({ address }) => words.length === 0 || words.some((word) => address.includes(word)));
  const results = [];
  const waiting = all.entries();
  await Promise.all(Array.from({ length: AT_ONCE }, async () => {
    for (const [number, request] of waiting) results.push(await judge(request, number));
  }));
  const sum = (key) => results.reduce((total, one) => total + one[key], 0);
  const bare = results.filter(({ values }) => values === 0).length;
  console.log(`${results.length - bare} requests judged, ${bare} without a value; ${sum('tested')} of ${sum('values')} values tested`);
  const found = results.flatMap((one) => one.found);
  if (results.length < all.length) found.push(`${all.length - results.length} requests were not judged`);
  verdict('sqlmap', found);
} finally {
  await rm(folder, { recursive: true, force: true });
}
