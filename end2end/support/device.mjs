// A device that keeps passkeys: Chromium's own virtual authenticator.

/** Plugs a device into a page's browser. It knows its owner, unless `refuses(true)` was said. */
export async function device(page) {
  const browser = await page.context().newCDPSession(page);
  await browser.send('WebAuthn.enable');
  const { authenticatorId } = await browser.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true,
      isUserVerified: true, automaticPresenceSimulation: true,
    },
  });
  return {
    /** Whether whoever is there is not its owner. */
    refuses: (no) => browser.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: !no }),
    /** The passkeys that it keeps. */
    async keys() {
      return (await browser.send('WebAuthn.getCredentials', { authenticatorId })).credentials;
    },
    /** Takes a passkey over from another. */
    takes: (credential) => browser.send('WebAuthn.addCredential', { authenticatorId, credential }),
  };
}
