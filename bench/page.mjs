// Times the Users page as a person meets it, and beside it, round by round, the page of the physical limits
// (`limit.html`): `node bench/page.mjs [people …]` (1,000 and 10,000 unless given).
//
// Chromium slows the processor down four times. Of each action, by Chromium's trace, in milliseconds of the main thread's
// own time, so that a busy machine counts less:
//   script, rendering, frame   from the key until the next frame is painted: the page's own program; style, layout,
//                              paint and layers; and the whole of the main thread
//   longest                    the most that any frame took until the page was at rest again, that one and those after it
//   most                       the most of all rounds
//   frames                     in how many frames all was done
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
const ROUNDS = 12;
const GIVE_UP_MS = 30_000;
/** So many frames are looked at: half a second, in which a list that rests is made whole. */
const FRAMES = 30;
/** A frame that takes less does nothing of an action's, in ms. */
const IDLE_MS = 2;
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

/** In the page, once it is idle: marks the next key, and the first task behind each of the frames that follow it. */
function markFrames({ patience, frames }) {
  window.painted = new Promise((resolve, reject) => {
    let missing = 'key';
    setTimeout(() => reject(new Error(`no ${missing} within ${patience} ms`)), patience);
    const next = (frame) => {
      missing = `frame ${frame}`;
      requestAnimationFrame(() =>
        setTimeout(() => {
          performance.mark(`painted ${frame}`);
          if (frame < frames) next(frame + 1);
          else resolve();
        }),
      );
    };
    addEventListener('keydown', () => (performance.mark('painted 0'), next(1)), { capture: true, once: true });
  });
  return new Promise((idle) => requestIdleCallback(() => idle(), { timeout: 1_000 }));
}

const RENDERING = /^(UpdateLayoutTree|RecalcStyle|Layout|PrePaint|Paint|PaintImage|Layerize|UpdateLayer|Commit|CompositeLayers|HitTest|InvalidateLayout|ScheduleStyleRecalculation|UpdateLayerTree|IntersectionObserverController::.*)$/;
const SCRIPT = /^(EventDispatch|FunctionCall|RunMicrotasks|TimerFire|FireAnimationFrame|EvaluateScript|v8\..*|V8\..*|MinorGC|MajorGC|XHR.*|TimerInstall|RequestAnimationFrame|FireIdleCallback|UserTiming)$/i;

/** Milliseconds of an action, from the trace. */
function times(trace) {
  const mark = (frame) => trace.find(({ name, cat, ph }) => name === `painted ${frame}` && cat.includes('user_timing') && ph !== 'n');
  const marks = Array.from({ length: FRAMES + 1 }, (_, frame) => mark(frame));
  const frames = marks.slice(1).map((end, at) => between(trace, marks[at], end));
  const busy = frames.findLastIndex(({ frame }) => frame >= IDLE_MS);
  return { ...frames[0], longest: Math.max(...frames.map(({ frame }) => frame)), frames: busy + 1 };
}

/** Milliseconds by kind of the main thread's own time between two marks. */
function between(trace, begin, end) {
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
    // Of what began before the one mark, or ends after the other, as much of its own time as lies between.
    const own = (tdur * (span.to - span.from)) / Math.max(dur, 1) / 1000;
    if (around) spent[around.kind] -= own;
    spent[span.kind] += own;
    open.push(span);
  }
  return { ...spent, frame: spent.script + spent.rendering + spent.other };
}

/** A browser with a page that is ready, and how to measure a key in it. */
async function open(url, ready) {
  const browser = await chromium.launch({ executablePath: findChromium(), args: ['--no-sandbox', '--disable-gpu'], headless: true });
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  page.open = async (path) => (await page.goto(path), page.locator('html[data-ready]').waitFor());
  await ready(page);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
  return {
    close: () => browser.close(),
    /** The trace of one. */
    async round({ key, before, after }) {
      await before(page);
      await browser.startTracing(undefined, { categories: CATEGORIES });
      await page.evaluate(markFrames, { patience: GIVE_UP_MS, frames: FRAMES });
      await page.keyboard.press(key);
      await page.evaluate(() => window.painted);
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
        const figures = ['script', 'rendering', 'frame', 'longest'].map((what) => round(median(of(what))));
        const cells = [people.toLocaleString('en'), pages[0].actions[action].name, name, ...figures, round(Math.max(...of('longest'))), median(of('frames'))];
        console.log(`| ${cells.join(' | ')} |`);
      }
    }
  } finally {
    for (const { page } of pages) await page.close();
    server.close();
    await muster.stop();
  }
}

console.log(`Load of the machine at the start: ${loadavg().map(round).join(' ')}; processor slowed down ${SLOWER} times; medians of ${ROUNDS} rounds, ms.\n`);
console.log('| people | action | page | script | rendering | frame | longest | most | frames |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- |');
for (const people of sizes.length > 0 ? sizes : [1_000, 10_000]) await measure(people);
