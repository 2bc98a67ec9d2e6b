// The worker that checks a chain, appended to what binds the module: fetches stretch by stretch, tells how far it is.
self.onmessage = async ({ data: [organization, chain] }) => {
  const tell = (state) => self.postMessage(state);
  try {
    await __wbg_init({ module_or_path: './verifier_bg.wasm' });
    const verifier = new Verifier(organization);
    let after = '';
    for (;;) {
      const answer = await fetch(chain + after);
      if (!answer.ok) throw new Error(`${answer.status}`);
      const state = verifier.take(await answer.text());
      tell(state);
      const { going } = JSON.parse(state);
      if (!going) return;
      after = `?after=${going.done}`;
    }
  } catch (error) {
    console.error(error);
    tell('"failed"');
  }
};
