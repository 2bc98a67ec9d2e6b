// A proxy between a judge's program and Muster, so that what the program sends gets past what would hold it up at the door, and
// to the queries: it asks as somebody who is signed in, from Muster's own page, from another address each time (it is the one
// proxy that Muster trusts), and with a new key for a command that is sent again.
import { createServer, request } from 'node:http';

/** What Muster has to be started with, to believe the proxy who asks. */
export const trusting = { MUSTER_TRUSTED_PROXIES: '1' };

const plainAddress = /^[\w.+-]+@[\w.-]+$/;
const tries = /^(\/api\/accounts)?\/sign(-|_)in$/;

/**
 * Starts it before `muster`. `signIn()` gives the cookie of a new session, for whom asks as somebody; it is called again when a
 * session is over. `intent` is the key of the command that was recorded. Counts what is answered by status.
 */
export async function between(muster, { signIn, intent } = {}) {
  const statuses = {};
  let heldUp = 0;
  let cookie = await signIn?.();
  let number = 0;
  const host = new URL(muster.url).host;

  /** A sign-in is of another account each time: tries at one are counted from everywhere. */
  const another = (email) => (plainAddress.test(email) ? `n${number}.${email}` : email);

  function rewritten(path, type, body) {
    if (type.startsWith('application/x-www-form-urlencoded') && tries.test(path)) {
      const form = new URLSearchParams(body);
      if (form.has('email')) form.set('email', another(form.get('email')));
      return form.toString();
    }
    try {
      const json = JSON.parse(body);
      if (intent && json.intent_id === intent) json.intent_id = crypto.randomUUID();
      if (tries.test(path) && typeof json.email === 'string') json.email = another(json.email);
      // A list travels as base64, whatever was written into it.
      if (path.startsWith('/api/lists/') && typeof json.file === 'string') json.file = Buffer.from(json.file).toString('base64');
      return JSON.stringify(json);
    } catch {
      return body;
    }
  }

  const triesNoAddress = (path, type, text) => {
    if (!tries.test(path)) return false;
    const email = type.includes('json') ? /"email":"([^"]*)"/.exec(text)?.[1] : new URLSearchParams(String(text)).get('email');
    return !plainAddress.test(email ?? '');
  };

  const ask = (incoming, body) => new Promise((resolve, reject) => {
    number += 1;
    const headers = { ...incoming.headers, host, origin: muster.url, connection: 'close' };
    delete headers['accept-encoding'];
    delete headers['sec-fetch-site'];
    delete headers.referer;
    headers['x-forwarded-for'] = `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}`;
    if (signIn && !headers.cookie?.includes('muster=')) headers.cookie = cookie;
    if (incoming.method !== 'GET') headers['content-length'] = String(Buffer.byteLength(body));
    const asked = request(
      { host: '127.0.0.1', port: new URL(muster.url).port, method: incoming.method, path: incoming.url, headers },
      (answer) => {
        const parts = [];
        const whole = () => resolve({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) });
        answer.on('data', (part) => {
          parts.push(part);
          if (!answer.headers['content-type']?.startsWith('text/event-stream')) return;
          // A stream does not end by itself; how it begins is its answer.
          whole();
          asked.destroy();
        });
        answer.on('end', whole).on('error', reject);
      },
    );
    asked.on('error', reject);
    asked.end(body);
  });

  const server = createServer(async (incoming, outgoing) => {
    const parts = [];
    for await (const part of incoming) parts.push(part);
    const raw = Buffer.concat(parts);
    const path = incoming.url.split('?')[0];
    const type = incoming.headers['content-type'] ?? '';
    const text = /json|urlencoded/.test(type) ? rewritten(path, type, raw.toString()) : raw;
    try {
      let answer = await ask(incoming, text);
      if (answer.status === 401 && signIn && String(answer.body).includes('signed_out')) {
        cookie = await signIn();
        answer = await ask(incoming, text);
      }
      statuses[answer.status] = (statuses[answer.status] ?? 0) + 1;
      if (answer.status === 429 && !triesNoAddress(path, type, text)) heldUp += 1;
      delete answer.headers['transfer-encoding'];
      delete answer.headers.connection;
      delete answer.headers['content-length'];
      outgoing.writeHead(answer.status, answer.headers).end(answer.body);
    } catch (error) {
      statuses[error.code ?? error.message] = (statuses[error.code ?? error.message] ?? 0) + 1;
      outgoing.destroy();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    /** How many were answered with each status, or not at all and why. */
    statuses,
    /** How many were told to wait, but for sign-ins with what is no address: those are of one account, and go to no query. */
    heldUp: () => heldUp,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
