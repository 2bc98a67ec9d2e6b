// A mail server as providers run them: TLS with a certificate to check, and a sign-in.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { request } from 'playwright-core';
import { demo, invite, linkIn, owner } from '../support/cast.mjs';
import { startMuster } from '../support/muster.mjs';

/** A certificate that vouches for nobody else's. */
const another = fileURLToPath(new URL('../support/certificates/mail.pem', import.meta.url));
const origin = (muster) => new URL(muster.url).origin;

/** Tells a story of an installation of its own; the Owner invites by `invites(email)`. */
function story(name, options, tell) {
  test(name, { timeout: 60_000 }, async () => {
    const muster = await startMuster({ prepare: demo(5), ...options });
    const http = await request.newContext({ baseURL: muster.url, extraHTTPHeaders: { origin: origin(muster) } });
    try {
      const answer = await http.post('/sign-in', { form: owner, maxRedirects: 0 });
      assert.equal(answer.status(), 303);
      const page = { request: http, url: () => muster.url };
      await tell({ muster, invites: (email) => invite(page, { email }) });
    } finally {
      await http.dispose();
      await muster.stop();
    }
  });
}

for (const secure of ['smtps', 'starttls']) {
  story(`an invitation is sent by ${secure}, signed in`, { mail: { secure } }, async ({ muster, invites }) => {
    await invites('ana@elsewhere.test');
    const mail = await muster.mail.next('ana@elsewhere.test');
    assert.ok(linkIn(mail, 'invite').startsWith(muster.url));
    assert.deepEqual(muster.mail.signedIn(), [{ username: 'muster@example.test', secure: true }]);
  });

  story(
    `a server by ${secure} whose certificate nobody vouches for gets no mail and no password`,
    { mail: { secure }, env: { SSL_CERT_FILE: another } },
    async ({ muster, invites }) => {
      await invites('ana@elsewhere.test');
      await muster.logged(/not sent, to be tried again.*(certificate|UnknownIssuer)/i);
      assert.deepEqual(muster.mail.untaken(), []);
      assert.deepEqual(muster.mail.signedIn(), []);
    },
  );
}

story(
  'with a wrong password mails wait, as the operator can read',
  { mail: { secure: 'smtps', password: 'wrong' } },
  async ({ muster, invites }) => {
    await invites('ana@elsewhere.test');
    await muster.logged(/not sent, to be tried again.*535/);
    assert.deepEqual(muster.mail.untaken(), []);
    assert.ok(!muster.log.includes('wrong'), 'the log has no password');
  },
);
