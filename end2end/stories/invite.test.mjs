

story('Olga invites two, one with a typo; mends it; one accepts by the mail’s link in another browser', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).pressSequentially('nina@meridian.test, zoe@meridian');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Remove nina@meridian.test' }).waitFor();
  await dialog.getByRole('button', { name: 'Remove zoe@meridian', exact: true }).waitFor();
  await accessible(olga);
  await dialog.getByRole('button', { name: 'Remove zoe@meridian', exact: true }).click();
  await field(dialog).pressSequentially('zoe@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send 2 invites' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('nina@');
  await row(olga, 'nina@meridian.test').getByText(/Invited/).first().waitFor();

  const mail = await muster.mail.next('nina@meridian.test');
  assert.match(mail.subject, /Meridian Works/);
  const link = mail.text.match(/http\S+\/invite#[\w-]{43}/)[0];
  assert.ok(mail.html.replaceAll('&#x2f;', '/').includes(link));

  const nina = await person();
  await nina.goto(link);
  await nina.getByRole('textbox', { name: 'Name' }).waitFor();
  assert.equal(new URL(nina.url()).hash, '', 'the secret left the address');
  await accessible(nina);
  await nina.getByRole('textbox', { name: 'Name' }).fill('Nina Nova');
  await nina.getByLabel('Password', { exact: true }).fill('a password of mine');
  await nina.getByRole('button', { name: 'Accept invite' }).click();
  await nina.waitForURL((url) => !url.pathname.startsWith('/invite'));

  const late = await person();
  await late.goto(link);
  await late.getByText(/already|accepted|used/i).first().waitFor();

  await olga.open(usersPage);
  await olga.getByRole('searchbox', { name: 'Search users' }).fill('nina nova');
  await row(olga, 'Nina Nova').getByText('Active', { exact: true }).waitFor();
});
