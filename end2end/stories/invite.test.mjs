import assert from 'node:assert/strict';
import { call, demo, join, linkIn, row, signIn, snapshot, usersPage } from '../support/cast.mjs';
import { accessible } from '../support/checks.mjs';
import { focused, seen, tabTo } from '../support/keys.mjs';
import { site, story } from '../support/story.mjs';

site({ prepare: demo(60), mail: true, chaos: true });

const open = async (page) => {
  await page.getByRole('button', { name: 'Invite users' }).first().click();
  const dialog = page.getByRole('dialog', { name: 'Invite users' });
  await dialog.waitFor();
  return dialog;
};
const field = (dialog) => dialog.getByRole('textbox', { name: 'Email addresses' });
const paste = async (page, dialog, text) => {
  await field(dialog).focus();
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.setData('text/plain', text);
    document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
  }, text);
};

story('Olga invites two, one with a typo; mends it; one accepts by the mail’s link in another browser', async ({ person, muster, allow }) => {
  allow(/status of 4(10|22)/);
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
  await nina.getByLabel('Password', { exact: true }).fill('NinaNova1');
  await nina.getByRole('button', { name: 'Accept invite' }).click();
  await nina.getByText(/This password is among the first that are tried/).waitFor();
  await focused(nina, nina.getByLabel('Password', { exact: true }));
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

story('a whole To: line, a column and a CSV can be pasted; those already here say so', async ({ person, allow }) => {
  allow(/status of 4/);
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await paste(olga, dialog, 'Ana Lima <ana.new@meridian.test>; "Ito, Ken" <ken.new@meridian.test>\nowner@demo.test\tOlga\nANA.NEW@meridian.test');
  await dialog.getByRole('button', { name: 'Remove ana.new@meridian.test' }).waitFor();
  await dialog.getByRole('button', { name: 'Remove ken.new@meridian.test' }).waitFor();
  await dialog.getByText(/already a user/i).first().waitFor();
  assert.equal(await dialog.getByRole('button', { name: /^Remove ana\.new/i }).count(), 1, 'duplicates fold');
  await olga.keyboard.press('Escape');
  const ask = olga.getByRole('alertdialog');
  await ask.waitFor();
  await accessible(olga);
  await ask.getByRole('button', { name: /keep|cancel|back/i }).first().click();
  await dialog.getByRole('button', { name: 'Remove ana.new@meridian.test' }).waitFor();
});

story('more than the seats that are left: said while typing, refused whole', async ({ person, allow }) => {
  allow(/status of 409/);
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await paste(olga, dialog, Array.from({ length: 60 }, (_, i) => `many${i}@meridian.test`).join('\n'));
  await dialog.getByText(/seat/i).first().waitFor();
  await dialog.getByText(/\d+ (too many|more|short|over)/i).first().waitFor();
});

story('5,000 addresses at once: the limit is said', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await paste(olga, dialog, Array.from({ length: 5000 }, (_, i) => `p${i}@meridian.test`).join('\n'));
  await dialog.getByText(/1,000/).first().waitFor();
});

story('a mail that the server refuses says so on the invitation, with the server’s reason', async ({ person, muster }) => {
  muster.mail.refuse('void@meridian.test', 550, 'no such mailbox');
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).fill('void@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send 1 invite', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
  await olga.waitForFunction(async () => {
    const { people } = await (await fetch('/o/demo/snapshot')).json();
    return JSON.stringify(people).includes('void@meridian.test');
  });
  for (let tries = 0; tries < 60; tries += 1) {
    await olga.open(`${usersPage}?q=void@`);
    await row(olga, 'void@meridian.test').waitFor();
    const note = row(olga, 'void@meridian.test').getByText(/^Mail refused/);
    if (await note.count()) {
      assert.match(await note.innerText(), /no such mailbox/);
      assert.match(await note.getAttribute('title'), /no such mailbox/, 'whole, where it is cut off');
      return;
    }
  }
  throw new Error('the refusal never showed');
});

story('a server that is gone while sending: what was typed stays, and goes out once', async ({ person, muster, allow }) => {
  allow(/502|Failed to (fetch|load)|ERR_/);
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).fill('once@meridian.test');
  await olga.keyboard.press('Enter');
  const heal = muster.chaos.cutAnswer(/invitations\/send/);
  await dialog.getByRole('button', { name: 'Send 1 invite', exact: true }).click();
  await dialog.getByRole('alert').filter({ hasText: /./ }).first().waitFor();
  await dialog.getByRole('button', { name: 'Remove once@meridian.test' }).waitFor();
  heal();
  await dialog.getByRole('button', { name: /^(Send 1 invite|Retry)$/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await muster.mail.next('once@meridian.test');
  assert.deepEqual(muster.mail.untaken().filter(({ to }) => to === 'once@meridian.test'), []);
});

story('a second mail’s link pasted into the tab of the first is read: it says for whom it is', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const { roles, seq } = await snapshot(olga);
  const links = {};
  for (const email of ['one@meridian.test', 'two@meridian.test']) {
    await call(olga, 'invitations/send', {
      org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq,
      invite: { addresses: [{ email, name: null }], role: roles.find((one) => one.slug === 'member').id, teams: [], days: 7, note: null },
    });
    links[email] = linkIn(await muster.mail.next(email), 'invite');
  }
  const ivy = await person();
  await ivy.open(links['one@meridian.test']);
  await ivy.getByText('one@meridian.test', { exact: true }).waitFor();
  await ivy.getByRole('textbox', { name: 'Name' }).fill('Ivy One');
  await ivy.evaluate((hash) => (location.hash = hash), new URL(links['two@meridian.test']).hash);
  await ivy.getByText('two@meridian.test', { exact: true }).waitFor();
  assert.equal(await ivy.getByText('one@meridian.test', { exact: true }).count(), 0);
  await ivy.waitForFunction(() => location.hash === '');
  await ivy.getByRole('textbox', { name: 'Name' }).fill('Ivy Two');
  await ivy.getByLabel('Password', { exact: true }).fill('a password of mine');
  await ivy.getByRole('button', { name: 'Accept invite' }).click();
  await ivy.waitForURL((url) => url.pathname === '/account');
  await ivy.getByText('You sign in as two@meridian.test.').waitFor();
});

story('what is typed while an invite is on its way stays: as a chip, and half an address in the field', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).fill('early@meridian.test');
  await olga.keyboard.press('Enter');
  const held = muster.chaos.hold(/invitations\/send/);
  await dialog.getByRole('button', { name: 'Send 1 invite', exact: true }).click();
  await held.arrived;
  await field(dialog).fill('late@meridian.test');
  await olga.keyboard.press('Enter');
  await field(dialog).pressSequentially('half@merid');
  held.release();
  await dialog.getByRole('button', { name: 'Remove early@meridian.test' }).waitFor({ state: 'detached' });
  await dialog.getByRole('status').getByText('1 invite sent').waitFor();
  await dialog.getByRole('button', { name: 'Remove late@meridian.test' }).waitFor();
  assert.equal(await field(dialog).inputValue(), 'half@merid');
  await field(dialog).pressSequentially('ian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Send 2 invites' }).click();
  await dialog.waitFor({ state: 'hidden' });
  for (const email of ['early@meridian.test', 'late@meridian.test', 'half@meridian.test']) await muster.mail.next(email);
});

story('to invite an Owner is asked about first', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).fill('crown@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('combobox', { name: 'Role' }).selectOption({ label: 'Owner' });
  const send = dialog.getByRole('button', { name: 'Send 1 invite', exact: true });
  await send.click();
  const ask = olga.getByRole('alertdialog', { name: 'Make crown@meridian.test Owner?' });
  await ask.waitFor();
  await accessible(olga);
  await ask.getByRole('button', { name: 'Cancel' }).click();
  await ask.waitFor({ state: 'hidden' });
  await dialog.getByRole('button', { name: 'Remove crown@meridian.test' }).waitFor();
  assert.ok(!(await snapshot(olga)).people.text.includes('crown@meridian.test'), 'nothing was sent');
  await send.click();
  await ask.getByRole('button', { name: 'Make Owner' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await muster.mail.next('crown@meridian.test');
});

story('a personal note alone is not lost by Escape', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await dialog.getByText('More options').click();
  const note = dialog.getByRole('textbox', { name: 'Personal note' });
  await note.fill('See you on Monday');
  await olga.keyboard.press('Escape');
  const ask = olga.getByRole('alertdialog', { name: 'Discard what you typed?' });
  await ask.getByRole('button', { name: 'Keep editing' }).click();
  assert.equal(await note.inputValue(), 'See you on Monday');
  // Nobody presses a key within the frame in which the focus comes back.
  await focused(olga, note);
  await olga.keyboard.press('Escape');
  await ask.getByRole('button', { name: 'Discard' }).click();
  await dialog.waitFor({ state: 'hidden' });
});

story('a paste goes to the caret, and in the place of what is selected', async ({ person }) => {
  const olga = await person();
  await signIn(olga);
  const dialog = await open(olga);
  await field(dialog).fill('@meridian.test');
  await field(dialog).press('Home');
  await paste(olga, dialog, 'kay');
  await field(dialog).pressSequentially('a');
  assert.equal(await field(dialog).inputValue(), 'kaya@meridian.test');
  await olga.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Remove kaya@meridian.test' }).waitFor();
  await field(dialog).fill('wrong@meridian.test');
  await field(dialog).press('ControlOrMeta+a');
  await paste(olga, dialog, 'right@meridian.test');
  await dialog.getByRole('button', { name: 'Remove right@meridian.test' }).waitFor();
  assert.equal(await dialog.getByRole('button', { name: /^Remove / }).count(), 2);
});

story('Olga invites somebody with the same access as Ben, by mouse and then by keyboard alone', async ({ person, muster }) => {
  const olga = await person();
  await signIn(olga);
  const ben = await join(olga, { email: 'ben.same@meridian.test', name: 'Ben Same', role: 'admin', teams: ['design', 'support'], mail: muster.mail });
  await olga.open(usersPage);
  const dialog = olga.getByRole('dialog', { name: 'Invite users' });
  const asBen = dialog.getByRole('button', { name: `Use the access of ${ben.name}` });
  await olga.getByRole('button', { name: 'Invite users' }).click();
  await dialog.getByRole('textbox', { name: 'Email addresses' }).fill('new.same@meridian.test');
  await dialog.getByText('More options').click();
  await dialog.getByRole('searchbox', { name: 'Same access as' }).fill('ben same');
  await dialog.getByText('1 person found').waitFor();
  await accessible(olga);
  await asBen.click();
  await dialog.getByText(/^As Ben Same: Admin, in Design and Support\.$/).waitFor();
  await dialog.getByRole('button', { name: /Teams.*Design, Support/ }).waitFor();
  await dialog.getByRole('button', { name: /^Send/ }).click();
  await dialog.waitFor({ state: 'hidden' });
  await olga.open(`${usersPage}?q=new.same`);
  const invited = row(olga, 'new.same@meridian.test');
  for (const words of ['Admin', 'Design', 'Support']) await invited.getByText(words, { exact: true }).waitFor();

  await olga.open(usersPage);
  await olga.keyboard.press('i');
  await focused(olga, dialog.getByRole('textbox', { name: 'Email addresses' }));
  await tabTo(olga, dialog.getByText('More options'));
  await olga.keyboard.press('Enter');
  await tabTo(olga, dialog.getByRole('searchbox', { name: 'Same access as' }));
  await olga.keyboard.type('nobody of that name');
  await dialog.getByText('Nobody is called that.').waitFor();
  await olga.keyboard.press('Control+a');
  await olga.keyboard.type('ben same');
  await tabTo(olga, asBen);
  await seen(olga);
  await olga.keyboard.press('Enter');
  await focused(olga, dialog.getByRole('searchbox', { name: 'Same access as' }));
  await dialog.getByText(/^As Ben Same: Admin/).waitFor();
});
