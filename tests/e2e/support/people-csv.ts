import { readFileSync } from "node:fs";
import path from "node:path";

const fixture = path.resolve(import.meta.dirname, "../../fixtures/csv/dittofeed-users.csv");

/** The real export, as it is: header and five people. */
export const realCsv = readFileSync(fixture, "utf8");

/** Recipients whose behaviour is asked for by their address, beside the many with a realistic mix. */
export const named = {
  opens: 12,
  clicks: 9,
  bounces: 6,
  full: 3,
  complains: 2,
  unsubscribes: 4,
  refuses: 2,
} as const;

/** `total` people under the real export's header: its own five, the named ones, and the rest. */
export function peopleCsv(total: number): string {
  const [header, ...people] = realCsv.trim().split(/\r?\n/);
  const rows = [...people];
  const add = (local: string, firstName: string) =>
    rows.push(`id-${rows.length},${local}@people.example,${firstName},Example,0${rows.length}`);
  const repeat = (count: number, name: string) => {
    for (let number = 1; number <= count; number++) add(`${name}+${number}`, name[0]!.toUpperCase() + name.slice(1));
  };
  repeat(named.opens, "open");
  repeat(named.clicks, "click");
  repeat(named.bounces, "bounce");
  repeat(named.full, "full");
  repeat(named.complains, "complain");
  repeat(named.unsubscribes, "unsubscribe");
  repeat(named.refuses, "refuse");
  // Every tenth has no first name: the fallback of the merge tag is for them.
  for (let number = 1; rows.length < total; number++)
    add(`reader${number}`, number % 10 === 0 ? " " : `Reader${number}`);
  return `${header}\n${rows.join("\n")}\n`;
}
