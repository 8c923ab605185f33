import { readFileSync } from "node:fs";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { readCsv, sampleCsv } from "@/lib/base/csv/read-csv";
import { csvCell, csvLine, csvResponse, withoutGuard } from "@/lib/base/csv/write-csv";
import { cpuMs } from "@/tests/support/cpu-time";
import { guessMapping } from "./guess-mapping";
import { guessDateOrder, guessType } from "./guess-type";
import { noteOf, RowMapper } from "./row-mapper";

const sample = (name: string) => readFileSync(`tests/fixtures/csv/${name}`);
const cellsOf = async (name: string) => (await sampleCsv(sample(name), true, 50)).rows.map(({ cells }) => cells);

async function* inSlices(bytes: Uint8Array, size: number) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

describe("reading", () => {
  test.each(["utf8-bom", "utf16le-bom", "utf16be-bom", "tab-utf16le-bom", "semicolon-crlf", "pipe", "windows-1252"])(
    "the same rows come out of %s",
    async (variant) => {
      expect(await cellsOf(`csv-spectrum-quotes.${variant}.csv`)).toEqual(
        await cellsOf("csv-spectrum-quotes_and_newlines.csv"),
      );
    },
  );

  test("a file with bare carriage returns is read by lines", async () => {
    const { rows, format } = await sampleCsv(sample("csv-spectrum-quotes.cr-only.csv"), true, 50);
    expect(format.bareCr).toBe(true);
    expect(rows.map(({ line }) => line)).toEqual([1, 2, 5]);
  });

  test("Windows-1252 is taken when the bytes are not UTF-8", async () => {
    const { format, rows } = await sampleCsv(Buffer.from("email;name\r\na@b.de;J\xfcrgen\r\n", "latin1"), true, 5);
    expect(format).toMatchObject({ encoding: "windows-1252", delimiter: ";", hasHeader: true });
    expect(rows[1]?.cells[1]).toBe("Jürgen");
  });

  test("a file without a header is known by its addresses", async () => {
    expect((await sampleCsv(sample("dittofeed-missing-headers.csv"), true, 5)).format.hasHeader).toBe(false);
    expect((await sampleCsv(sample("papaparse-long-sample.csv"), true, 5)).format.hasHeader).toBe(false);
    expect((await sampleCsv(sample("dittofeed-users.csv"), true, 5)).format.hasHeader).toBe(true);
  });

  test("the head of a longer file gives whole rows only", async () => {
    const head = Buffer.from('email,note\na@b.de,"one\ntwo"\nc@d.de,"cut');
    expect((await sampleCsv(head, false, 10)).rows.map(({ cells }) => cells[0])).toEqual(["email", "a@b.de"]);
  });

  test("an unclosed quote is an error in the end, not an endless cell", async () => {
    const format: CsvFormat = { encoding: "utf-8", delimiter: ",", bareCr: false, hasHeader: true, skipRows: 0 };
    const read = async () => {
      for await (const _ of readCsv(inSlices(Buffer.from('a,b\n1,"open\n2,3\n'), 4), format)) void _;
    };
    await expect(read()).rejects.toThrow(/quote/i);
  });

  test("however the bytes are cut, the rows are the same", async () => {
    const bytes = sample("csv-spectrum-quotes.utf16le-bom.csv");
    const format: CsvFormat = { encoding: "utf-16le", delimiter: ",", bareCr: false, hasHeader: true, skipRows: 0 };
    for (let size = 1; size < 12; size++) {
      const rows = [];
      for await (const { cells } of readCsv(inSlices(bytes, size), format)) rows.push(cells);
      expect(rows).toEqual([
        ["a", "b"],
        ["1", 'ha \n"ha" \nha'],
        ["3", "4"],
      ]);
    }
  });
});

interface ExportHeader {
  product: string;
  header: string;
  delimiter: string;
  expected_mapping: { email: string | null; first_name?: string; last_name?: string; name?: string; tags?: string };
}

describe("guessing what a column is", () => {
  const headers = readFileSync("tests/fixtures/csv/export-headers.jsonl", "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as ExportHeader);

  test.each(headers.map((one) => [one.product, one] as const))(
    "%s",
    (_product, { header, delimiter, expected_mapping }) => {
      const names = (parse(header, { delimiter, relax_quotes: true }) as string[][])[0] ?? [];
      const guess = guessMapping(names, [], []);
      const column = (to: string) => names[guess.findIndex((target) => target.to === to)] ?? null;
      expect(column("email")).toBe(expected_mapping.email);
      if (expected_mapping.first_name) expect(column("firstName")).toBe(expected_mapping.first_name);
      if (expected_mapping.last_name) expect(column("lastName")).toBe(expected_mapping.last_name);
      if (expected_mapping.name) expect(column("fullName")).toBe(expected_mapping.name);
      if (expected_mapping.tags) expect(column("tags")).toBe(expected_mapping.tags);
    },
  );

  test("without a header the addresses tell", () => {
    expect(guessMapping(null, [["1", "ada@example.com", "Ada"]], [])[1]).toEqual({ to: "email" });
  });

  test("types follow the values; codes with leading zeros stay text", () => {
    expect(guessType(["1", "20.5"])).toBe("number");
    expect(guessType(["007", "008"])).toBe("text");
    expect(guessType(["yes", "no"])).toBe("boolean");
    expect(guessType(["oui", "non", "-"])).toBe("boolean");
    expect(guessType(["ja", "nein", "j"])).toBe("boolean");
    expect(guessType(["12,50", "1.234,00", "n/a"])).toBe("number");
    expect(guessType(["1,234.50", "0.99"])).toBe("number");
    expect(guessType(["31-12-2023", "2023/12/31", "31.12.2023 10:00"])).toBe("date");
    expect(guessDateOrder(["13-04-2026"])).toBe("dmy");
    const dates = Array.from({ length: 30 }, (_, day) => `2026-04-${day + 1}`);
    expect(guessType([...dates, "in spring"]), "one slip of 31").toBe("date");
    expect(guessType([...dates.slice(0, 9), "in spring"]), "one of 10 is no slip").toBe("text");
    expect(guessType([...dates, "192.168.1.1"]), "figures of another kind").toBe("text");
    expect(guessType(["n/a", "-"])).toBe("text");
    expect(guessType(["2026-01-02", "2026-01-03 10:00"])).toBe("date");
    expect(guessDateOrder(["03/04/2026", "13/04/2026"])).toBe("dmy");
    expect(guessDateOrder(["03/14/2026"])).toBe("mdy");
  });
});

test("a value that cannot be read is left out with its reason, and the person kept", () => {
  const mapper = new RowMapper(
    [{ to: "email" }, { to: "field", key: "age", dates: "ymd" }],
    [{ key: "age", label: "Age", type: "number", options: [] }],
    false,
  );
  const read = mapper.read({ line: 7, cells: ["a@b.de", "old"] });
  expect(read).toMatchObject({ row: { email: "a@b.de", fields: {} } });
  expect("row" in read && noteOf(read.row)).toEqual({
    ...{ line: 7, field: "age", reason: "This should be a number.", kept: true },
    row: ["a@b.de", "old"],
  });
  for (const nothing of ["-", "n/a", "NULL", "unbekannt", "k. A."])
    expect(mapper.read({ line: 9, cells: ["a@b.de", nothing] }), nothing).toMatchObject({
      row: { fields: {}, problems: [] },
    });
  expect(mapper.read({ line: 7, cells: ["a.b.de", "7"] })).toMatchObject({
    refusal: { line: 7, field: "email", kept: false, row: ["a.b.de", "7"] },
  });
  expect(mapper.read({ line: 8, cells: ["mailto:A@B.de", "7"] })).toMatchObject({
    row: { email: "A@b.de", fields: { age: 7 } },
  });
});

describe("writing", () => {
  test.each(["=1+1", "=1", "+cmd|' /C calc'!A0", "-2+3", "-a1", "@SUM(A1)", "@1", "\t=1", "\t5", "\r5", "＝1"])(
    "disarms %j",
    (text) => {
      expect(csvCell(text).replace(/^"/, "")).toMatch(/^'/);
    },
  );

  test.each(["-5", "-1.234", "+49 30 1234", "+1 555-0100", "+49 (0)30/12-34", "ada@example.com", "plain"])(
    "leaves %j as it is",
    (text) => {
      expect(csvCell(text)).toBe(text);
    },
  );

  test("a download begins with a byte order mark and has a plain name", async () => {
    async function* lines() {
      yield csvLine(["Größe", "+49 30 1234"]);
    }
    const response = csvResponse('…"Spring": sale-report.csv', lines());
    expect(response.headers.get("content-disposition")).toBe('attachment; filename="Spring-sale-report.csv"');
    expect(Buffer.from(await response.arrayBuffer()).toString()).toBe("\ufeffGröße,+49 30 1234\r\n");
  });

  test("what is written can be read again", () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.string().filter((cell) => csvCell(cell) === cell || !csvCell(cell).includes("'")),
          { minLength: 2 },
        ),
        (cells) => {
          expect(parse(csvLine(cells), { relax_column_count: true, record_delimiter: "\r\n" })[0]).toEqual(cells);
        },
      ),
    );
  });
});

test("a cell that was disarmed is read as it was, whatever it is", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(withoutGuard(unquoted(csvCell(text)))).toBe(text);
    }),
  );
  for (const text of ["=1", "'=1", "''=1", "'quoted'", "+1 555-0100", "@x", "-a", "'"]) {
    expect(withoutGuard(unquoted(csvCell(text)))).toBe(text);
  }
});

function unquoted(cell: string): string {
  return cell.startsWith('"') && cell.endsWith('"') && cell.length > 1 ? cell.slice(1, -1).replaceAll('""', '"') : cell;
}

test("long cells and lines are read in time that grows with their length", async () => {
  const mapper = new RowMapper([{ to: "email" }, { to: "fullName" }, { to: "firstName" }, { to: "tags" }], [], false);
  for (const unit of [" ", '"', "a ", "a,", "a@", ",", '"a,', "'=", "\u00e4", "a@b."]) {
    const long = unit.repeat(200_000 / unit.length);
    const file = Buffer.from(`email,name\n${long}\na@b.test,${long}x\n`);
    const ms = await cpuMs(() => {
      // A line of very many columns is refused, in words.
      if (unit.includes(",")) expect(() => sampleCsv(file, true, 50)).toThrow(/columns|quote/i);
      else sampleCsv(file, true, 50);
      mapper.read({ line: 1, cells: ["a@b.test", long, long.slice(0, 100_000), long] });
      guessMapping(["Email", long], [["a@b.test", long]], []);
    });
    expect(ms, unit).toBeLessThan(2000);
  }
});

test("a first line that is too long, or a quote that never ends, is refused in words", () => {
  const wide = `${Array.from({ length: 60_000 }, (_, n) => `c${n}`).join(",")}\na@b.test\n`;
  for (const text of [wide, `"email,name\n${"a@b.test,Ann\n".repeat(30_000)}`, '"email\na@b.test\n']) {
    expect(() => sampleCsv(Buffer.from(text), true, 50)).toThrow(expect.objectContaining({ code: "invalid" }));
  }
});
