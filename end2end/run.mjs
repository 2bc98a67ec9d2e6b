// Runs the browser stories: `node end2end/run.mjs [word …]` those of the files whose name has a word in it, and
// otherwise those whose own name has.
//
// MUSTER_BINARY    the program to test; otherwise the newest of target/{debug,release}/muster
// CHROMIUM         the browser; otherwise the first found on PATH
// UPDATE_SNAPSHOTS 1: write the ARIA snapshots anew instead of comparing
// STORIES_AT_ONCE  how many files run at a time (2)
import { spawn } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBinary, findChromium } from './support/programs.mjs';

const folder = fileURLToPath(new URL('stories/', import.meta.url));
const words = process.argv.slice(2);
const all = readdirSync(folder).filter((name) => name.endsWith('.test.mjs')).sort();
const named = all.filter((name) => words.some((word) => name.includes(word)));
const byFile = words.length === 0 || named.length > 0;
const telling = (name) => {
  const titles = readFileSync(folder + name, 'utf8').match(/^story\(.*/gm) ?? [];
  return titles.some((title) => words.some((word) => title.includes(word)));
};
const files = (words.length === 0 ? all : byFile ? named : all.filter(telling)).map((name) => folder + name);
const patterns = byFile ? [] : words.map((word) => `--test-name-pattern=${word.replaceAll(/[^\w ]/g, '.')}`);

if (files.length === 0) {
  console.error(`no story has ${words.join(' or ')} in its name or its file's`);
  process.exit(1);
}

const env = { ...process.env };
try {
  env.MUSTER_BINARY = findBinary();
  env.CHROMIUM = findChromium();
} catch (error) {
  console.error(error.message);
  process.exit(1);
}

const atOnce = process.env.STORIES_AT_ONCE ?? '2';
const runner = spawn(
  process.execPath,
  ['--test', `--test-concurrency=${atOnce}`, '--test-reporter=spec', ...patterns, ...files],
  { stdio: 'inherit', env },
);
runner.on('exit', (code) => process.exit(code ?? 1));
