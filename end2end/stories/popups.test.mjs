// Where menus and lists stand: beside their button, whole, wherever the button is and the page goes.
import assert from 'node:assert/strict';
import { demo, loaded, signIn, usersPage } from '../support/cast.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(120) });

const GAP = 4;
const popup = (page) => page.locator('.popup:popover-open');
/** Once it stands still: it comes in moving. A menu that opens while people still arrive is made anew. */
const standing = async (page) => {
  await popup(page).evaluate((panel) => Promise.all(panel.getAnimations().map((one) => one.finished)));
  return popup(page).boundingBox();
};
const bottom = (box) => box.y + box.height;
const right = (box) => box.x + box.width;
const near = (one, other, what) => assert.ok(Math.abs(one - other) <= 1, `${what}: ${one} and ${other}`);
const withinWindow = async (page, box) => {
  const { width, height } = page.viewportSize();
  assert.ok(box.x >= 0 && box.y >= 0 && right(box) <= width && bottom(box) <= height, JSON.stringify(box));
};
const roles = (page) => page.getByRole('button', { name: /^Change role of/ });
/** The first button of a kind whose upper edge is further down than that. */
const below = async (page, buttons, y) => {
  for (const button of await buttons.all()) if ((await button.boundingBox()).y > y) return button;
  throw new Error(`no button below ${y}`);
};

story('Olga opens menus high and low on the page: below the button, above it at the lower edge, never cut off', async ({ person }) => {
  const olga = await person({ viewport: { width: 1200, height: 700 } });
  await signIn(olga);
  await loaded(olga);
  const high = roles(olga).first();
  await high.click();
  const [under, button] = [await standing(olga), await high.boundingBox()];
  near(under.y, bottom(button) + GAP, 'below its button');
  near(under.x, button.x, 'along its start');
  await withinWindow(olga, under);
  await olga.keyboard.press('Escape');
  const low = await below(olga, roles(olga), 560);
  await low.click();
  const [over, at] = [await standing(olga), await low.boundingBox()];
  near(bottom(over), at.y - GAP, 'above its button');
  await withinWindow(olga, over);
  await olga.keyboard.press('Escape');
  const last = olga.getByRole('button', { name: /^Actions for/ }).first();
  await last.click();
  const [aside, end] = [await standing(olga), await last.boundingBox()];
  near(right(aside), right(end), 'along its end');
  await withinWindow(olga, aside);
});

story('Olga scrolls with a menu open: it goes along, and turns over before it leaves the window', async ({ person }) => {
  const olga = await person({ viewport: { width: 1200, height: 700 } });
  await signIn(olga);
  await loaded(olga);
  const low = await below(olga, roles(olga), 560);
  await low.click();
  assert.ok((await standing(olga)).y < (await low.boundingBox()).y, 'above, to begin with');
  await olga.mouse.move(600, 100);
  await olga.mouse.wheel(0, 400);
  // Until the wheel's scrolling has come to where it goes, menu and button are read in one go.
  const gap = () => {
    const [menu, opener] = [document.querySelector('.popup:popover-open'), document.querySelector('[aria-expanded="true"]')];
    return menu.getBoundingClientRect().top - opener.getBoundingClientRect().bottom;
  };
  await olga.waitForFunction(() => scrollY >= 400);
  await olga.waitForFunction(`Math.abs((${gap})() - ${GAP}) <= 1`);
  await withinWindow(olga, await standing(olga));
  await olga.keyboard.press('Escape');
});

story('Rana reads from right to left: a menu begins where its button begins, at the right', async ({ person }) => {
  const rana = await person({ viewport: { width: 1200, height: 700 } });
  await signIn(rana);
  await rana.open(usersPage);
  await loaded(rana);
  await rana.evaluate(() => document.documentElement.setAttribute('dir', 'rtl'));
  const button = roles(rana).first();
  await button.click();
  const [menu, at] = [await standing(rana), await button.boundingBox()];
  near(right(menu), right(at), 'along its start');
  await withinWindow(rana, menu);
});

story('on a phone a menu is a sheet at the lower edge, and beside its button again when the window grows', async ({ person }) => {
  const noor = await person({ viewport: { width: 390, height: 780 } });
  await signIn(noor);
  await loaded(noor);
  const button = roles(noor).first();
  await button.click();
  const sheet = await standing(noor);
  near(sheet.x, 0, 'from edge');
  near(sheet.width, 390, 'to edge');
  near(bottom(sheet), 780, 'at the lower edge');
  await noor.setViewportSize({ width: 1200, height: 780 });
  await noor.waitForFunction(() => document.querySelector('.popup:popover-open').getBoundingClientRect().width < 390);
  await withinWindow(noor, await standing(noor));
});
