// A proxy before the server that behaves like a bad network, on demand. Without a rule it passes everything on.
import { createServer, request } from 'node:http';

/**
 * Starts it before the server on `port`. A rule is for the requests whose `METHOD /path?query` matches a pattern;
 * the newest matching rule decides. `heal()` drops all rules and lets go of what is held.
 */
export async function chaosProxy(port) {
  let rules = [];
  const rule = (pattern, act) => {
    const one = { pattern, act };
    rules.unshift(one);
    return () => (rules = rules.filter((other) => other !== one));
  };

  const server = createServer(async (incoming, outgoing) => {
    const line = `${incoming.method} ${incoming.url}`;
    const matching = rules.find(({ pattern }) => pattern.test(line));
    const decision = await matching?.act();
    if (decision?.cut) return outgoing.destroy();
    if (decision?.status) return outgoing.writeHead(decision.status).end();
    const forwarded = request({
      port,
      host: '127.0.0.1',
      method: incoming.method,
      path: incoming.url,
      headers: incoming.headers,
    });
    forwarded.on('response', (answer) => {
      if (decision?.cutAnswer) {
        answer.resume();
        return outgoing.destroy();
      }
      outgoing.writeHead(answer.statusCode, answer.statusMessage, answer.rawHeaders);
      outgoing.flushHeaders();
      if (decision?.mute) return answer.resume();
      answer.pipe(outgoing);
      answer.on('error', () => outgoing.destroy());
    });
    forwarded.on('error', () => outgoing.destroy());
    outgoing.on('close', () => forwarded.destroy());
    incoming.pipe(forwarded);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  let held = [];
  const chaos = {
    url: `http://127.0.0.1:${server.address().port}`,
    /** The answer comes so much later. Each of these returns what takes the rule away again. */
    delay: (pattern, ms) => rule(pattern, () => new Promise((resolve) => setTimeout(resolve, ms))),
    /** The request waits until `release()`; `arrived` is fulfilled once one waits. */
    hold(pattern) {
      let release, arrive;
      const gate = new Promise((resolve) => (release = resolve));
      const arrived = new Promise((resolve) => (arrive = resolve));
      held.push(release);
      const drop = rule(pattern, () => (arrive(), gate));
      return { arrived, release: () => (drop(), release()) };
    },
    /** The connection ends before the server hears of it. */
    cut: (pattern = /./) => rule(pattern, () => ({ cut: true })),
    /** The server does its work, and its answer is lost. */
    cutAnswer: (pattern) => rule(pattern, () => ({ cutAnswer: true })),
    /** The answer begins, and nothing more is heard of it: a stream that is open and says nothing. */
    mute: (pattern) => rule(pattern, () => ({ mute: true })),
    /** An answer from something between, like a proxy with its server gone. */
    fail: (pattern, status = 502) => rule(pattern, () => ({ status })),
    heal() {
      rules = [];
      held.forEach((release) => release());
      held = [];
    },
    /** Ends every open connection, streams too. */
    drop: () => server.closeAllConnections(),
    async close() {
      chaos.heal();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return chaos;
}
