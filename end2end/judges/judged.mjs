// What every judge of a running server needs: a Muster whose answers are counted, somebody signed in, and whether all went well.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { owner } from '../support/cast.mjs';
import { startMuster } from '../support/muster.mjs';
import { freePort } from '../support/ports.mjs';

/** A program of the judges' own, which `script/judges` brought or named. Without it nothing is judged. */
export function program(name) {
  const places = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, name));
  const found = places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
  if (found) return found;
  console.error(`${name} is not there: script/judges says how it comes`);
  process.exit(1);
}

/** Starts Muster (options as in `startMuster`) with lines in its log, and counts, that a program can read. */
export async function startJudged({ env, ...options } = {}) {
  const counts = `127.0.0.1:${await freePort()}`;
  const muster = await startMuster({
    ...options,
    env: { MUSTER_METRICS_LISTEN: counts, MUSTER_LOG_FORMAT: 'json', ...env },
  });
  return Object.assign(muster, { counts });
}

/** How many requests were answered until now, by route and class of status. */
export async function routes(muster) {
  const text = await (await fetch(`http://${muster.counts}/metrics`)).text();
  return [...text.matchAll(/^muster_http_requests_total\{route="([^"]*)",class="(.xx)"\} (\d+)$/gm)].map(
    ([, route, status, count]) => ({ route, status, count: Number(count) }),
  );
}

/** What the log warns of when somebody is refused as they should be, or when the machine is slow: who waited longer, and for how
 * long, is another judge's question. */
const harmless = /"message":"(a passkey is not good|acquired connection, but time to acquire|slow statement)/;

/**
 * What went wrong at the server until now, a line each: it is gone, something panicked, a query failed, a request was answered
 * with 5xx. A query that fails is an error in the log.
 */
export async function troubles(muster) {
  const bad = /"level":"(ERROR|WARN)"|panicked at|stack overflow/;
  const found = muster.log.split('\n').filter((line) => bad.test(line) && !harmless.test(line));
  try {
    const failed = (await routes(muster)).filter(({ status }) => status === '5xx');
    found.push(...failed.map(({ route, count }) => `${count} requests of ${route} were answered 5xx`));
    const ready = await get(muster, '/readyz');
    if (ready.status !== 200) found.push(`/readyz answers ${ready.status}`);
  } catch (error) {
    found.push(`the server is not reached: ${error.cause ?? error}`);
  }
  return found;
}

/** Gets a page from where is listened: an address of https is of the proxy that would be in front. */
export const get = (muster, path, headers = {}) =>
  fetch(`http://${new URL(muster.url).host}${path}`, { headers, redirect: 'manual' });

/** Signs somebody in by the door. Answers the cookie. */
export async function cookieOf(muster, who = owner) {
  const answer = await fetch(`http://${new URL(muster.url).host}/api/accounts/sign_in`, {
    method: 'POST',
    headers: { origin: muster.url, 'content-type': 'application/json' },
    body: JSON.stringify({ email: who.email, password: who.password }),
  });
  if (!answer.ok) throw new Error(`signing in: ${answer.status} ${await answer.text()}`);
  return answer.headers.getSetCookie().find((one) => /^(__Host-)?muster=/.test(one)).split(';')[0];
}

/** Ends the judge: prints what was found, and exits with 1 when there is anything. */
export function verdict(what, found) {
  if (found.length === 0) return console.log(`${what}: nothing found`);
  console.error(`${what}: ${found.length} found\n${found.map((one) => `  - ${one}`).join('\n')}`);
  process.exitCode = 1;
}
