// What somebody without a mouse does.
import assert from 'node:assert/strict';

const isFocused = (element) => element === document.activeElement;

/** Waits until this has the focus. */
export async function focused(page, locator) {
  const element = await locator.elementHandle();
  try {
    await page.waitForFunction(isFocused, element);
  } catch {
    const where = await page.evaluate(() => document.activeElement.outerHTML.slice(0, 200));
    assert.fail(`${locator} has the focus; it is at ${where}`);
  }
}

/** Presses Tab, or Shift+Tab, until this has the focus; fails when it is not among the next `within` stops. */
export async function tabTo(page, locator, { back = false, within = 40 } = {}) {
  await locator.first().waitFor();
  for (let stops = 0; stops < within; stops += 1) {
    await page.keyboard.press(back ? 'Shift+Tab' : 'Tab');
    if (await locator.first().evaluate(isFocused)) return;
  }
  assert.fail(`${locator} is not among the next ${within} stops of Tab`);
}

/** The same, where it may have the focus already. */
export async function reach(page, locator, options) {
  await locator.first().waitFor();
  if (!(await locator.first().evaluate(isFocused))) await tabTo(page, locator, options);
}

/** Goes down the open menu to an item, and picks it. */
export async function pick(page, menu, name, role = 'menuitem') {
  const line = menu.getByRole(role, { name, exact: true });
  await line.waitFor();
  await page.waitForFunction((element) => element.contains(document.activeElement), await menu.elementHandle());
  const lines = await menu.locator('[role^=menuitem]').count();
  for (let steps = 0; steps < lines; steps += 1) {
    if (await line.evaluate(isFocused)) return page.keyboard.press('Enter');
    await page.keyboard.press('ArrowDown');
  }
  assert.fail(`${line} is not reached by the arrows`);
}

/** What has the focus is to be seen: it has a ring, and nothing lies over it. */
export async function seen(page) {
  const { ring, covered } = await page.evaluate(() => {
    const at = document.activeElement;
    const { left, top, width, height } = at.getBoundingClientRect();
    const over = document.elementFromPoint(left + width / 2, top + height / 2);
    const style = getComputedStyle(at);
    return {
      ring: style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2,
      covered: over && !at.contains(over) && !over.contains(at) ? over.outerHTML.slice(0, 120) : null,
    };
  });
  assert.ok(ring, 'what has the focus has no ring');
  assert.equal(covered, null, 'something lies over what has the focus');
}
