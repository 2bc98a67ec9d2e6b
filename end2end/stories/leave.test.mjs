

story('Remove says what follows, starts on Cancel, frees the seat, and Undo brings the person back', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  await join(olga, { email: 'rita@meridian.test', name: 'Rita Removed' });
  await olga.open(usersPage);
  await olga.getByText('36 seats available').waitFor();
  await find(olga, 'rita removed');
  await olga.getByRole('button', { name: 'Actions for Rita Removed' }).click();
  await accessible(olga);
  await olga.getByRole('menuitem', { name: 'Remove', exact: true }).click();
  const dialog = olga.getByRole('alertdialog', { name: 'Remove Rita Removed?' });
  await dialog.waitFor();
  assert.equal(await olga.evaluate(() => document.activeElement.textContent.trim()), 'Cancel');
  await dialog.getByText(/seat/).first().waitFor();
  await accessible(olga);
  await olga.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Rita Removed').waitFor();

  await act(olga, 'Rita Removed', 'Remove');
  await dialog.getByRole('button', { name: 'Remove', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await row(olga, 'Rita Removed').waitFor({ state: 'hidden' });
  await olga.getByText('37 seats available').waitFor();
  const lost = await olga.evaluate(() => document.activeElement === document.body);
  assert.equal(lost, false, 'the focus went somewhere');
  await olga.getByRole('button', { name: 'Undo' }).click();
  await row(olga, 'Rita Removed').waitFor();
  await olga.getByText('36 seats available').waitFor();
});
