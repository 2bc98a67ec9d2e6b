

story('filters leave what they promise, become chips, live in the address, and Back undoes one', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const all = await matches(olga);
  await olga.getByRole('button', { name: /^Role/ }).click();
  const option = olga.getByRole('listbox', { name: 'Role' }).getByRole('option', { name: /Admin/ });
  const promised = Number((await option.innerText()).match(/(\d+)\s*$/)[1]);
  await option.click();
  await until(olga, promised);
  await accessible(olga);
  await olga.keyboard.press('Escape');
  const chip = olga.getByRole('button', { name: 'Remove filter Role: Admin' });
  await chip.waitFor();
  assert.equal(new URL(olga.url()).searchParams.get('role'), 'admin');

  await olga.goBack();
  await until(olga, all);
  await olga.goForward();
  await until(olga, promised);
  await olga.reload();
  await olga.locator('html[data-ready]').waitFor();
  await until(olga, promised);
  await olga.getByRole('button', { name: 'Clear filters' }).click();
  await until(olga, all);
});

story('a typed term becomes the filter’s chip, and an unknown one says that it is searched as text', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await search(olga).pressSequentially('role:owner ');
  await olga.getByRole('button', { name: 'Remove filter Role: Owner' }).waitFor();
  assert.equal(await search(olga).inputValue(), '');
  await search(olga).pressSequentially('dept:x');
  await olga.getByText(/dept/).first().waitFor();
});

story('nobody matches: it says what to remove', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await search(olga).fill('zzzz qqqq');
  await olga.getByText('Nobody matches').first().waitFor();
  await accessible(olga);
  await olga.getByRole('button', { name: 'Clear filters' }).first().click();
  await until(olga, (await snapshotCount(olga)));
});

async function snapshotCount(page) {
  const { people } = await snapshot(page);
  return [...people.states].filter((state) => state !== 'r').length;
}

story('what assistive technology is told of the first rows', async ({ person }) => {
  const olga = await person();
  await signIn(olga, undefined, `${usersPage}?role=owner`);
  await ariaSnapshot(olga.getByRole('group', { name: 'Filters' }), 'filters');
});
