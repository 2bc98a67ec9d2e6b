// Rows that are chosen, and whom a story chooses.
import { call, join, loaded, snapshot, usersPage } from './cast.mjs';

export const button = (page, name) => page.getByRole('button', { name });
export const toast = (page, words) => page.getByRole('region', { name: 'Notifications' }).getByText(words);
export const check = (page, name) => page.getByRole('checkbox', { name: `Select ${name}`, exact: true });
export const bar = (page, count) => page.getByRole('toolbar', { name: `${count} selected`, exact: true });
export const search = async (page, q) => {
  await page.open(`${usersPage}?q=${encodeURIComponent(q)}`);
  await loaded(page);
};

/** People called so, made by Olga: a story has its own. */
export const crew = async (page, name, count, options = {}) => {
  const { seq } = await snapshot(page);
  await call(page, 'organization/change', { org: 'demo', intent_id: crypto.randomUUID(), seen_seq: seq, change: { name: null, seat_limit: [null], seat_policy: null } });
  const people = [];
  for (let at = 1; at <= count; at += 1) {
    const email = `${name.toLowerCase()}${at}@meridian.test`;
    people.push({ ...(await join(page, { email, name: `${name} No${at}`, ...options })), email });
  }
  await search(page, name);
  return people;
};
export const names = (name, ...numbers) => numbers.map((number) => `${name} No${number}`);
export const choose = async (page, people) => {
  for (const name of people) await check(page, name).check();
};
