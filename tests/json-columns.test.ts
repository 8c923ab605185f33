import { expect, test } from "vitest";
import { sourcesIn, textOf } from "./support/house";
import { modelsOf } from "./support/prisma-schema";

// What a JSON column holds is known to one reader: `storedJson`, `storedValues` or `sealedJson` with the column's name.
const isJson = ({ type, comment }: { type: string; comment: string }) =>
  type === "Json" || /sealed json/i.test(comment);

const models = modelsOf();
const fields = models.flatMap(({ table, fields: all }) => all.filter(isJson).map((field) => ({ table, ...field })));
const columns = fields.map(({ table, column }) => `${table}.${column}`);

const unread: Readonly<Record<string, string>> = {
  "audit_entry.before": "shown as it is",
  "audit_entry.after": "shown as it is",
  "security_event.detail": "shown as it is",
  "campaign_variant.document": "kept with what was compiled from it; nothing reads it yet",
  "automation_version.definition": "nothing uses the table yet",
  "enrollment_step.data": "nothing uses the table yet",
};
/** One row a setting, each with a form of its own. */
const severalReaders = ["installation_setting.value"];

const sources = sourcesIn(["{lib,app,components,prisma}/**/*.{ts,tsx}"]);
const declared = sources.flatMap((file) =>
  [...textOf(file).matchAll(/(?:storedJson|storedValues|sealedJson)(?:<[^(]*>)?\(\s*"(\w+\.\w+)"/g)].map(
    ([, column]) => ({ file, column: column! }),
  ),
);

test("every JSON column has one reader", () => {
  const known = new Set(declared.map(({ column }) => column));
  expect(columns.length).toBeGreaterThan(30);
  expect(columns.filter((column) => !known.has(column) && !(column in unread))).toEqual([]);
  expect(Object.keys(unread).filter((column) => !columns.includes(column))).toEqual([]);
  const twice = declared.filter(({ column }, at) => declared.findIndex((one) => one.column === column) !== at);
  expect([...new Set(twice.map(({ column }) => column))].sort()).toEqual(severalReaders);
});

test("a reader names a column that there is", () => {
  expect(declared.filter(({ column }) => !columns.includes(column))).toEqual([]);
});

const all = [...new Set(fields.map(({ name }) => name))];
const names = all.join("|");
/** Taken out of its row, `const { brake } = row`, it bears the column's name; these two are names of much else. */
const alone = all.filter((name) => name !== "value" && name !== "data").join("|");
/** `row.compiled as X`, `row["compiled"]! as unknown as X`, `(row.result ?? {}) as X`, `brake as X`. */
const cast = new RegExp(
  [
    `(?<!init|request|target|next\\(\\)|step)\\??(?:\\.(?:${names})\\b|\\["(?:${names})"\\])!?(?: \\?\\? [^;,\\n]{1,20})?\\)? as (?!const\\b)`,
    `(?<![.\\w"])\\b(?:${alone})!? as (?:unknown\\b|Record\\b|\\{|[A-Z])`,
  ].join("|"),
);
/** Parsing beside the reader: `Schema.parse(row.format)`. */
const parsed = new RegExp(`(?:\\b[A-Z]\\w*\\.(?:safeParse|parse))\\((?!input)\\w+\\.(?:${names})\\)`);
const written = /as (?:unknown as )?Prisma\.(?:Input)?Json|JSON\.parse\(open\(/;

const elsewhere: Readonly<Record<string, string>> = {
  "lib/base/db/stored-json.ts": "the readers' own file",
  "lib/base/security/sealed-json.ts": "the readers' own file",
  "lib/base/audit/record-audit.ts": "writes whatever it is given, secrets removed",
};

test("no source casts what a JSON column holds, or parses it beside the reader", () => {
  const found = sources.filter((file) => [cast, parsed, written].some((pattern) => pattern.test(textOf(file))));
  expect(found.filter((file) => !(file in elsewhere))).toEqual([]);
});

test("the scan finds what stood here before", () => {
  const before = [
    "return variant.compiled as unknown as CompiledContent;",
    "const options = job.options as { listIds?: string[] };",
    'return variant["compiled"] as CompiledContent;',
    "return rows[0]!.settings! as Settings;",
    "return compiled as CompiledContent;",
    "facts: factsOf((row.result ?? {}) as Record<string, unknown>),",
    "const stored = row?.value as unknown as Stored | undefined;",
    "const format = CsvFormatSchema.parse(job.format);",
    "compiled: compiled as unknown as Prisma.InputJsonValue,",
    "JSON.parse(open(sealed)) as HookSecrets;",
  ];
  expect(before.filter((line) => ![cast, parsed, written].some((pattern) => pattern.test(line)))).toEqual([]);
});
