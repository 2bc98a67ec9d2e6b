// The organization's mails in its own words.
import assert from 'node:assert/strict';
import { call, demo, invite, join, signIn } from '../support/cast.mjs';
import { accessible, everyWidth } from '../support/checks.mjs';
import { focused, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

const general = '/o/demo/settings/general';
const mails = (page) => page.getByRole('region', { name: 'Mail to people', exact: true });
const reword = (page, mail) => mails(page).getByRole('button', { name: `Reword: ${mail}`, exact: true });
const dialog = (page) => page.getByRole('dialog');
const subject = (page) => dialog(page).getByRole('textbox', { name: 'Subject' });
const text = (page) => dialog(page).getByRole('textbox', { name: 'Text' });
const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
const gone = (page) => dialog(page).waitFor({ state: 'detached' });

story('Olga words the invitation herself: the next one says so, with its link, and Muster’s words come back', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(general);
  await reword(olga, 'Invitation').click();
  await focused(olga, subject(olga));
  assert.equal(await subject(olga).inputValue(), '{by} invited you to {organization}');
  await accessible(olga, everyWidth);
  await subject(olga).fill('{who} welcomes you');
  await dialog(olga).getByRole('button', { name: 'Save words' }).click();
  await dialog(olga).getByText('{who} means nothing in this mail. It knows {organization}, {by}, {role}, {day}.').waitFor();
  await focused(olga, subject(olga));
  await subject(olga).fill('{organization} welcomes you');
  await text(olga).fill('Dear colleague,\n\n{by} asked us to write to you. You will be {role}.');
  await dialog(olga).getByRole('region', { name: 'Preview' }).getByText('Olga Ortiz asked us to write to you. You will be Admin.').waitFor();
  await dialog(olga).getByRole('button', { name: 'Save words' }).click();
  await toast(olga, 'Saved').waitFor();
  await gone(olga);
  await focused(olga, reword(olga, 'Invitation'));
  await mails(olga).getByText('Your words').waitFor();

  await invite(olga, { email: 'fred@meridian.test' });
  const sent = await muster.mail.next('fred@meridian.test');
  assert.equal(sent.subject, 'Meridian Works welcomes you');
  assert.match(sent.text, /Olga Demo asked us to write to you\. You will be Member\.[^]*\/invite#[^]*good until/);

  await olga.reload();
  await reword(olga, 'Invitation').click();
  assert.equal(await subject(olga).inputValue(), '{organization} welcomes you');
  await dialog(olga).getByRole('button', { name: 'Use Muster’s words' }).click();
  await gone(olga);
  assert.equal(await mails(olga).getByText('Your words').count(), 0);
  await invite(olga, { email: 'gina@meridian.test' });
  assert.equal((await muster.mail.next('gina@meridian.test')).subject, 'Olga Demo invited you to Meridian Works');
});

story('two word one mail: the second is told, and what they typed stays', async ({ person, muster, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const adam = await join(olga, { email: 'adam@meridian.test', name: 'Adam Admin', role: 'admin', mail: muster.mail });
  await olga.open(general);
  await reword(olga, 'Access taken away').click();
  await subject(olga).fill('Goodbye');
  const other = await person();
  await signIn(other, adam, general);
  await reword(other, 'Access taken away').click();
  await subject(other).fill('Farewell');
  await dialog(other).getByRole('button', { name: 'Save words' }).click();
  await gone(other);
  await dialog(olga).getByRole('button', { name: 'Save words' }).click();
  await dialog(olga).getByText(/^Adam Admin changed this \d+ s ago\. Set now: Access taken away: “Farewell”\. Save again/).waitFor();
  assert.equal(await subject(olga).inputValue(), 'Goodbye');
  await dialog(olga).getByRole('button', { name: 'Save words' }).click();
  await gone(olga);
  const { organization } = await call(olga, 'organization/general', { org: 'demo' });
  assert.equal(organization.settings.mail_words.access_removed.subject, 'Goodbye');
});

story('by keyboard alone: from the list to the words, saved and left', async ({ person }) => {
  const kim = await person();
  await signIn(kim);
  await kim.open(general);
  await tabTo(kim, reword(kim, 'Role changed'), { within: 60 });
  await kim.keyboard.press('Enter');
  await focused(kim, subject(kim));
  await kim.keyboard.press('ControlOrMeta+a');
  await kim.keyboard.type('Not after all');
  await kim.keyboard.press('Escape');
  await gone(kim);
  await focused(kim, reword(kim, 'Role changed'));
  await kim.keyboard.press('Enter');
  await focused(kim, subject(kim));
  await kim.keyboard.press('ControlOrMeta+a');
  await kim.keyboard.insertText('{by} made you {role}');
  await kim.keyboard.press('Enter');
  await gone(kim);
  await focused(kim, reword(kim, 'Role changed'));
  await mails(kim).getByText('Your words').first().waitFor();
});
