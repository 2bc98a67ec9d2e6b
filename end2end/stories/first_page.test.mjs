import assert from 'node:assert/strict';
import { accessible, ariaSnapshot } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ chaos: true });

story('a visitor uses the page: the browser counts, the server answers', async ({ person }) => {
  const visitor = await person();
  await visitor.open('/');
  await visitor.getByRole('button', { name: 'Counted 0' }).click();
  await visitor.getByRole('button', { name: 'Counted 1' }).click();
  await visitor.getByRole('button', { name: 'Counted 2' }).waitFor();
  await visitor.getByRole('button', { name: 'Ask the server' }).click();
  await visitor.getByText('MUSTER by POST').waitFor();
  await ariaSnapshot(visitor.locator('body'), 'first_page');
  await accessible(visitor);
});

story('an address that leads nowhere says so, and is a 404', async ({ person, allow }) => {
  allow(/status of 404/);
  const visitor = await person();
  const answer = await visitor.open('/nowhere');
  assert.equal(answer.status(), 404);
  await visitor.getByRole('heading', { name: 'Page not found', level: 1 }).waitFor();
  await accessible(visitor);
});

story('the site comes packed, is kept for ever, and a page only runs what the server gave it', async ({ person, muster, allow }) => {
  allow(/script-src-attr|inline event handler/);
  const visitor = await person();
  const loaded = new Map();
  visitor.on('response', (answer) => loaded.set(new URL(answer.url()).pathname, answer));
  const page = await visitor.open('/');
  const policy = page.headers()['content-security-policy'];
  assert.match(policy, /script-src 'nonce-[\w-]{22}' 'strict-dynamic' 'wasm-unsafe-eval'/);
  const again = await fetch(muster.url);
  assert.notEqual(again.headers.get('content-security-policy'), policy, 'a nonce is used once');

  const hashed = [...loaded].filter(([path]) => path.startsWith('/pkg/'));
  assert.ok(hashed.some(([path]) => path.endsWith('.wasm')), 'the module is loaded');
  for (const [path, answer] of hashed) {
    assert.match(path, /\.[0-9a-f]{8}\.(js|wasm|css|svg)$/);
    assert.equal(answer.headers()['cache-control'], 'public, max-age=31536000, immutable');
    assert.equal(answer.headers()['x-content-type-options'], 'nosniff');
  }

  const violation = visitor.waitForEvent('console', (message) => message.text().includes('policy violated: script-src-attr'));
  await visitor.evaluate(() => {
    document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = 1" alt="">');
  });
  await violation;
  assert.equal(await visitor.title(), 'Muster');
});

story('a page whose program does not come says so, and loads again', async ({ person, muster, allow }) => {
  allow(/502|Failed to fetch|HTTP status code/);
  muster.chaos.fail(/\.wasm/);
  const visitor = await person();
  await visitor.goto('/');
  await visitor.getByRole('alert').getByText('This page could not start').waitFor();
  await accessible(visitor);

  muster.chaos.heal();
  await visitor.getByRole('link', { name: 'Load again' }).click();
  await visitor.getByRole('button', { name: 'Counted 0' }).click();
  await visitor.getByRole('button', { name: 'Counted 1' }).waitFor();
  assert.equal(await visitor.getByRole('alert').isVisible(), false);
});
