// A mail server that keeps what it gets, for the stories to read.
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/**
 * Starts it. `next(to)` waits for the next mail to an address that no story has taken yet; `refuse(to, code, reason)`
 * makes it answer like a server that does not take mail for that address.
 */
export async function mailSink() {
  const kept = [];
  const waiting = [];
  const refused = new Map();

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
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
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));

  function deliver(to, mail) {
    const at = waiting.findIndex((one) => one.to === to);
    if (at < 0) kept.push({ to, mail });
    else waiting.splice(at, 1)[0].resolve(mail);
  }

  return {
    url: `smtp://127.0.0.1:${server.server.address().port}`,
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
    refuse: (to, code, reason) => refused.set(to.toLowerCase(), { code, reason }),
    accept: (to) => refused.delete(to.toLowerCase()),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
