// A mail server that keeps what it gets, for the stories to read.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

const certificates = new URL('./certificates/', import.meta.url);
const login = { user: 'muster@example.test', password: 'p@ss:word' };

/**
 * Starts it. `secure` makes it a server that demands a sign-in over TLS: from the first byte (`'smtps'`), or after
 * STARTTLS (`'starttls'`), with a certificate of the root in `certificates/`, which `env` has Muster trust; `password` is the one that Muster is told. `next(to)` waits for the next mail to an address that no story has taken yet; `refuse(to, code, reason)`
 * makes it answer like a server that does not take mail for that address.
 */
export async function mailSink({ secure, password = login.password } = {}) {
  const signedIn = [];
  const kept = [];
  const waiting = [];
  const refused = new Map();

  const server = new SMTPServer({
    ...(secure ? demanding(secure, signedIn) : { authOptional: true, disabledCommands: ['STARTTLS'] }),
    onRcptTo({ address }, _session, done) {
      const refusal = refused.get(address.toLowerCase());
      done(refusal && Object.assign(new Error(refusal.reason), { responseCode: refusal.code }));
    },
    onData(stream, session, done) {
      simpleParser(stream).then((mail) => {
        for (const { address } of session.envelope.rcptTo) deliver(address.toLowerCase(), mail);
        done();
      }, done);
    },
  });
  // Who does not trust the certificate hangs up: that is theirs to say.
  if (secure) server.on('error', () => {});
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  function deliver(to, mail) {
    const at = waiting.findIndex((one) => one.to === to);
    if (at < 0) kept.push({ to, mail });
    else waiting.splice(at, 1)[0].resolve(mail);
  }

  const { port } = server.server.address();
  const signIn = `${encodeURIComponent(login.user)}:${encodeURIComponent(password)}@`;
  // 0.0.0.0 is this machine by a name that is not its own: a server elsewhere, to Muster, to which no password goes in clear.
  const urls = { smtps: `smtps://${signIn}localhost:${port}`, starttls: `smtp://${signIn}0.0.0.0:${port}` };

  return {
    url: urls[secure] ?? `smtp://127.0.0.1:${port}`,
    /** What else Muster has to be started with. */
    env: secure ? { SSL_CERT_FILE: fileURLToPath(new URL('root.pem', certificates)) } : {},
    next(to, patience = 20_000) {
      to = to.toLowerCase();
      const at = kept.findIndex((one) => one.to === to);
      if (at >= 0) return Promise.resolve(kept.splice(at, 1)[0].mail);
      return new Promise((resolve, reject) => {
        const got = kept.map((one) => `${one.to}: ${one.mail.subject}`).join(', ') || 'nothing';
        const timer = setTimeout(
          () => reject(new Error(`no mail to ${to} within ${patience} ms; others wait for: ${got}`)),
          patience,
        );
        waiting.push({ to, resolve: (mail) => (clearTimeout(timer), resolve(mail)) });
      });
    },
    /** What has come and has not been taken, oldest first. */
    untaken: () => kept.map((one) => ({ to: one.to, subject: one.mail.subject })),
    /** Who tried to sign in, and whether over TLS. */
    signedIn: () => signedIn,
    refuse: (to, code, reason) => refused.set(to.toLowerCase(), { code, reason }),
    accept: (to) => refused.delete(to.toLowerCase()),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** Options of a server that takes mails only over TLS, and only from who signs in. */
function demanding(secure, signedIn) {
  return {
    secure: secure === 'smtps',
    key: readFileSync(new URL('mail.key', certificates)),
    cert: readFileSync(new URL('mail.pem', certificates)),
    authMethods: ['PLAIN', 'LOGIN'],
    onAuth({ username, password }, { secure }, done) {
      signedIn.push({ username, secure });
      const good = secure && username === login.user && password === login.password;
      done(good ? null : Object.assign(new Error('535 5.7.8 not with these'), { responseCode: 535 }), good && { user: username });
    },
  };
}
