import assert from 'node:assert/strict';
import { demo, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), chaos: true });

story('what the page loads comes packed, under names of its own, and is kept for ever', async ({ person }) => {
  const olga = await person();
  const loaded = new Map();
  olga.on('response', (answer) => loaded.set(new URL(answer.url()).pathname, answer));
  await olga.open('/sign-in');
  const files = [...loaded].filter(([path]) => path.startsWith('/pkg/'));
  for (const kind of ['wasm', 'js', 'css', 'svg']) {
    assert.ok(kind === 'svg' || files.some(([path]) => path.endsWith(`.${kind}`)), `a .${kind} is loaded`);
  }
  for (const [path, answer] of files) {
    const headers = answer.headers();
    assert.match(path, /\.[0-9a-f]{8}\.(js|wasm|css|svg)$/);
    assert.equal(headers['cache-control'], 'public, max-age=31536000, immutable', path);
    assert.equal(headers['content-encoding'], 'br', path);
    assert.equal(headers['x-content-type-options'], 'nosniff', path);
  }
  await olga.open('/reset');
  const again = await olga.evaluate(() =>
    performance.getEntriesByType('resource').filter((one) => one.name.includes('/pkg/')).map((one) => [one.name, one.transferSize]));
  assert.ok(again.length >= 3);
  assert.deepEqual(again.filter(([, bytes]) => bytes > 0), [], 'the next page asks for none of them');
});

story('a page runs only what the server gave it, and a nonce is used once', async ({ person, muster, allow }) => {
  allow(/script-src|inline event handler|inline script|inline style|style-src/);
  const olga = await person();
  const policy = (await olga.open('/sign-in')).headers()['content-security-policy'];
  assert.match(policy, /script-src 'nonce-[\w-]{22}' 'strict-dynamic' 'wasm-unsafe-eval'/);
  assert.doesNotMatch(policy, /unsafe-inline/);
  const again = await fetch(`${muster.url}/sign-in`);
  assert.notEqual(again.headers.get('content-security-policy'), policy);

  const violated = (what) => olga.waitForEvent('console', (message) => message.text().includes(`policy violated: ${what}`));
  const handler = violated('script-src-attr');
  await olga.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<img src="data:," onerror="document.title = 1" alt="">'));
  await handler;
  const style = violated('style-src-attr');
  await olga.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red">red</p>'));
  await style;
  assert.notEqual(await olga.title(), '1');
});

story('the program does not come: Olga still signs in, reads who is there, signs out; and loads it again', async ({ person, muster, allow }) => {
  allow(/502|Failed to fetch|HTTP status code/);
  muster.chaos.fail(/\.wasm/);
  const olga = await person();
  await olga.goto(`/sign-in?next=${encodeURIComponent(usersPage)}`);
  const failure = olga.getByRole('alert').getByText('This page could not start');
  await failure.waitFor();
  await accessible(olga);
  await olga.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await olga.getByLabel('Password', { exact: true }).fill(owner.password);
  await olga.getByRole('button', { name: 'Sign in' }).click();
  await olga.waitForURL((url) => url.pathname === usersPage);
  await failure.waitFor();
  await row(olga, 'Olga Demo').waitFor();
  await accessible(olga);
  await olga.getByRole('button', { name: 'Sign out', exact: true }).click();
  await olga.waitForURL((url) => url.pathname === '/sign-in');

  await failure.waitFor();
  muster.chaos.heal();
  await olga.getByRole('link', { name: 'Load again' }).click();
  await olga.locator('html[data-ready]').waitFor();
  assert.equal(await failure.isVisible(), false);
  await signIn(olga);
});

story('an address that leads nowhere, or to what one may not see, says so the same way', async ({ person, allow }) => {
  allow(/status of 404/);
  const olga = await person();
  assert.equal((await olga.goto('/nowhere')).status(), 404);
  await olga.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
  await accessible(olga);
  await signIn(olga);
  assert.equal((await olga.goto('/o/nowhere/settings/users')).status(), 404);
  await olga.getByRole('heading', { level: 1, name: 'Page not found' }).waitFor();
});
