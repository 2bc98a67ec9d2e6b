// What it takes a browser to verify an organization's chain: `node bench/verify.mjs [events]`, 100,000 unless told
// otherwise. Prints seconds from the press until the page says that the chain holds, how many frames the page drew
// meanwhile, and the longest wait between two of them in ms; medians of three, and the worst wait of all.
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { demo, signIn } from '../end2end/support/cast.mjs';
import { startMuster } from '../end2end/support/muster.mjs';
import { findChromium } from '../end2end/support/programs.mjs';

const { chromium } = createRequire(new URL('../end2end/package.json', import.meta.url))('playwright-core');
const ROUNDS = 3;
const events = Number(process.argv[2] ?? 100_000);

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const button = (place, name) => place.getByRole('button', { name, exact: true });

const muster = await startMuster({ prepare: demo(100) });
const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox'] });
try {
  const context = await browser.newContext({ baseURL: muster.url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
  await signIn(page, undefined, '/o/demo/settings/general');
  await page.getByRole('radio', { name: 'Unlimited' }).check();
  await button(page, 'Save seats').click();
  await page.getByText('Saved', { exact: true }).waitFor();
  const list = `${muster.folder}/list.txt`;
  await writeFile(list, Array.from({ length: events }, (_, at) => `person${at}@bench.test`).join('\n'));
  await muster.run('import', '--org', 'demo', '--apply', '--without-mails', list);
  await page.open('/o/demo/settings/audit');
  await button(page, 'Verify in this browser').click();
  const dialog = page.getByRole('dialog', { name: 'Verify the chain' });
  const rounds = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    rounds.push(await timed(page, dialog, round === 0 ? 'Verify' : 'Verify again'));
  }
  console.log(`Load of the machine: ${loadavg().map((load) => load.toFixed(1)).join(' ')}`);
  console.log(await dialog.getByText('The chain holds').innerText());
  const seconds = median(rounds.map(({ ms }) => ms)) / 1_000;
  const frames = median(rounds.map(({ frames }) => frames));
  const wait = median(rounds.map(({ longest }) => longest));
  const worst = Math.max(...rounds.map(({ longest }) => longest));
  console.log(`${seconds.toFixed(1)} s, ${frames} frames, longest wait ${wait.toFixed(0)} ms (${worst.toFixed(0)} at worst)`);
} finally {
  await browser.close();
  await muster.stop();
}

/** Presses a button, and watches the page's frames until the chain is said to hold. */
async function timed(page, dialog, name) {
  const press = await button(dialog, name).elementHandle();
  return page.evaluate(
    async ([press, dialog]) => {
      const frame = () => new Promise(requestAnimationFrame);
      await frame();
      const begun = performance.now();
      press.click();
      // What was said before is taken away first.
      while (dialog.textContent.includes('The chain holds')) await frame();
      let [last, longest, frames] = [performance.now(), 0, 0];
      while (!dialog.textContent.includes('The chain holds')) {
        await frame();
        const now = performance.now();
        [longest, last, frames] = [Math.max(longest, now - last), now, frames + 1];
      }
      return { ms: performance.now() - begun, longest, frames };
    },
    [press, await dialog.elementHandle()],
  );
}
