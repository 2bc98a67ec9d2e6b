// The programs that the stories drive.
import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** The `muster` program to test: the one named, or the newest one built. */
export function findBinary() {
  // Stories run it in folders of their own.
  if (process.env.MUSTER_BINARY) return resolve(process.env.MUSTER_BINARY);
  const target = process.env.CARGO_TARGET_DIR ?? join(root, 'target');
  const built = ['debug', 'release']
    .map((profile) => join(target, profile, 'muster'))
    .filter(isProgram)
    .sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
  if (built.length === 0) throw new Error('muster is not built: run `cargo build` first, or script/test for everything');
  return built[0];
}

/** Chromium, or a browser of its family. */
export function findChromium() {
  if (process.env.CHROMIUM) return process.env.CHROMIUM;
  const names = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  const places = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  places.push('/Applications/Google Chrome.app/Contents/MacOS/Google Chrome');
  const found = places.find(isProgram);
  if (!found) throw new Error('Chromium is missing: script/setup installs it on Debian, or name one in CHROMIUM');
  return found;
}

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
