// Two languages, chosen by each person for themselves: on every page and in every mail.
import assert from 'node:assert/strict';
import { demo, join, linkIn, loaded, owner, row, signIn, usersPage } from '../support/cast.mjs';
import { accessible, ariaSnapshot, everyWidth } from '../support/checks.mjs';
import { reach } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(40), mail: true });

const language = (page) => page.evaluate(() => [document.documentElement.lang, document.documentElement.dir]);
/** An Admin, signed in at `/account` of a browser of their own. */
const arrive = async (person, muster, name) => {
  const olga = await person();
  await signIn(olga);
  const who = await join(olga, { email: `${name.split(' ')[0].toLowerCase()}@meridian.test`, name, role: 'admin', mail: muster.mail });
  const page = await person();
  await signIn(page, who, '/account');
  return { olga, page, who };
};
const inGerman = async (page) => {
  await page.getByRole('combobox', { name: 'Language' }).selectOption('Deutsch');
  await page.getByRole('button', { name: 'Save language' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
  await page.locator('html[data-ready]').waitFor();
};

story('Jonas reads Muster in German: pages, menus, dialogs, and the mails that come to him', async ({ person, muster }) => {
  const { olga, page, who } = await arrive(person, muster, 'Jonas Weber');
  assert.deepEqual(await language(page), ['en', 'ltr']);
  await inGerman(page);
  assert.deepEqual(await language(page), ['de', 'ltr']);
  assert.equal(await page.getByRole('combobox', { name: 'Sprache' }).inputValue(), 'de');
  await ariaSnapshot(page.getByRole('main'), 'account-german');

  await page.getByRole('link', { name: 'Benutzer', exact: true }).click();
  await page.getByRole('heading', { level: 1, name: 'Benutzer' }).waitFor();
  assert.equal(await page.title(), 'Benutzer · Meridian Works · Muster');
  await loaded(page);
  await page.getByRole('searchbox', { name: 'Benutzer suchen' }).fill('weber');
  await row(page, 'Jonas Weber').getByText('Admin').waitFor();
  await page.getByRole('button', { name: 'Suche leeren' }).click();
  await page.getByRole('group', { name: 'Filter' }).getByRole('button', { name: 'Rolle' }).click();
  await page.getByRole('option', { name: /^Mitglied/ }).click();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Filter Rolle: Mitglied entfernen' }).waitFor();

  await join(olga, { email: 'bea@meridian.test', name: 'Bea Berger', mail: muster.mail });
  await page.open(`${usersPage}?q=berger`);
  await loaded(page);
  await page.getByRole('button', { name: 'Rolle von Bea Berger ändern: Mitglied' }).click();
  await page.getByRole('menuitemradio', { name: /^Teamleitung/ }).click();
  await page.getByText('Bea Berger ist jetzt Teamleitung').first().waitFor();
  await page.getByRole('button', { name: 'Rückgängig' }).click();
  await page.getByText('Rückgängig gemacht').first().waitFor();
  await page.getByRole('button', { name: 'Aktionen für Bea Berger' }).click();
  await page.getByRole('menuitem', { name: 'Entfernen', exact: true }).click();
  const ask = page.getByRole('alertdialog', { name: 'Bea Berger entfernen?' });
  await ask.getByText('Bea Berger verliert sofort den Zugang zu Meridian Works.').waitFor();
  await accessible(page, everyWidth);
  await ask.getByRole('button', { name: 'Abbrechen' }).click();
  await ask.waitFor({ state: 'hidden' });

  await page.getByRole('button', { name: 'Benutzer einladen' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Benutzer einladen' });
  await dialog.getByRole('textbox', { name: 'E-Mail-Adressen' }).pressSequentially('nele@meridian.test, nele@meridian, ');
  await dialog.getByText('Keine Adresse: Prüfen Sie den Teil nach dem @').first().waitFor();
  await accessible(page, everyWidth);
  await dialog.getByRole('button', { name: 'Entfernen', exact: true }).click();
  await dialog.getByRole('button', { name: '1 Einladung senden' }).click();
  await dialog.waitFor({ state: 'hidden' });

  // Nobody has that address yet: it is written to in the language of who invites, and reads the page in its own.
  const mail = await muster.mail.next('nele@meridian.test');
  assert.equal(mail.subject, 'Jonas Weber hat Sie zu Meridian Works eingeladen');
  assert.match(mail.text, /Ihre Rolle wird Mitglied\./);
  const nele = await person({ locale: 'de-DE' });
  await nele.open(linkIn(mail, 'invite'));
  await nele.getByRole('heading', { name: 'Meridian Works beitreten' }).waitFor();
  await nele.getByRole('textbox', { name: 'Name' }).fill('Nele Neu');
  await nele.getByLabel('Passwort', { exact: true }).fill('ein langes Passwort');
  await nele.getByRole('button', { name: 'Einladung annehmen' }).click();
  await nele.waitForURL((url) => url.pathname === '/account');
  await nele.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();

  // Olga reads English, and so do her mails; what she does to Jonas comes to him in German.
  await olga.open(`${usersPage}?q=weber`);
  await loaded(olga);
  await olga.getByRole('button', { name: 'Change role of Jonas Weber: Admin' }).click();
  await olga.getByRole('menuitemradio', { name: /^Team owner/ }).click();
  assert.equal((await muster.mail.next(who.email)).subject, 'Ihre Rolle bei Meridian Works ist jetzt Teamleitung');
});

story('Greta chooses her language by keyboard alone, and has it wherever she signs in', async ({ person, muster }) => {
  const { page, who } = await arrive(person, muster, 'Greta Keller');
  await reach(page, page.getByRole('combobox', { name: 'Language' }));
  await page.keyboard.press('d');
  await reach(page, page.getByRole('button', { name: 'Save language' }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mein Konto' }).waitFor();
  const elsewhere = await person();
  await signIn(elsewhere, who, '/account');
  assert.deepEqual(await language(elsewhere), ['de', 'ltr']);
  // This browser keeps it for when nobody is signed in; the other asks as it ever did.
  await page.getByRole('button', { name: 'Abmelden', exact: true }).first().click();
  await page.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
  await elsewhere.getByRole('button', { name: 'Abmelden', exact: true }).first().click();
  await elsewhere.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
});

story('a visitor reads what their browser asks for, and changes it with one press', async ({ person }) => {
  const visitor = await person({ locale: 'de-AT' });
  const answer = await visitor.open('/sign-in');
  assert.equal(answer.headers()['content-language'], 'de');
  assert.match(answer.headers().vary, /accept-language/);
  await visitor.getByRole('heading', { level: 1, name: 'Anmelden' }).waitFor();
  await accessible(visitor, everyWidth);
  // Wrong in German too: the program speaks what the page does.
  await visitor.getByRole('textbox', { name: 'E-Mail' }).fill('somebody@meridian.test');
  const choice = visitor.getByRole('group', { name: 'Sprache' });
  assert.equal(await choice.getByRole('button', { name: 'Deutsch' }).getAttribute('aria-current'), 'true');
  await reach(visitor, choice.getByRole('button', { name: 'English' }));
  await visitor.keyboard.press('Enter');
  await visitor.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor();
  assert.deepEqual(await language(visitor), ['en', 'ltr']);
  await visitor.open('/reset');
  await visitor.getByRole('heading', { level: 1, name: 'Reset your password' }).waitFor();
  const french = await person({ locale: 'fr-FR' });
  await french.open('/sign-in');
  assert.deepEqual(await language(french), ['en', 'ltr']);
});

story('a link keeps its secret when the language changes', async ({ person, muster }) => {
  const visitor = await person();
  await visitor.open('/reset');
  await visitor.getByRole('textbox', { name: 'Email' }).fill(owner.email);
  await visitor.getByRole('button', { name: 'Send reset link' }).click();
  await visitor.open(linkIn(await muster.mail.next(owner.email), 'reset'));
  await visitor.getByLabel('New password', { exact: true }).waitFor();
  await visitor.getByRole('button', { name: 'Deutsch' }).click();
  await visitor.getByLabel('Neues Passwort', { exact: true }).waitFor();
  await visitor.getByText(`Für ${owner.email}.`).waitFor();
});
