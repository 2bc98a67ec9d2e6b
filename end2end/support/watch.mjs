// Nothing may go wrong unseen: collects what a page complains of.

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
