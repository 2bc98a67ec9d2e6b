// What no event tells: how far a mail has come, and who was seen. It shows by itself.
import assert from 'node:assert/strict';
import { demo, invite, join, linkIn, loaded, row, signIn, usersPage } from '../support/cast.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true });

story('Olga sees that a mail went out, that its link was opened, and that Mia is there: without asking, and unannounced', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  await olga.open(`${usersPage}?q=meridian.test`);
  await loaded(olga);
  const announced = await olga.getByRole('status').allInnerTexts();
  const asked = [];
  olga.on('request', (request) => /snapshot|first_page/.test(request.url()) && asked.push(request.url()));
  const other = await person();
  await signIn(other);

  await invite(other, { email: 'nora@meridian.test' });
  await row(olga, 'nora@meridian.test').getByText('Mail sent').waitFor();
  const nora = await person();
  await nora.open(linkIn(await muster.mail.next('nora@meridian.test'), 'invite'));
  await nora.getByText('nora@meridian.test').first().waitFor();
  await row(olga, 'nora@meridian.test').getByText('Link opened').waitFor();

  await join(other, { email: 'mia@meridian.test', name: 'Mia Member', mail: muster.mail });
  await row(olga, 'Mia Member').getByText('just now').waitFor();
  assert.deepEqual(asked, [], 'the stream told all of it');
  assert.deepEqual(await olga.getByRole('status').allInnerTexts(), announced);
});
