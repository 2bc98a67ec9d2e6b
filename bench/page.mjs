// Times the Users page as a person meets it, and beside it, round by round, the page of the physical limits
// (`limit.html`): `node bench/page.mjs [people …]` (1,000 and 10,000 unless given).
//
// Of each action, from the key until the next frame is painted, what the main thread worked, by Chromium's trace, in
// milliseconds of a processor slowed down four times: four times the thread's own time, so that a busy machine counts
// less. `SLOWED=1` has Chromium slow the processor down and reads the clock instead; on a quiet machine both agree.
//   script     the page's own program
//   rendering  style, layout, paint and layers
//   all        both, and the browser's own
//   most       the most of all
// Writes tables to standard output; bench/RESULTS.md quotes them.
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import { startMuster } from '../end2end/support/muster.mjs';
import { findChromium } from '../end2end/support/programs.mjs';
import { demo, signIn, usersPage } from '../end2end/support/cast.mjs';

const { chromium } = createRequire(new URL('../end2end/package.json', import.meta.url))('playwright-core');
const SLOWER = 4;
const SLOWED = process.env.SLOWED === '1';
const ROUNDS = 12;
const GIVE_UP_MS = 30_000;
const CATEGORIES = ['devtools.timeline', 'blink.user_timing', 'v8.execute'];
const sizes = process.argv.slice(2).map(Number);

const ours = {
  focusSearch: (page) => page.getByRole('searchbox', { name: 'Search users' }).focus(),
  clear: (page) => page.getByRole('searchbox', { name: 'Search users' }).fill(''),
  async focusFilter(page) {
    await page.getByRole('button', { name: /^Role/ }).first().click();
    await page.getByRole('listbox', { name: 'Role' }).waitFor();
  },
  leaveFilter: (page) => page.keyboard.press('Escape'),
  focusSort: (page) => page.getByRole('button', { name: 'Sort by Role' }).focus(),
  focusRole: (page) => page.getByRole('button', { name: /^Change role of/ }).first().focus(),
};
const limit = {
  focusSearch: (page) => page.focus('input'),
  clear: (page) => page.fill('input', ''),
  focusFilter: (page) => page.focus('[data-role]'),
  leaveFilter: () => {},
  focusSort: (page) => page.focus('[data-sort]'),
  focusRole: (page) => page.focus('tbody button'),
};

/** `before` leads to the key that is measured, `after` back to where the next round begins. */
const actions = (hands) => [
  { name: 'type a letter', key: 'n', before: hands.focusSearch, after: hands.clear },
  { name: 'type the fourth letter', key: 'a', before: async (page) => (await hands.focusSearch(page), page.keyboard.type('lim')), after: hands.clear },
  { name: 'choose a filter', key: 'Enter', before: hands.focusFilter, after: async (page) => (await page.keyboard.press('Enter'), hands.leaveFilter(page)) },
  { name: 'sort by role', key: 'Enter', before: hands.focusSort, after: () => {} },
  { name: 'open a role menu', key: 'Enter', before: hands.focusRole, after: (page) => page.keyboard.press('Escape') },
];

/** In the page, once it is idle: marks the next key, and the first task behind the frame that follows it. */
function markFrame(patience) {
  window.painted = new Promise((resolve, reject) => {
    let missing = 'key';
    setTimeout(() => reject(new Error(`no ${missing} within ${patience} ms`)), patience);
    const begin = () => {
      missing = 'frame';
      performance.mark('key');
      requestAnimationFrame(() =>
        setTimeout(() => {
          performance.mark('painted');
          resolve();
        }),
      );
    };
    addEventListener('keydown', begin, { capture: true, once: true });
  });
  return new Promise((idle) => requestIdleCallback(() => idle(), { timeout: 200 }));
}

const RENDERING = /^(UpdateLayoutTree|RecalcStyle|Layout|PrePaint|Paint|PaintImage|Layerize|UpdateLayer|Commit|CompositeLayers|HitTest|InvalidateLayout|ScheduleStyleRecalculation|UpdateLayerTree|IntersectionObserverController::.*)$/;
const SCRIPT = /^(EventDispatch|FunctionCall|RunMicrotasks|TimerFire|FireAnimationFrame|EvaluateScript|v8\..*|V8\..*|MinorGC|MajorGC|XHR.*|TimerInstall|RequestAnimationFrame|FireIdleCallback|UserTiming)$/i;

/** Milliseconds by kind between the marks, from the trace of the main thread. */
function times(trace) {
  const mark = (wanted) => trace.find(({ name, cat, ph }) => name === wanted && cat.includes('user_timing') && ph !== 'n');
  const [begin, end] = [mark('key'), mark('painted')];
  const inside = trace
    .filter(({ ph, pid, tid, ts, dur = 0 }) => ph === 'X' && pid === begin.pid && tid === begin.tid && ts + dur > begin.ts && ts < end.ts)
    .sort((a, b) => a.ts - b.ts || b.dur - a.dur);
  const spent = { script: 0, rendering: 0, other: 0 };
  const open = [];
  for (const { name, ts, dur = 0, tdur = 0 } of inside) {
    const span = { from: Math.max(ts, begin.ts), to: Math.min(ts + dur, end.ts) };
    while (open.length > 0 && open.at(-1).to <= span.from) open.pop();
    const around = open.at(-1);
    span.kind = RENDERING.test(name) ? 'rendering' : SCRIPT.test(name) ? 'script' : (around?.kind ?? 'other');
    span.to = Math.min(span.to, around?.to ?? span.to);
    // Of what began before the key, or ends after the frame, as much of its own time as lies between.
    const own = SLOWED ? span.to - span.from : (SLOWER * tdur * (span.to - span.from)) / Math.max(dur, 1);
    if (around) spent[around.kind] -= own;
    spent[span.kind] += own;
    open.push(span);
  }
  const ms = (us) => us / 1000;
  const all = spent.script + spent.rendering + spent.other;
  return { script: ms(spent.script), rendering: ms(spent.rendering), all: ms(all) };
}

/** A browser with a page that is ready, and how to measure a key in it. */
async function open(url, ready) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
  await ready(page);
  const cdp = await context.newCDPSession(page);
  const slower = (rate) => cdp.send('Emulation.setCPUThrottlingRate', { rate });
  return {
    close: () => browser.close(),
    /** The trace of one. */
    async round({ key, before, after }) {
      await before(page);
      await browser.startTracing(undefined, { categories: CATEGORIES });
      if (SLOWED) await slower(SLOWER);
      await page.evaluate(markFrame, GIVE_UP_MS);
      await page.keyboard.press(key);
      await page.evaluate(() => window.painted);
      await slower(1);
      const { traceEvents } = JSON.parse(await browser.stopTracing());
      await after(page);
      return traceEvents;
    },
  };
}

/** Serves the page of the limits, with the same people. */
async function serveLimit(people) {
  const page = await readFile(new URL('limit.html', import.meta.url));
  const server = createServer((request, response) => {
    const [type, body] = request.url === '/people.json' ? ['application/json', people] : ['text/html', page];
    response.setHeader('content-type', type).end(body);
  });
  await new Promise((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];
const round = (ms) => ms.toFixed(1);

async function measure(people) {
  const muster = await startMuster({ prepare: demo(people) });
  const server = await serveLimit(await muster.run('export', '--org', 'demo', '--format', 'json'));
  const pages = [];
  try {
    pages.push(
      {
        name: 'Muster',
        actions: actions(ours),
        page: await open(muster.url, async (page) => {
          await signIn(page);
          await page.open(usersPage);
          await page.waitForFunction((rows) => Number(document.querySelector('table').getAttribute('aria-rowcount')) > rows, people);
        }),
      },
      { name: 'limit', actions: actions(limit), page: await open(`http://127.0.0.1:${server.address().port}`, (page) => page.open('/')) },
    );
    for (let action = 0; action < pages[0].actions.length; action += 1) {
      const measured = new Map(pages.map(({ name }) => [name, []]));
      for (let turn = 0; turn < ROUNDS; turn += 1) {
        for (const { name, actions, page } of turn % 2 ? pages.toReversed() : pages) {
          measured.get(name).push(times(await page.round(actions[action])));
        }
      }
      for (const [name, rounds] of measured) {
        const of = (what) => rounds.map((one) => one[what]);
        const figures = ['script', 'rendering', 'all'].map((what) => round(median(of(what))));
        const cells = [people.toLocaleString('en'), pages[0].actions[action].name, name, ...figures, round(Math.max(...of('all')))];
        console.log(`| ${cells.join(' | ')} |`);
      }
    }
  } finally {
    for (const { page } of pages) await page.close();
    server.close();
    await muster.stop();
  }
}

console.log(`Load of the machine at the start: ${loadavg().map(round).join(' ')}; ${SLOWED ? `processor slowed down ${SLOWER} times` : `${SLOWER} times the thread's own time`}; medians of ${ROUNDS} rounds, ms.\n`);
console.log('| people | action | page | script | rendering | all | most |');
console.log('| --- | --- | --- | --- | --- | --- | --- |');
for (const people of sizes.length > 0 ? sizes : [1_000, 10_000]) await measure(people);
