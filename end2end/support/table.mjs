// Files with tables.
import assert from 'node:assert/strict';

/** The cells of a table by RFC 4180, read as strictly as it is written. */
export function cells(csv) {
  const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r\n)/y;
  const rows = [[]];
  while (cell.lastIndex < csv.length) {
    const at = cell.lastIndex;
    const found = cell.exec(csv);
    assert.ok(found, `not RFC 4180: ${csv.slice(at, at + 80)}`);
    const [, raw, end] = found;
    rows.at(-1).push(raw.startsWith('"') ? raw.slice(1, -1).replaceAll('""', '"') : raw);
    if (end !== ',') rows.push([]);
  }
  return rows.slice(0, -1);
}
