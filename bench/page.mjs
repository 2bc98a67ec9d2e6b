// Times the Users page as a person meets it: `node bench/page.mjs [people …]` (1,000 and 10,000 unless given).
//
// The processor is slowed down four times (Chromium's own throttling). For each action, over ROUNDS rounds:
//   script  milliseconds of the page's own program until the next frame is painted (CDP, thread time of the slowed thread)
//   work    all of the main thread's milliseconds until then: script, style, layout, paint and the browser's own
//   paint   wall milliseconds from the input event until that frame
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

/** In the page, once it is idle: `window.painted` will tell the milliseconds from the next input to the frame after it. */
function waitForFrame() {
  window.painted = new Promise((resolve, reject) => {
    let missing = 'input';
    setTimeout(() => reject(new Error(`no ${missing} within 30 s`)), 30_000);
    const kinds = ['keydown', 'click'];
    const begin = () => {
      missing = 'frame';
      const begun = performance.now();
      for (const kind of kinds) removeEventListener(kind, begin, true);
      // The frame is made after its callbacks: the first task behind them comes when it is painted.
      requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - begun)));
    };
    for (const kind of kinds) addEventListener(kind, begin, true);
  });
  return new Promise((idle) => requestIdleCallback(() => idle()));
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
      const of = (wanted) => metrics.find(({ name }) => name === wanted).value * 1000;
      return { work: of('TaskDuration'), script: of('ScriptDuration') };
    };
    for (const action of actions) {
      const rounds = [];
      for (let turn = 0; turn < ROUNDS; turn += 1) {
        await action.before(page);
        await page.evaluate(waitForFrame);
        const from = await busy();
        await action.act(page);
        const paint = await page.evaluate(() => window.painted);
        const to = await busy();
        rounds.push({ script: to.script - from.script, work: to.work - from.work, paint });
        await action.reset(page);
        await action.after?.(page);
      }
      const of = (what) => rounds.map((one) => one[what]);
      console.log(`| ${people.toLocaleString('en')} | ${action.name} | ${round(median(of('script')))} | ${round(median(of('work')))} | ${round(median(of('paint')))} | ${round(Math.max(...of('paint')))} |`);
    }
    const memory = await page.evaluate(() => performance.memory?.usedJSHeapSize ?? 0);
    console.log(`| ${people.toLocaleString('en')} | JavaScript heap, MB | ${round(memory / 1e6)} | | | |`);
  } finally {
    await browser.close();
    await muster.stop();
  }
}

console.log(`Load of the machine at the start: ${loadavg().map(round).join(' ')}; processor slowed down ${SLOWER} times; ${ROUNDS} rounds.\n`);
console.log('| people | action | script, ms (median) | work, ms (median) | to paint, ms (median) | to paint, ms (most) |');
console.log('| --- | --- | --- | --- | --- | --- |');
for (const people of sizes.length > 0 ? sizes : [1_000, 10_000]) await measure(people);
