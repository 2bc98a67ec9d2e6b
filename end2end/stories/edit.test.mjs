

story('Olga changes a role in the row; it shows at once, holds, and Undo takes it back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'ben@meridian.test', name: 'Ben Changed' });
  await olga.open(usersPage);
  await find(olga, 'ben changed');
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Member' }).click();
  const menu = olga.getByRole('menu', { name: 'Role of Ben Changed' });
  await menu.waitFor();
  await accessible(olga);
  assert.equal(await menu.getByRole('menuitemradio', { name: 'Member', exact: true }).getAttribute('aria-checked'), 'true');
  await menu.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Admin' }).waitFor();
  await olga.getByRole('region', { name: 'Notifications' }).getByRole('button', { name: 'Undo' }).waitFor();
  await olga.reload();
  await olga.getByRole('button', { name: 'Change role of Ben Changed: Admin' }).waitFor();
});

story('teams are toggled in a list and sent as one change when it closes', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'tess@meridian.test', name: 'Tess Teams' });
  await olga.open(usersPage);
  await find(olga, 'tess teams');
  let sent = 0;
  olga.on('request', (request) => (sent += request.url().endsWith('/api/users/change_teams') ? 1 : 0));
  await olga.getByRole('button', { name: /^Change teams of Tess Teams/ }).click();
  const list = olga.getByRole('listbox', { name: 'Teams of Tess Teams' });
  await list.getByRole('option', { name: 'Design' }).click();
  await list.getByRole('option', { name: 'Support' }).click();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await olga.getByRole('button', { name: 'Change teams of Tess Teams: Design, Support' }).waitFor();
  await olga.getByRole('button', { name: 'Undo' }).waitFor();
  assert.equal(sent, 1);
  await olga.reload();
  await olga.getByRole('button', { name: 'Change teams of Tess Teams: Design, Support' }).waitFor();
});

story('two admins set the same role: the second is shown who was first, and chooses', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const ada = await join(olga, { email: 'ada@meridian.test', name: 'Ada Admin', role: 'admin' });
  await join(olga, { email: 'cleo@meridian.test', name: 'Cleo Clash' });
  await olga.open(usersPage);
  await find(olga, 'cleo clash');
  await row(olga, 'Cleo Clash').waitFor();

  const other = await person();
  await signIn(other, ada);
  const { roles, seq, people } = await snapshot(other);
  assert.ok(people.text.includes('Cleo Clash'));
  const ids = people.ids.match(/.{32}/g);
  const place = people.text.split('\n').findIndex((line) => line.startsWith('Cleo Clash\t'));
  const cleo = ids[place].replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5');
  await call(other, 'users/set_role', {
    org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, users: [cleo],
    role: roles.find((one) => one.slug === 'team-owner').id,
  });

  await olga.getByRole('button', { name: 'Change role of Cleo Clash: Member' }).click();
  await olga.getByRole('menuitemradio', { name: 'Admin', exact: true }).click();
  await olga.getByText(/Ada Admin set this to Team owner/).first().waitFor();
  await accessible(olga);
  await olga.getByRole('button', { name: 'Use mine' }).click();
  await olga.getByRole('button', { name: 'Change role of Cleo Clash: Admin' }).waitFor();
});
