// What of a request somebody could write something else into: each value of its address and its body, marked for sqlmap.

const id = /^([0-9a-f-]{36}|demo)$/;
/** Texts of several values. */
const PIECES = { file: /[^,\n]+/g, query: /[^=&]+(?=&|$)/g };

/** How a request reads but for its values: those that read alike are one. */
export function shape({ method, address, body }) {
  const [path, query = ''] = address.split('?');
  const names = [...new URLSearchParams(query).keys()].sort();
  return [method, path.split('/').map((part) => (id.test(part) ? '{}' : part)).join('/'), ...names, leaves(parsed(body)).join()].join(' ');
}

function parsed(body) {
  try {
    return JSON.parse(body ?? '{}');
  } catch {
    return Object.fromEntries(new URLSearchParams(body));
  }
}

function leaves(value, name = '') {
  if (Array.isArray(value)) return [...new Set(value.flatMap((one) => leaves(one, `${name}[]`)))];
  if (value === null || typeof value !== 'object') return [name];
  return Object.entries(value).flatMap(([key, one]) => leaves(one, name ? `${name}.${key}` : key)).sort();
}

const typed = /^"?([0-9a-f-]{36}|\d+|true|false|null|demo)$/;

/** Whether a value, as it is written or a pair of a name and one, can only be what its type says: a number or an id, say. */
export const isTyped = (text) => typed.test(text.split('=').at(-1));

/** The request with a mark behind each of those values, and how many marks that makes. */
export function marked({ method, address, body, type = '' }, which = () => true) {
  let count = 0;
  const mark = (text) => {
    if (!which(text)) return text;
    count += 1;
    return `${text}*`;
  };
  const [path, query] = address.split('?');
  const parts = path.split('/').map((part) => (id.test(part) ? mark(part) : part)).join('/');
  const pairs = query?.split('&').filter(Boolean).map((pair) => (pair.includes('=') ? mark(pair) : pair)).join('&');
  const value = (json, key) => {
    if (Array.isArray(json)) return `[${json.map((one) => value(one, key))}]`;
    if (json !== null && typeof json === 'object') {
      return `{${Object.entries(json).map(([name, one]) => `${JSON.stringify(name)}:${value(one, name)}`)}}`;
    }
    if (typeof json !== 'string') return mark(String(json));
    const quoted = JSON.stringify(json.replaceAll('*', ''));
    if (!PIECES[key]) return `${mark(quoted.slice(0, -1))}"`;
    return JSON.stringify(json.replaceAll(PIECES[key], (piece) => mark(piece)));
  };
  let text = '';
  if (body && type.includes('json')) text = value(JSON.parse(body));
  else if (body) text = body.split('&').map((pair) => mark(pair)).join('&');
  return { method, address: parts + (pairs ? `?${pairs}` : ''), type, body: text, count };
}
