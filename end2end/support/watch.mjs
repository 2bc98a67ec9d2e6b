// Nothing may go wrong unseen: collects what a page complains of.

/**
 * A page whose person lost their access hears it, asks once more, and is refused: the browser says so at some moment, however
 * the page takes it. Where nobody lost theirs, the dialog that the page shows then stands in the story's way.
 */
const refusedStream = (text, url) => /status of 40[14]/.test(text) && /\/o\/[^/]+\/feed\?/.test(url);

/** Starts to watch a browser context; `problems` grows. */
export async function watch(context) {
  const problems = [];
  await context.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      console.error(`policy violated: ${violatedDirective} by ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  });
  context.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) {
      const { url, lineNumber } = message.location();
      if (refusedStream(message.text(), url)) return;
      problems.push(`console ${message.type()}: ${message.text()} (${url}:${lineNumber})`);
    }
  });
  context.on('weberror', (error) => problems.push(`uncaught: ${error.error().stack ?? error.error()}`));
  context.on('requestfailed', (request) => {
    const reason = request.failure()?.errorText;
    // The browser itself gives up what a page that is left was still loading.
    if (reason !== 'net::ERR_ABORTED') problems.push(`request failed: ${request.method()} ${request.url()}: ${reason}`);
  });
  return problems;
}
