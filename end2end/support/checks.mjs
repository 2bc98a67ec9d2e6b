// What stories check besides their own words.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const snapshots = new URL('../snapshots/', import.meta.url);

const rules = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] };

/**
 * No rule of WCAG 2.2 A and AA that a machine can check is broken, in light and in dark. `within` narrows to a
 * selector, `widths` looks at the page as it stands at each of them.
 */
export async function accessible(page, { within, widths = [] } = {}) {
  const before = page.viewportSize();
  for (const width of widths.length > 0 ? widths : [before.width]) {
    if (width !== page.viewportSize().width) await page.setViewportSize({ width, height: width < 640 ? 844 : 900 });
    for (const colorScheme of ['light', 'dark']) {
      await page.emulateMedia({ colorScheme });
      await still(page);
      // In the page, without the helper's own frames and reports: five times as fast.
      await page.evaluate(axe.source);
      const violations = await page.evaluate(
        async ([within, runOnly]) => (await axe.run(within ?? document, { runOnly, resultTypes: ['violations'] })).violations,
        [within, rules],
      );
      const found = violations.map(({ id, help, nodes }) =>
        [`${id}: ${help}`, ...nodes.map((node) => `  ${node.html}\n    ${node.failureSummary}`)].join('\n'));
      assert.deepEqual(found, [], `axe, ${colorScheme}, ${width} px:\n${found.join('\n')}`);
    }
  }
  await page.emulateMedia({ colorScheme: null });
  if (before.width !== page.viewportSize().width) await page.setViewportSize(before);
}

/** A desk and a phone. */
export const everyWidth = { widths: [1440, 390] };

/** Waits until nothing on the page is on its way from one look to another: a colour halfway has a contrast of its own. */
export async function still(page) {
  await page.waitForFunction(() => {
    const moving = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime !== Infinity);
    return moving.every((one) => one.playState !== 'running');
  });
}

/** What assistive technology is told equals `snapshots/NAME.yml`. */
export async function ariaSnapshot(locator, name) {
  const file = fileURLToPath(new URL(`${name}.yml`, snapshots));
  const now = `${await locator.ariaSnapshot()}\n`
    .replaceAll(/\b(\d+ (second|minute|hour|day)s? ago|just now|yesterday)\b/g, 'some time ago')
    .replaceAll(/\b\d{1,2} [A-Z][a-z]+ \d{4}(, \d\d:\d\d)?/g, 'some day')
    .replaceAll(/\b\d{1,2}\.\d{1,2}\.\d{4}(, \d\d:\d\d)?/g, 'some day')
    .replaceAll(/ends \d{1,2} [A-Z][a-z]{2}\b/g, 'ends some day')
    .replaceAll(/\?subject=[0-9a-f-]{36}/g, '?subject=some-id');
  if (process.env.UPDATE_SNAPSHOTS === '1') {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, now);
    return;
  }
  const kept = await readFile(file, 'utf8').catch(() => {
    throw new Error(`there is no snapshot ${name} yet: look at it and keep it with UPDATE_SNAPSHOTS=1\n${now}`);
  });
  assert.equal(now, kept, `the accessibility tree of ${name} is another; if that is right, UPDATE_SNAPSHOTS=1`);
}

const views = {
  light: { colorScheme: 'light', width: 1440, height: 900 },
  dark: { colorScheme: 'dark', width: 1440, height: 900 },
  narrow: { colorScheme: 'light', width: 390, height: 844 },
};

/** Pictures of the page as it stands: `FOLDER/NAME-{light,dark,narrow}.png`. */
export async function pictures(page, name, folder) {
  const before = page.viewportSize();
  await mkdir(folder, { recursive: true });
  for (const [view, { colorScheme, ...size }] of Object.entries(views)) {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(size);
    await still(page);
    await page.screenshot({ path: `${folder}/${name}-${view}.png` });
  }
  await page.emulateMedia({ colorScheme: null });
  if (before) await page.setViewportSize(before);
}
