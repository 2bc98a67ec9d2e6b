// Looking at the organization as people with another role do.
import assert from 'node:assert/strict';
import { demo, loaded, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, pick, reach, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40) });

const rolesPage = '/o/demo/settings/roles';
const actions = (page, role) => page.getByRole('button', { name: `Actions for ${role}`, exact: true });
const menu = (page, role) => page.getByRole('menu', { name: `Actions for ${role}` });
const banner = (page, role) => page.getByRole('status').filter({ hasText: `as people with the role ${role} do.` });
const back = (page) => page.getByRole('button', { name: 'Back to your own role' });
const nav = (page, name) => page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name });

async function seeAs(page, role) {
  await actions(page, role).click();
  await menu(page, role).getByRole('menuitem', { name: 'See as this role' }).click();
  await banner(page, role).waitFor();
  await page.locator('html[data-ready]').waitFor();
}

story('Olga sees what an Admin sees, changes nothing by it, and comes back', async ({ person, allow }) => {
  allow(/403/);
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await actions(olga, 'Owner').click();
  const own = menu(olga, 'Owner').getByRole('menuitem', { name: 'See as this role' });
  assert.equal(await own.getAttribute('aria-disabled'), 'true');
  await olga.keyboard.press('Escape');
  await seeAs(olga, 'Admin');
  assert.match(olga.url(), /settings\/users$/);
  await loaded(olga);
  await accessible(olga, everyWidth);
  const first = olga.getByRole('button', { name: /^Change role of .*: Member$/ }).first();
  const name = (await first.getAttribute('aria-label')).match(/of (.*):/)[1];
  await first.click();
  await olga.getByRole('menu', { name: `Role of ${name}` }).getByRole('menuitemradio', { name: 'Team owner' }).click();
  await row(olga, name).getByText('You look at the organization with another role.').waitFor();
  await row(olga, name).getByRole('button', { name: `Change role of ${name}: Member` }).waitFor();
  await back(olga).click();
  await actions(olga, 'Admin').waitFor();
  await banner(olga, 'Admin').waitFor({ state: 'hidden' });
});

story('a Member sees their own account alone: so does Olga, until she signs out', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, rolesPage);
  await seeAs(olga, 'Member');
  await olga.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
  assert.equal(await nav(olga, 'Users').count(), 0);
  await olga.getByRole('button', { name: 'Sign out', exact: true }).click();
  await olga.getByRole('button', { name: 'Sign in' }).waitFor();
  await signIn(olga, owner, usersPage);
  await loaded(olga);
  assert.equal(await back(olga).count(), 0);
});

story('by keyboard alone: as somebody with another role, and back', async ({ person }) => {
  const kim = await person();
  await signIn(kim, owner, rolesPage);
  await reach(kim, actions(kim, 'Admin'), { within: 60 });
  await seen(kim);
  await kim.keyboard.press('Enter');
  await pick(kim, menu(kim, 'Admin'), 'See as this role');
  await banner(kim, 'Admin').waitFor();
  await kim.locator('html[data-ready]').waitFor();
  await tabTo(kim, back(kim));
  await seen(kim);
  await kim.keyboard.press('Enter');
  await actions(kim, 'Admin').waitFor();
  await kim.locator('html[data-ready]').waitFor();
  assert.equal(await back(kim).count(), 0);
  await tabTo(kim, actions(kim, 'Admin'), { within: 60 });
  await focused(kim, actions(kim, 'Admin'));
});
