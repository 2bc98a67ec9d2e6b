// A thousand clients that are slow on purpose, beside ordinary users. `node end2end/judges/slow_clients.mjs`
//
// Ordinary users load the list of people and its page at a modest rate, each with a session and connections of their own, from
// another address than the slow ones. Rounds with and without slow clients take turns, and of the rounds of a kind the better
// one counts: what else the machine does is no slow client's doing. All of it comes twice: at a server as it is by default,
// which has no more than 200 connections of one address, and at one that takes a thousand of one, as if every slow client came
// from an address of its own. SLOW_SECONDS is how long a round takes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { demo, usersPage } from '../support/cast.mjs';
import { cookieOf, program, startJudged, troubles, verdict } from './judged.mjs';

const SECONDS = Number(process.env.SLOW_SECONDS ?? 30);
const USERS = 8;
/** How often a user asks. */
const EVERY_MS = 1_000;
const CLIENTS = 1_000;
const ROUNDS = 2;
/** So many times longer ordinary users may wait. */
const TIMES = 2;
/** What a user asks for in turn: the list as the page asks for it, and once in a while the page itself. */
const PATHS = [usersPage, ...Array(7).fill('/o/demo/snapshot')];
/**
 * Slow headers; a sign-in whose password does not end, of this very site (what is said of the type is written as it comes, so
 * the origin goes with it: without one nobody waits for the body); and the largest file, read in sips.
 */
const ATTACKS = (muster, file) => ({
  'slow headers': ['-H', '-i', '4', '-x', '24', '-u', `${muster.url}/sign-in`],
  'slow bodies': [
    '-B', '-i', '4', '-x', '10', '-s', '8192', '-t', 'POST', '-f', `application/json\r\nOrigin: ${muster.url}`,
    '-u', `${muster.url}/api/accounts/sign_in`,
  ],
  'slow readers': ['-X', '-w', '512', '-y', '1024', '-n', '5', '-z', '32', '-k', '3', '-u', file],
});

/** One request, from an address where no slow client is. Answers its milliseconds; throws what a user would call an error. */
function ask(muster, agent, path, cookie) {
  const begun = performance.now();
  return new Promise((resolve, reject) => {
    const asked = request(muster.url + path, { agent, localAddress: '127.0.0.2', headers: { cookie }, timeout: 30_000 }, (answer) => {
      answer.resume();
      answer.on('error', reject);
      answer.on('end', () => {
        if (answer.statusCode === 200) resolve(performance.now() - begun);
        else reject(new Error(`${path} answers ${answer.statusCode}`));
      });
    });
    asked.on('timeout', () => asked.destroy(new Error(`${path} is not answered within 30 s`)));
    asked.on('error', reject);
    asked.end();
  });
}

/** Ordinary users for some seconds. Each asks at its times, however long the answer before takes. */
async function ordinary(muster, cookies, seconds) {
  const times = [];
  const errors = [];
  const until = performance.now() + seconds * 1_000;
  await Promise.all(cookies.map(async (cookie, number) => {
    const agent = new Agent({ keepAlive: true });
    const asked = [];
    await pause((number * EVERY_MS) / USERS);
    for (let turn = number; performance.now() < until; turn += 1) {
      asked.push(ask(muster, agent, PATHS[turn % PATHS.length], cookie).then((ms) => times.push(ms), (error) => errors.push(error.message)));
      await pause(EVERY_MS);
    }
    await Promise.all(asked);
    agent.destroy();
  }));
  times.sort((a, b) => a - b);
  const at = (part) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? Infinity;
  return { p50: at(0.5), p99: at(0.99), asked: times.length + errors.length, errors };
}

/** Slow clients until `stop`: those whom the server gives up come again, as long as it takes them. */
function attack(muster, options) {
  let most = 0;
  let attacker;
  let over = false;
  // Its lines come as they are printed, and not once there are many.
  const all = [...options, '-c', String(CLIENTS), '-r', '500', '-l', '300', '-p', '3'];
  const comes = async () => {
    while (!over) {
      attacker = spawn('stdbuf', ['-oL', program('slowhttptest'), ...all], { cwd: muster.folder, stdio: ['ignore', 'pipe', 'pipe'] });
      let said = '';
      attacker.stdout.setEncoding('utf8').on('data', (text) => {
        said = (said + text).slice(-4_000);
        // Numbers are coloured.
        const counts = said.replaceAll(/\x1b\[[\d;]*m/g, '').matchAll(/connected:\s+(\d+)\n/g);
        most = Math.max(most, ...[...counts].map(([, count]) => Number(count)));
      });
      attacker.stderr.resume();
      await once(attacker, 'exit');
    }
  };
  const done = comes();
  return {
    /** The most that were connected at a time. */
    most: () => most,
    async stop() {
      over = true;
      attacker.kill('SIGKILL');
      await done;
    },
  };
}

const shown = ({ p50, p99, asked, errors }) =>
  `p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms of ${asked} requests${errors.length > 0 ? `, ${errors.length} ERRORS` : ''}`;

/** Asks for a while, with slow clients or without, and says what came of it. */
async function round(name, muster, cookies, options) {
  const slow = options && attack(muster, options);
  // They come within two seconds: 500 a second.
  if (slow) await pause(3_000);
  const measured = await ordinary(muster, cookies, SECONDS);
  await slow?.stop();
  console.log(`  ${name}: ${shown(measured)}${slow ? `, beside up to ${slow.most()} slow clients` : ''}`);
  return { ...measured, most: slow?.most() };
}

/** The better one of the rounds of a kind. */
const best = (rounds) => rounds.reduce((one, other) => (other.p99 < one.p99 ? other : one));

/** Judges a server with such a cap. Answers what was found. */
async function judge(name, env, enough) {
  console.log(`${name}:`);
  const found = [];
  const muster = await startJudged({ prepare: demo(300), env });
  try {
    const file = (await (await fetch(`${muster.url}/sign-in`)).text()).match(/[^"]+\.wasm/)[0];
    const cookies = [];
    for (let user = 0; user < USERS; user += 1) cookies.push(await cookieOf(muster));
    const attacks = ATTACKS(muster, new URL(file, muster.url).href);
    const rounds = { 'nobody slow': [], ...Object.fromEntries(Object.keys(attacks).map((kind) => [kind, []])) };
    // What is made at the first question is no user's p99.
    await ordinary(muster, cookies, 3);
    for (let turn = 0; turn < ROUNDS; turn += 1) {
      for (const kind of Object.keys(rounds)) rounds[kind].push(await round(kind, muster, cookies, attacks[kind]));
    }
    const calm = best(rounds['nobody slow']);
    for (const [kind, all] of Object.entries(rounds)) {
      found.push(...all.flatMap(({ errors }) => errors.map((error) => `${name}, ${kind}: ${error}`)));
      if (kind === 'nobody slow') continue;
      const one = best(all);
      const times = one.p99 / calm.p99;
      console.log(`  ${kind}: p99 is ${times.toFixed(2)} times that without`);
      if (times > TIMES) found.push(`${name}, ${kind}: p99 ${one.p99.toFixed(1)} ms, ${calm.p99.toFixed(1)} ms without`);
      if (Math.max(...all.map(({ most }) => most)) < enough) found.push(`${name}, ${kind}: there were too few slow clients to judge by`);
    }
    found.push(...(await troubles(muster)));
  } finally {
    await muster.stop();
  }
  return found;
}

program('slowhttptest');
verdict('slowhttptest', [
  ...(await judge('as it is by default: 200 connections of one address', {}, 150)),
  ...(await judge('a thousand connections of one address', { MUSTER_CONNECTIONS_PER_IP: String(CLIENTS) }, 900)),
]);
