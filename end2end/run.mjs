// Runs the browser stories: `node end2end/run.mjs [words of a file's name …]`.
//
// MUSTER_BINARY    the program to test; otherwise the newest of target/{debug,release}/muster
// CHROMIUM         the browser; otherwise the first found on PATH
// UPDATE_SNAPSHOTS 1: write the ARIA snapshots anew instead of comparing
// STORIES_AT_ONCE  how many files run at a time (2)
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { findBinary, findChromium } from './support/programs.mjs';

const folder = fileURLToPath(new URL('stories/', import.meta.url));
const words = process.argv.slice(2);
const files = readdirSync(folder)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => words.length === 0 || words.some((word) => name.includes(word)))
  .sort()
  .map((name) => folder + name);

if (files.length === 0) {
  console.error(`no story's file name has ${words.join(' or ')} in it`);
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
  ['--test', `--test-concurrency=${atOnce}`, '--test-reporter=spec', ...files],
  { stdio: 'inherit', env },
);
runner.on('exit', (code) => process.exit(code ?? 1));
