// A server of its own: a fresh folder, a fresh database, a free port.
import { execFile, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { chaosProxy } from './chaos.mjs';
import { mailSink } from './mail.mjs';
import { freePort, listening } from './ports.mjs';
import { findBinary } from './programs.mjs';

const run = promisify(execFile);

/**
 * Starts Muster.
 *
 * - `prepare(muster)` runs before it serves: fill the database with `muster.run('demo', …)`
 * - `mail: true` gives it a mail server (`muster.mail`), of the kind that options of `mailSink` name instead; without
 *   one, mails wait in the outbox
 * - `chaos: true` puts a proxy before it that can slow, hold, fail and cut requests (`muster.chaos`)
 * - `host` is what the address names: passkeys need a name there
 * - `secure: true` has it behind a proxy that ends TLS, as it is told: what listens at that address speaks plain HTTP
 * - `env` adds settings
 */
export async function startMuster({ prepare, mail = false, chaos = false, host = '127.0.0.1', secure = false, env = {} } = {}) {
  const folder = await mkdtemp(join(tmpdir(), 'muster-story-'));
  const port = await freePort();
  const sink = mail ? await mailSink(mail === true ? {} : mail) : undefined;
  const proxy = chaos ? await chaosProxy(port) : undefined;
  const url = proxy?.url ?? `${secure ? 'https' : 'http'}://${host}:${port}`;
  const settings = {
    PATH: process.env.PATH,
    HOME: folder,
    RUST_BACKTRACE: '1',
    MUSTER_LISTEN: `127.0.0.1:${port}`,
    MUSTER_PUBLIC_URL: url,
    MUSTER_DATABASE_URL: `sqlite://${folder}/muster.db`,
    // Nobody in a story waits for a change of mind.
    MUSTER_MAIL_WAIT: '0',
    MUSTER_SECRET_FILE: `${folder}/secret.key`,
    ...(sink && { MUSTER_SMTP_URL: sink.url, MUSTER_MAIL_FROM: 'Muster <muster@example.test>', ...sink.env }),
    ...env,
  };

  const heard = new EventEmitter();
  const muster = {
    url,
    folder,
    mail: sink,
    chaos: proxy,
    log: '',
    /** Waits until the program has said what matches, and answers the match. */
    async logged(pattern) {
      const patience = AbortSignal.timeout(30_000);
      while (!pattern.test(muster.log)) await once(heard, 'more', { signal: patience });
      return muster.log.match(pattern);
    },
    /** Runs another command of the program on the same installation, and answers what it printed. */
    async run(...args) {
      const { stdout } = await run(findBinary(), args, { cwd: folder, env: settings, maxBuffer: 64e6 });
      return stdout;
    },
    /** Ends the server as an operator would. A server that does not end is a failure. */
    async stop() {
      try {
        await end(server);
      } finally {
        await proxy?.close();
        await sink?.close();
        await rm(folder, { recursive: true, force: true });
      }
    },
  };

  await prepare?.(muster);
  const server = spawn(findBinary(), ['serve'], { cwd: folder, env: settings });
  for (const stream of [server.stdout, server.stderr]) {
    stream.setEncoding('utf8').on('data', (text) => {
      muster.log += text;
      heard.emit('more');
    });
  }
  const running = () => server.exitCode === null && server.signalCode === null;
  if (!(await listening(port, running))) {
    server.kill('SIGKILL');
    throw new Error(`muster did not start:\n${muster.log}`);
  }
  return muster;
}

async function end(server) {
  if (server.exitCode !== null || server.signalCode !== null) {
    throw new Error(`muster had already ended, with ${server.exitCode ?? server.signalCode}`);
  }
  const patience = setTimeout(() => server.kill('SIGKILL'), 15_000);
  server.kill('SIGTERM');
  const [, signal] = await once(server, 'exit');
  clearTimeout(patience);
  if (signal === 'SIGKILL') throw new Error('muster did not end within 15 s of SIGTERM');
}
