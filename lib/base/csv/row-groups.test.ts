import { CsvError } from "csv-parse";
import fc from "fast-check";
import { expect, test } from "vitest";
import { AppError } from "@/lib/base/errors";
import type { CsvFormat } from "./detect-csv";
import { plainRecords } from "./plain-records";
import { type CsvRow, readCsv } from "./read-csv";
import { FILE_START, type FilePlace, type RowGroup, rowGroups } from "./row-groups";

const encodings = {
  "utf-8": (text: string) => Buffer.from(text),
  "utf-16le": (text: string) => Buffer.from(text, "utf16le"),
  "utf-16be": (text: string) => Buffer.from(text, "utf16le").swap16(),
  "windows-1252": (text: string) => Buffer.from(text, "latin1"),
  "iso-2022-jp": (text: string) => Buffer.from(text.replaceAll("ä", '\u001b$B$"\u001b(B'), "latin1"),
} as const;

const format = (change: Partial<CsvFormat> = {}): CsvFormat => ({
  ...{ encoding: "utf-8", delimiter: ",", bareCr: false, hasHeader: false, skipRows: 0 },
  ...change,
});

function partsOf(bytes: Uint8Array, size: number) {
  return async function* from(first: number) {
    for (let part = first; part * size < bytes.length; part++)
      yield { part, data: bytes.subarray(part * size, (part + 1) * size) };
  };
}

type Parts = ReturnType<typeof partsOf>;

async function groupsOf(parts: Parts, how: CsvFormat, place: FilePlace = FILE_START) {
  const groups: RowGroup[] = [];
  for await (const group of rowGroups(parts(place.part), how, place)) groups.push(group);
  return groups;
}

/** What went wrong, or the rows. */
async function outcome(read: () => Promise<CsvRow[]>): Promise<CsvRow[] | string> {
  try {
    return await read();
  } catch (error) {
    // Of two things that are wrong with a file either may be found first.
    if (error instanceof CsvError || error instanceof AppError) return "refused";
    throw error;
  }
}

async function byParser(bytes: Uint8Array, how: CsvFormat): Promise<CsvRow[]> {
  const rows: CsvRow[] = [];
  for await (const row of readCsv(partsOnly(bytes), how)) rows.push(row);
  return rows;
}

async function* partsOnly(bytes: Uint8Array) {
  yield bytes;
}

const cellsOf = (rows: CsvRow[] | string) => (typeof rows === "string" ? rows : rows.map(({ cells }) => cells));

const token = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom("ada@example.com", "x", "two words", "ä", "7", "'=1", "") },
  { weight: 5, arbitrary: fc.constantFrom(",", ",", "\n", "\r\n") },
  { weight: 2, arbitrary: fc.constantFrom('"a, b"', '"say ""hi"""', '"two\nlines"', '""') },
  { weight: 1, arbitrary: fc.constantFrom('"', "\r", ";") },
);
const block = fc.array(token, { minLength: 1, maxLength: 30 }).map((tokens) => tokens.join(""));

test("however a file is written and cut, its rows are those of the parser, from its start and from every place on", async () => {
  let plain = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(block, { minLength: 1, maxLength: 4 }),
      fc.constantFrom(...(Object.keys(encodings) as (keyof typeof encodings)[])),
      fc.integer({ min: 1, max: 120_000 }),
      fc.boolean(),
      async (blocks, encoding, size, bareCr) => {
        const text = blocks.map((each) => each.repeat(Math.ceil(40_000 / (each.length || 1)))).join("\n");
        const bytes = encodings[encoding](bareCr ? text.replaceAll("\r\n", "\r") : text);
        const how = format({ encoding, bareCr });
        const parts = partsOf(bytes, encoding.startsWith("utf-16") && size % 2 ? size + 1 : Math.max(size, 2000));
        const wanted = await outcome(() => byParser(bytes, how));
        let groups: RowGroup[] = [];
        const found = await outcome(async () => {
          groups = await groupsOf(parts, how);
          return groups.flatMap(({ rows }) => rows);
        });
        expect(cellsOf(found)).toEqual(cellsOf(wanted));
        if (typeof wanted === "string") return;
        if (plainRecords(text, how)) plain += 1;
        if (!text.includes("\r")) expect(found).toEqual(wanted);
        for (const { place } of [groups.at(-1), groups[groups.length >> 1]].filter((group) => group !== undefined)) {
          const rest = await groupsOf(parts, how, place);
          expect(rest.flatMap(({ rows }) => rows)).toEqual((found as CsvRow[]).slice(place.records));
        }
      },
    ),
    { numRuns: 60 },
  );
  expect(plain).toBeGreaterThan(5);
}, 120_000);

test("lines are counted as people count them, also those within quotes", async () => {
  const text = 'email,note\r\nada@example.com,"one\r\ntwo"\r\n\r\nbob@example.com,12" wide\r\n';
  const groups = await groupsOf(partsOf(Buffer.from(text), 1000), format());
  expect(groups.flatMap(({ rows }) => rows)).toEqual([
    { line: 1, cells: ["email", "note"] },
    { line: 2, cells: ["ada@example.com", "one\r\ntwo"] },
    { line: 5, cells: ["bob@example.com", '12" wide'] },
  ]);
  const odd = await groupsOf(partsOf(Buffer.from(`${text}"odd" quote,x\r\n`), 1000), format());
  expect(odd.flatMap(({ rows }) => rows.map(({ line }) => line))).toEqual([1, 2, 5, 6]);
});

test("a byte order mark is dropped at the start only", async () => {
  const rows = Array.from({ length: 9000 }, (_, n) => `\ufeffp${n}@example.com\n`).join("");
  const groups = await groupsOf(partsOf(Buffer.from(rows), 50_000), format());
  const cells = groups.flatMap(({ rows: read }) => read.map(({ cells: [cell] }) => cell));
  expect(cells.filter((cell) => !cell?.startsWith("\ufeff"))).toEqual(["p0@example.com"]);
});

test("reading goes on close to where it stopped", async () => {
  const rows = Array.from({ length: 20_000 }, (_, n) => `p${n}@example.com,"Name, ${n}"\n`).join("");
  const groups = await groupsOf(partsOf(Buffer.from(rows), 100_000), format());
  expect(groups.length).toBeGreaterThan(8);
  for (const { place, before } of groups) expect(before).toBe(place.records);
  expect(new Set(groups.map(({ place }) => place.part)).size).toBeGreaterThan(5);
});

test.each([
  ["that is never closed", `a,b\n"x,${"y".repeat(300)}\nz`, "CSV_QUOTE_NOT_CLOSED"],
  ["that is closed too late", `a,b\n"x,${"y\n".repeat(200_000)}`, "CSV_MAX_RECORD_SIZE"],
])("a quote %s is an error with its line", async (_what, text, code) => {
  const error = await groupsOf(partsOf(Buffer.from(text), 70_000), format()).catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ code, lines: expect.any(Number) });
});
