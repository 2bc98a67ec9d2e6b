// The worker that checks a chain, appended to what binds the module: fetches stretch by stretch, those that follow while one
// is checked, and tells how far it is.
self.onmessage = async ({ data: [organization, chain] }) => {
  const tell = (state) => self.postMessage(state);
  try {
    await __wbg_init({ module_or_path: './verifier_bg.wasm' });
    const verifier = new Verifier(organization);
    const asked = new Map();
    const stretch = (after) => {
      if (!asked.has(after)) asked.set(after, fetched(after === 0 ? chain : `${chain}?after=${after}`));
      return asked.get(after);
    };
    let [done, all, length] = [0, 0, 0];
    for (;;) {
      const text = await stretch(done);
      asked.delete(done);
      // They are as long as the one before, but for the last.
      for (const after of [done + length, done + 2 * length]) if (after > done && after <= all) stretch(after);
      const state = verifier.take(text);
      tell(state);
      const { going } = JSON.parse(state);
      if (!going) return;
      length = going.done - done;
      ({ done, all } = going);
    }
  } catch (error) {
    console.error(error);
    tell('"failed"');
  }
};

function fetched(path) {
  const text = fetch(path).then((answer) => {
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer.text();
  });
  // Whoever waits for it is told; nobody may come to.
  text.catch(() => {});
  return text;
}
