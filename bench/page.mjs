// Times the Users page as a person meets it: `node bench/page.mjs [people …]` (1,000 and 10,000 unless given).
//
// The processor is slowed down four times (Chromium's own throttling). For each action, over ROUNDS rounds:
//   work   main-thread milliseconds from the input until the next frame is painted (CDP, thread time × 4 wall)
//   paint  wall milliseconds from the input event until the frame after it
// Writes a table to standard output; `script/bench` puts it into bench/RESULTS.md.
import { createRequire } from 'node:module';
import { loadavg } from 'node:os';
import { startMuster } from '../end2end/support/muster.mjs';
import { findChromium } from '../end2end/support/programs.mjs';
import { demo, signIn, usersPage } from '../end2end/support/cast.mjs';

const { chromium } = createRequire(new URL('../end2end/package.json', import.meta.url))('playwright-core');
const SLOWER = 4;
const ROUNDS = 12;
const sizes = process.argv.slice(2).map(Number);

const actions = [
  { name: 'type a letter', reset: clear, act: (page) => page.keyboard.press('n'), before: focusSearch },
  { name: 'type the fourth letter', reset: clear, act: (page) => page.keyboard.press('a'), before: async (page) => (await focusSearch(page), page.keyboard.type('lim')) },
  { name: 'choose a filter', reset: (page) => page.keyboard.press('Enter'), act: (page) => page.keyboard.press('Enter'), before: openRoleFilter, after: (page) => page.keyboard.press('Escape') },
  { name: 'sort by role', reset: () => {}, act: (page) => page.keyboard.press('Enter'), before: (page) => page.getByRole('button', { name: 'Sort by Role' }).focus() },
  { name: 'open a role menu', reset: (page) => page.keyboard.press('Escape'), act: (page) => page.keyboard.press('Enter'), before: (page) => page.getByRole('button', { name: /^Change role of/ }).first().focus() },
];

async function focusSearch(page) {
  await page.getByRole('searchbox', { name: 'Search users' }).focus();
}
async function clear(page) {
  await page.getByRole('searchbox', { name: 'Search users' }).fill('');
}
async function openRoleFilter(page) {
  await page.getByRole('button', { name: /^Role/ }).first().click();
  await page.getByRole('listbox', { name: 'Role' }).waitFor();
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (ms) => ms.toFixed(1);

async function measure(people) {
  const muster = await startMuster({ prepare: demo(people) });
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });
  try {
    const context = await browser.newContext({ baseURL: muster.url, viewport: { width: 1440, height: 900 } });
    const page = await context.newPage();
    page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
    await signIn(page);
    await page.open(usersPage);
    await page.waitForFunction((rows) => Number(document.querySelector('table').getAttribute('aria-rowcount')) > rows, people);
    const cdp = await context.newCDPSession(page);
    await cdp.send('Performance.enable', { timeDomain: 'threadTicks' });
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    const busy = async () => {
      const { metrics } = await cdp.send('Performance.getMetrics');
      return metrics.find(({ name }) => name === 'TaskDuration').value * 1000;
    };
    await page.evaluate(() => {
      for (const kind of ['keydown', 'input', 'click']) {
        addEventListener(kind, () => {
          window.begun ??= performance.now();
          requestAnimationFrame(() => setTimeout(() => (window.painted = performance.now())));
        }, true);
      }
    });
    for (const action of actions) {
      const work = [];
      const paint = [];
      for (let turn = 0; turn < ROUNDS; turn += 1) {
        await action.before(page);
        await page.evaluate(() => new Promise((done) => requestIdleCallback(() => ((window.begun = window.painted = undefined), done()))));
        const from = await busy();
        await action.act(page);
        await page.waitForFunction(() => window.painted !== undefined);
        work.push((await busy()) - from);
        paint.push(await page.evaluate(() => window.painted - window.begun));
        await action.reset(page);
        await action.after?.(page);
      }
      console.log(`| ${people.toLocaleString('en')} | ${action.name} | ${round(median(work))} | ${round(median(paint))} | ${round(Math.max(...paint))} |`);
    }
    const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
    console.log(`| ${people.toLocaleString('en')} | JavaScript heap, MB | ${round(memory / 1e6)} | | |`);
  } finally {
    await browser.close();
    await muster.stop();
  }
}

console.log(`Load of the machine at the start: ${loadavg().map(round).join(' ')}; processor slowed down ${SLOWER} times; ${ROUNDS} rounds.\n`);
console.log('| people | action | work, ms (median) | to paint, ms (median) | to paint, ms (most) |');
console.log('| --- | --- | --- | --- | --- |');
for (const people of sizes.length > 0 ? sizes : [1_000, 10_000]) await measure(people);
