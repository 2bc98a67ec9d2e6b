// What Olga takes along of those chosen: a file, and addresses for a mail.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { demo, signIn } from '../support/cast.mjs';
import { bar, button, choose, crew, names, toast } from '../support/chosen.mjs';
import { focused, reach } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(120) });

story('those chosen as a file, and nobody else', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await crew(olga, 'Elif', 3);
  await choose(olga, names('Elif', 1, 3));
  const download = olga.waitForEvent('download');
  await bar(olga, 2).getByRole('button', { name: 'Export' }).click();
  await olga.getByRole('menuitem', { name: 'CSV', exact: true }).click();
  const file = await download;
  assert.match(file.suggestedFilename(), /^demo-users-\d{4}-\d\d-\d\d\.csv$/);
  const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n');
  assert.equal(lines.length, 3);
  assert.ok(lines[1].includes('elif1@meridian.test') && lines[2].includes('elif3@meridian.test'));
});

story('the addresses of those chosen, for a mail', async ({ person }) => {
  const olga = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(olga);
  await crew(olga, 'Adria', 2);
  await olga.getByRole('checkbox', { name: 'Select all users' }).check();
  await button(olga, 'Copy 2 addresses').click();
  await toast(olga, 'Copied').waitFor();
  const copied = await olga.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, 'adria1@meridian.test, adria2@meridian.test');
});

story('by keys alone: the addresses of two', async ({ person }) => {
  const kim = await person({ permissions: ['clipboard-read', 'clipboard-write'] });
  await signIn(kim);
  await crew(kim, 'Kolja', 2);
  for (const number of [1, 2]) {
    await kim.keyboard.press('j');
    await focused(kim, button(kim, `Change role of Kolja No${number}: Member`));
    await kim.keyboard.press('x');
  }
  await bar(kim, 2).waitFor();
  await reach(kim, button(kim, 'Copy 2 addresses'), { back: true });
  await kim.keyboard.press('Enter');
  await toast(kim, 'Copied').waitFor();
  const copied = await kim.evaluate(() => navigator.clipboard.readText());
  assert.equal(copied, 'kolja1@meridian.test, kolja2@meridian.test');
});
