import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";

const home = "lib/base/db/sql-state.ts";
const sources = sourcesIn(["{lib,app,components}/**/*.{ts,tsx,mjs}", "prisma/*.ts", "*.ts"]);

/** Words of PostgreSQL's errors, and its states outside the file that knows them. */
const ofTheDatabase = [
  /"(?:0[A-Z\d]|2[2-9BDF]|3[489BDF]|4[0-4]|5[3-8]|72|F0|HV|P0|XX)(?:[A-Z\d]\d\d|\d[A-Z]\d)"/,
  /duplicate key|violates (?:unique|foreign|check|not-null)|due to (?:statement|lock) timeout|deadlock detected|could not serialize/,
];

/** Reading the text of an error of whatever kind, compared or searched. */
const caught = String.raw`\b(?:e|err|\w*(?:error|failure|cause|caught|thrown)\w*)`;
const text = String.raw`(?:${caught}\??\.(?:message|stack|toString\(\))|String\(${caught}\)|JSON\.stringify\(${caught}[\w.?]*(?: \?\? \{\})?\))`;
const readsText = new RegExp(
  String.raw`${text}\??\.(?:includes|match|startsWith|endsWith|search|indexOf)\(|${text} ?[!=]==|\/\w*\.test\(${text}`,
  "i",
);
const mayReadText: Readonly<Record<string, string>> = {
  "lib/base/db/await-database.ts": "node-postgres gives a server without TLS no code",
  "lib/content/liquid/liquid.ts": "LiquidJS gives its limits no code",
};

test("errors of the database are known by their state, in one file", () => {
  const wrong = sources.filter((file) => file !== home && ofTheDatabase.some((pattern) => pattern.test(textOf(file))));
  expect(sources).toContain(home);
  expect(wrong).toEqual([]);
});

test("no source reads what the text of an error says", () => {
  const reading = sources.filter((file) => readsText.test(textOf(file)));
  expect(reading).toEqual(Object.keys(mayReadText));
});

test("both rules find what they forbid", () => {
  const before = [
    'if (!String(error).includes("55P03")) throw error;',
    'if (tries === MOST || !String(error).includes("23505")) throw error;',
    'return error.code === "P2010" && JSON.stringify(error.meta ?? {}).includes("23505");',
    "if (/deadlock/.test(error.message)) return;",
    "if (/deadlock/i.test(err.message)) return;",
    'if (e.message === "Connection terminated unexpectedly") return;',
    'if (error?.toString().startsWith("Terminated")) return;',
  ];
  expect(before.filter((line) => !readsText.test(line))).toEqual([]);
  const states = ["57014", "23505", "55P03", "40001", "40P01", "42P01"].map((state) => `"${state}"`);
  expect(states.filter((state) => !ofTheDatabase[0]!.test(state))).toEqual([]);
});
