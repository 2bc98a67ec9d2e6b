// Somebody's authenticator app (RFC 6238): six digits by SHA-1, every 30 seconds.
import { createHmac } from 'node:crypto';

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an app with this key shows; `steps` half minutes from now. */
export function code(key, steps = 0) {
  const bits = [...key.replaceAll(/\s/g, '')].map((letter) => letters.indexOf(letter).toString(2).padStart(5, '0')).join('');
  const bytes = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2)));
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 30_000) + steps));
  const digest = createHmac('sha1', bytes).update(counter).digest();
  const value = digest.readUInt32BE(digest.at(-1) & 15) & 0x7fff_ffff;
  return String(value % 1_000_000).padStart(6, '0');
}

/** Six digits that the app shows at no time near. */
export function wrong(key) {
  const near = [-3, -2, -1, 0, 1, 2, 3].map((steps) => code(key, steps));
  return [...Array(10).keys()].map((n) => String(n).padStart(6, '0')).find((one) => !near.includes(one));
}
