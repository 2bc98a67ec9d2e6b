// A scanner crawls and attacks: as the Owner, and as a visitor. `node end2end/judges/scan.mjs`
//
// Muster is told that it is reached by https, as it is where people use it, so that what it says to browsers then is judged;
// the scanner speaks to it through a proxy that signs in, and whose tries are not counted
// together. SCAN_SECONDS is the longest that a module may take.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { demo, usersPage } from '../support/cast.mjs';
import { between, trusting } from './between.mjs';
import { cookieOf, get, program, routes, startJudged, troubles, verdict } from './judged.mjs';

/** All but what looks for other programs (cms, htp, network_device, nikto, spring4shell, wapp, wp_enum), asks name servers
 * (log4shell, takeover), or judges the TLS of whatever proxy is in front (https_redirect, ssl). */
const MODULES = [
  'backup', 'brute_login_form', 'buster', 'cookieflags', 'crlf', 'csp', 'csrf', 'exec', 'file', 'htaccess', 'http_headers',
  'ldap', 'methods', 'permanentxss', 'redirect', 'shellshock', 'sql', 'ssrf', 'timesql', 'upload', 'xss', 'xxe',
];
/** The longest that it crawls, and that each module attacks. A module that is cut short is named. */
const SECONDS = { crawl: 120, attack: Number(process.env.SCAN_SECONDS ?? 120) };
/** Of pages that differ in an id alone, so many. */
const ALIKE = 5;
const SCANS = {
  'the Owner': {
    pages: [
      usersPage, `${usersPage}?q=a&role=member&team=design&status=active&sort=name&dir=desc&cols=role,teams`,
      `${usersPage}?as-of=2026-01-01`, '/o/demo/settings/general', '/o/demo/settings/teams', '/o/demo/settings/roles',
      '/o/demo/settings/audit', '/o/demo/settings/audit?theme=access&from=2026-01-01&to=2027-01-01', '/account',
      '/o/demo/export?format=csv&q=a', '/o/demo/export?format=json', '/o/demo/audit/export?format=csv', '/o/demo/snapshot',
    ],
    signedIn: true,
    crawled: 20,
  },
  'a visitor': {
    pages: ['/', '/sign-in', `/sign-in?next=${usersPage}`, '/reset', '/invite', '/verify-email', '/join/demo', '/join', '/set-up'],
    signedIn: false,
    crawled: 6,
  },
};

/** Where the scanner tries to make Muster go. Its own question for who came is answered; whoever else comes is noted. */
async function lure() {
  const came = [];
  const server = createServer((request, answer) => {
    if (!request.url.startsWith('/get_')) came.push(`${request.method} ${request.url}`);
    answer.setHeader('content-type', 'application/json');
    answer.end('{}');
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { came, url: `http://127.0.0.1:${server.address().port}/`, close: () => server.close() };
}

/** Runs the scanner. Answers its report, and the modules that were cut short. */
async function scan(muster, base, name, { pages, signedIn }, endpoint) {
  const report = join(muster.folder, `${name.replaceAll(' ', '-')}.json`);
  const options = [
    '--url', `${base}/`, '--scope', 'domain', ...pages.flatMap((page) => ['--start', base + page]),
    '--exclude', `${base}/sign-out`, '--module', MODULES.join(','), '--endpoint', endpoint.url,
    '--dns-endpoint', 'localhost', ...(signedIn ? ['--drop-set-cookie'] : []),
    '--max-files-per-dir', String(ALIKE), '--max-scan-time', String(SECONDS.crawl), '--max-attack-time', String(SECONDS.attack),
    '--store-session', join(muster.folder, 'scanner'), '--store-config', join(muster.folder, 'scanner'),
    '--flush-session', '--no-bugreport', '--detailed-report', '1', '--format', 'json', '--output', report,
  ];
  const scanner = spawn(program('wapiti'), options, { cwd: muster.folder, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [scanner.stdout, scanner.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text));
  const [code] = await once(scanner, 'exit');
  if (code !== 0) throw new Error(`wapiti ended with ${code}:\n${said.slice(-2_000)}`);
  const cut = [...said.matchAll(/Max attack time was reached for module (\w+)/g)].map(([, module]) => module);
  return { ...JSON.parse(await readFile(report, 'utf8')), cut };
}

/**
 * What a report says, a line each. That a form has no token against requests from elsewhere is so: what is asked from elsewhere
 * is refused by its `Origin`, which is tried with each form that the scanner names.
 */
async function findings(muster, report) {
  const all = ['vulnerabilities', 'anomalies'].flatMap((kind) => Object.entries(report[kind]));
  const lines = await Promise.all(all.flatMap(([title, some]) => some.map(async ({ method, path, parameter, info, http_request: asked }) => {
    if (title === 'Cross Site Request Forgery' && (await refusedFromElsewhere(muster, method, path))) return [];
    return [`${title}: ${method} ${path} ${parameter ?? ''} ${info}\n${asked}`.trim()];
  })));
  return lines.flat();
}

async function refusedFromElsewhere(muster, method, path) {
  const from = [{ origin: 'https://evil.test' }, { 'sec-fetch-site': 'cross-site' }, {}];
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  const answers = await Promise.all(from.map((headers) =>
    fetch(`http://${new URL(muster.url).host}${path}`, { method, headers: { ...headers, ...type }, body: 'email=a', redirect: 'manual' })));
  return answers.every(({ status }) => status === 403);
}

/** How many requests were answered on the routes that a pattern names, by class. */
async function answers(muster, route) {
  const sums = {};
  for (const { route: name, status, count } of await routes(muster)) if (route.test(name)) sums[status] = (sums[status] ?? 0) + count;
  return sums;
}

program('wapiti');
const found = [];
const muster = await startJudged({ prepare: demo(60), secure: true, env: trusting });
const endpoint = await lure();
try {
  for (const [name, one] of Object.entries(SCANS)) {
    const cookie = await cookieOf(muster);
    const through = await between(muster, one.signedIn ? { signIn: () => cookie } : {});
    const before = await answers(muster, /^\/o\/.*settings/);
    const report = await scan(muster, through.url, name, one, endpoint);
    const asked = Object.values(through.statuses).reduce((sum, count) => sum + count, 0);
    const { crawled_pages_nbr: crawled = 0 } = report.infos;
    console.log(`as ${name}: ${crawled} pages crawled, ${asked} requests ${JSON.stringify(through.statuses)}, by ${MODULES.length} modules`);
    if (report.cut.length > 0) console.log(`  cut short after ${SECONDS.attack} s: ${report.cut.join(', ')}`);
    if (crawled < one.crawled) found.push(`as ${name}: only ${crawled} pages were crawled, of at least ${one.crawled}`);
    if (asked < 500) found.push(`as ${name}: only ${asked} requests were made`);
    if (through.heldUp() > 0) found.push(`as ${name}: ${through.heldUp()} requests were held up`);
    found.push(...(await findings(muster, report)).map((line) => `as ${name}: ${line}`));
    if (one.signedIn) found.push(...(await wasSignedIn(muster, before, cookie)).map((line) => `as ${name}: ${line}`));
    await through.close();
  }
  found.push(...endpoint.came.map((line) => `Muster was made to ask ${line}`), ...(await troubles(muster)));
  verdict('wapiti', found);
} finally {
  endpoint.close();
  await muster.stop();
}

/** Whether the session lasted: nobody was led away from an organization's pages to sign in, and it is still good. */
async function wasSignedIn(muster, before, cookie) {
  const after = await answers(muster, /^\/o\/.*settings/);
  const since = (status) => (after[status] ?? 0) - (before[status] ?? 0);
  const still = await get(muster, '/o/demo/snapshot', { cookie });
  return [
    ...(since('2xx') < 50 ? [`only ${since('2xx')} pages of the organization were seen`] : []),
    ...(since('3xx') > 0 ? [`${since('3xx')} times it was led away to sign in`] : []),
    ...(still.status !== 200 ? [`the session did not last: ${still.status}`] : []),
  ];
}
