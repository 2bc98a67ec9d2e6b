// Ownership is handed over by typing the new Owner's address.
import assert from 'node:assert/strict';
import { demo, join, owner, signIn } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60) });

const general = '/o/demo/settings/general';
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const question = (page) => page.getByRole('alertdialog', { name: /^Hand over / });
const address = (page) => question(page).getByRole('textbox', { name: 'New Owner’s email address' });
const opener = (page) => page.getByRole('button', { name: 'Hand over ownership' });

story('Olga hands over to Nadia: what cannot be is said and what was typed stays; then Nadia owns, and gives it back', async ({ person, allow }) => {
  allow(/status of 40[34]/);
  const olga = await person();
  await signIn(olga);
  const nadia = await join(olga, { email: 'nadia@meridian.test', name: 'Nadia New' });
  await olga.open(general);
  await opener(olga).click();
  const submit = question(olga).getByRole('button', { name: 'Hand over', exact: true });
  for (const [typed, said] of [
    ['nadia', /@/],
    [owner.email, 'This is your own address. Type the new Owner’s.'],
    ['nobody@meridian.test', 'Nobody in this organization has this address. Invite them first.'],
  ]) {
    await address(olga).fill(typed);
    await submit.click();
    await question(olga).locator('[id="new-owner-error"]').getByText(said).waitFor();
    assert.equal(await address(olga).inputValue(), typed);
  }
  await accessible(olga);
  await address(olga).fill('Nadia@Meridian.test');
  await submit.click();
  await toast(olga, 'Nadia@Meridian.test is an Owner now. You are an Admin.').waitFor();
  await question(olga).waitFor({ state: 'hidden' });
  // The page is an Admin's from now on.
  await opener(olga).waitFor({ state: 'hidden' });
  await olga.getByText('An Owner of the organization can change this.').waitFor();
  const page = await person();
  await signIn(page, nadia, general);
  await opener(page).click();
  await address(page).fill(owner.email);
  await question(page).getByRole('button', { name: 'Hand over', exact: true }).click();
  await toast(page, /is an Owner now/).waitFor();
  await olga.reload();
  await opener(olga).waitFor();
});

story('what is grave asks Olga once more who she is: with the password it is done, without it nothing is', async ({ person, allow }) => {
  allow(/status of 401/);
  const olga = await person();
  await signIn(olga);
  const ursa = await join(olga, { email: 'ursa@meridian.test', name: 'Ursa Under' });
  await olga.open(general);
  // As a server answers ten minutes after she signed in.
  let asks = 2;
  await olga.route('**/api/organization/hand_over', async (route) => {
    asks -= 1;
    if (asks >= 0) return route.fulfill({ status: 401, contentType: 'application/json', body: '"prove_again"' });
    return route.continue();
  });
  await opener(olga).click();
  await address(olga).fill(ursa.email);
  await question(olga).getByRole('button', { name: 'Hand over', exact: true }).click();
  const who = olga.getByRole('dialog', { name: 'Is it you?' });
  await who.getByText(/Show once more who you are/).waitFor();
  await focused(olga, who.getByLabel('Password', { exact: true }));
  await accessible(olga, everyWidth);
  await olga.keyboard.press('Escape');
  await question(olga).getByText(/^Nothing was changed/).waitFor();
  assert.equal(await address(olga).inputValue(), ursa.email, 'what was typed stays');
  await question(olga).getByRole('button', { name: 'Hand over', exact: true }).click();
  await who.getByLabel('Password', { exact: true }).fill(owner.password);
  await olga.keyboard.press('Enter');
  await toast(olga, 'ursa@meridian.test is an Owner now. You are an Admin.').waitFor();
  await question(olga).waitFor({ state: 'hidden' });
  const page = await person();
  await signIn(page, ursa, general);
  await opener(page).click();
  await address(page).fill(owner.email);
  await question(page).getByRole('button', { name: 'Hand over', exact: true }).click();
  await toast(page, /is an Owner now/).waitFor();
});

story('by keyboard alone: Kim opens the question, thinks again, and her address is not kept; then hands over', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  const heir = await join(kim, { email: 'hedy@meridian.test', name: 'Hedy Heir' });
  await kim.open(general);
  await tabTo(kim, opener(kim));
  await kim.keyboard.press('Enter');
  await focused(kim, address(kim));
  await kim.keyboard.type('hedy@');
  await kim.keyboard.press('Escape');
  await question(kim).waitFor({ state: 'hidden' });
  await focused(kim, opener(kim));
  await kim.keyboard.press('Enter');
  await focused(kim, address(kim));
  assert.equal(await address(kim).inputValue(), '');
  await kim.keyboard.type('hedy@meridian.test');
  await kim.keyboard.press('Enter');
  await toast(kim, 'hedy@meridian.test is an Owner now. You are an Admin.').waitFor();
  // Given back, for the stories that follow.
  const page = await person();
  await signIn(page, heir, general);
  await opener(page).click();
  await address(page).fill(owner.email);
  await address(page).press('Enter');
  await toast(page, /is an Owner now/).waitFor();
});

story('a slow and a failing server: the button is busy until the answer, and the typed address stays', async ({ person, allow }) => {
  allow(/net::ERR_FAILED/);
  const olga = await person();
  await signIn(olga);
  await olga.open(general);
  await opener(olga).click();
  await address(olga).fill('somebody@meridian.test');
  let hold;
  const asked = new Promise((held) => { hold = held; });
  await olga.route('**/api/organization/hand_over', hold);
  const submit = question(olga).getByRole('button', { name: 'Hand over', exact: true });
  await submit.click();
  await question(olga).locator('[aria-busy="true"]').waitFor();
  await olga.keyboard.press('Escape');
  assert.ok(await question(olga).isVisible(), 'what is under way is waited for');
  await (await asked).abort();
  await question(olga).locator('[id="new-owner-error"]').waitFor();
  assert.equal(await address(olga).inputValue(), 'somebody@meridian.test');
});

story('Olga hands over to somebody who came while her page was open: that is told once, and then it is done', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  await olga.open(general);
  const late = await join(olga, { email: 'late@meridian.test', name: 'Lena Late' });
  await opener(olga).click();
  await address(olga).fill(late.email);
  await address(olga).press('Enter');
  await question(olga).locator('[id="new-owner-error"]').getByText('Somebody else changed this meanwhile.').waitFor();
  assert.equal(await address(olga).inputValue(), late.email);
  await address(olga).press('Enter');
  await toast(olga, 'late@meridian.test is an Owner now. You are an Admin.').waitFor();
});
