// A story: one server a file, a fresh browser context for every person, and a failure for anything a page complains of.
import { mkdir } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { startMuster } from './muster.mjs';
import { findChromium } from './programs.mjs';
import { watch } from './watch.mjs';

const failures = fileURLToPath(new URL('../failures/', import.meta.url));
const flags = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
  '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

let browser;
let muster;

/** Once a file, before its stories: the server that they share (options as in `startMuster`). */
export function site(options) {
  before(async () => {
    muster = await startMuster(options);
    browser = await chromium.launch({ executablePath: findChromium(), args: flags, headless: true });
  });
  after(async () => {
    await browser?.close();
    await muster?.stop();
  });
}

/** What a story does not wait for shows on a slow machine: `SLOWED=4` makes every page that much slower. */
async function slow(page) {
  if (!process.env.SLOWED) return;
  const session = await page.context().newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: Number(process.env.SLOWED) });
}

/**
 * One story. Its teller gets
 * - `muster`: the server (`url`, `run`, `mail`, `chaos`, `log`)
 * - `person(options)`: someone at a browser of their own, as a page (`open(path)` goes there and waits until it is alive)
 * - `allow(pattern)`: a complaint of the page that belongs to the story
 */
export function story(name, tell) {
  test(name, { timeout: 120_000 }, async () => {
    const people = [];
    const allowed = [];
    const person = async (options) => {
      const context = await browser.newContext({ baseURL: muster.url, locale: 'en-GB', timezoneId: 'UTC', ...options });
      context.setDefaultTimeout(15_000);
      const problems = await watch(context);
      const page = await context.newPage();
      await slow(page);
      page.open = async (path) => {
        const answer = await page.goto(path);
        await page.locator('html[data-ready]').waitFor();
        return answer;
      };
      people.push({ context, page, problems });
      return page;
    };
    try {
      await tell({ muster, person, allow: (pattern) => allowed.push(pattern) });
      muster.chaos?.heal();
      const problems = people
        .flatMap((one) => one.problems)
        .filter((problem) => !allowed.some((pattern) => pattern.test(problem)));
      if (problems.length > 0) throw new Error(`the page complained:\n${problems.join('\n')}`);
    } catch (error) {
      await keep(name, people);
      throw error;
    } finally {
      muster.chaos?.heal();
      await Promise.all(people.map((one) => one.context.close()));
    }
  });
}

/** Pictures and complaints of a story that failed. */
async function keep(name, people) {
  await mkdir(failures, { recursive: true });
  const stem = failures + name.replaceAll(/[^a-z0-9]+/gi, '_').slice(0, 80);
  for (const [number, { page, problems }] of people.entries()) {
    await page.screenshot({ path: `${stem}_${number}.png` }).catch(() => {});
    problems.forEach((problem) => console.error(problem));
  }
  console.error(`pictures: ${stem}_*.png\n${muster.log.split('\n').slice(-30).join('\n')}`);
}
