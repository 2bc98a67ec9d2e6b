// What an organization does about people who do not come any more.
import assert from 'node:assert/strict';
import { call, demo, join, owner, signIn, snapshot } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(30) });

const general = '/o/demo/settings/general';
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const suspends = (page) => page.getByRole('radio', { name: 'Remind them, then suspend them' });
const keeps = (page) => page.getByRole('radio', { name: 'Do nothing' });
const remind = (page) => page.getByRole('spinbutton', { name: 'Remind them after (days)' });
const suspend = (page) => page.getByRole('spinbutton', { name: 'Suspend them after another (days)' });
const save = (page) => page.getByRole('button', { name: 'Save dormant people' });
const rule = async (page) => {
  const { organization } = await call(page, 'organization/general', { org: 'demo' });
  const { dormancy } = organization.settings;
  return dormancy && [dormancy.remind_after, dormancy.suspend_after];
};
const set = async (page, dormancy) => {
  const { seq } = await snapshot(page);
  await call(page, 'organization/change', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, change: { name: null, seat_policy: null, dormancy: [dormancy] } });
};

story('it is off; Olga has them reminded and suspended, within bounds, and takes it back', async ({ person }) => {
  const olga = await person();
  await signIn(olga, owner, general);
  await olga.getByRole('heading', { name: 'Dormant people' }).waitFor();
  assert.equal(await keeps(olga).isChecked(), true);
  await suspends(olga).check();
  await accessible(olga, everyWidth);
  assert.deepEqual([await remind(olga).inputValue(), await suspend(olga).inputValue()], ['90', '14']);
  await remind(olga).fill('29');
  await suspend(olga).fill('91');
  await save(olga).click();
  await olga.getByText('Type a number from 30 to 365.').waitFor();
  await olga.getByText('Type a number from 1 to 90.').waitFor();
  await focused(olga, remind(olga));
  await accessible(olga);
  await remind(olga).fill('60');
  await suspend(olga).fill('7');
  await save(olga).click();
  await toast(olga, 'Saved').waitFor();
  assert.deepEqual(await rule(olga), [60, 7]);
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  assert.equal(await remind(olga).inputValue(), '60');
  await keeps(olga).check();
  await save(olga).click();
  await toast(olga, 'Saved').waitFor();
  assert.equal(await rule(olga), null);
});

story('by keyboard alone', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await set(olga, null);
  await olga.open(general);
  await tabTo(olga, keeps(olga));
  await olga.keyboard.press('ArrowDown');
  await remind(olga).waitFor();
  await tabTo(olga, remind(olga));
  await olga.keyboard.press('Control+a');
  await olga.keyboard.type('45');
  await tabTo(olga, save(olga));
  await olga.keyboard.press('Enter');
  await toast(olga, 'Saved').waitFor();
  assert.deepEqual(await rule(olga), [45, 14]);
  await set(olga, null);
});

story('two set it: the second is told, and what they typed stays', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  await set(olga, null);
  const ada = await join(olga, { email: 'ada@meridian.test', name: 'Ada Admin', role: 'admin' });
  await olga.open(general);
  const other = await person();
  await signIn(other, ada);
  await suspends(olga).check();
  await remind(olga).fill('120');
  await set(other, { remind_after: 30, suspend_after: 30 });
  await save(olga).click();
  await olga.getByText(/Ada Admin/).first().waitFor();
  assert.equal(await remind(olga).inputValue(), '120');
  assert.deepEqual(await rule(olga), [30, 30]);
  await set(other, null);
});
