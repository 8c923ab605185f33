import { readFileSync } from "node:fs";
import path from "node:path";
import { findFields } from "@/lib/people/contacts/fields";
import { contactFields } from "@/lib/people/contacts/stored-fields";
import { type Case, compare } from "./case";
import { importFile, people } from "./import-file";
import { readTable } from "./read-table";
import { freshWorkspace } from "./workspace";

const byAddress = (rows: readonly string[][]) => [...rows].sort(([a = ""], [b = ""]) => (a < b ? -1 : 1));

/** Encodings, lines above the header, and codes: the values of the file arrive as they are. */
export const importReading: readonly Case[] = [
  {
    name: "one invalid octet in a UTF-8 file: the others stay UTF-8, the row is marked",
    files: ["i09-one-bad-byte.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const { preview, job, refusals } = await importFile(ctx, dir, this.files[0]!);
      const [, ...rows] = readTable(dir, this.files[0]!);
      const broken = rows.flatMap((row, at) => (row.join().includes("\ufffd") ? [at + 2] : []));
      const whole = rows.filter((row) => !row.join().includes("\ufffd"));
      const got = (await people(ctx)).map((one) => [one.email, one.firstName, one.fields.city]);
      return compare({
        encoding: [preview.format.encoding, "utf-8"],
        marked: [refusals.map(({ line }) => line), broken],
        imported: [job.created, whole.length],
        values: [got, byAddress(whole).slice(0, 200)],
      });
    },
  },
  {
    name: "sep= in the first line: the second names the columns",
    files: ["i07-sep.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const text = readFileSync(path.join(dir, this.files[0]!), "utf8");
      const delimiter = /sep=(.)/i.exec(text)?.[1] ?? ";";
      const [, header = [], ...rows] = readTable(dir, this.files[0]!, { delimiter });
      const { preview, job } = await importFile(ctx, dir, this.files[0]!);
      const got = (await people(ctx)).map((one) => [one.email, one.firstName, one.fields.city]);
      return compare({
        header: [preview.header, header],
        delimiter: [preview.format.delimiter, delimiter],
        imported: [job.created, rows.length],
        values: [got, byAddress(rows)],
      });
    },
  },
  {
    name: "codes are text: no zero at the front is lost",
    files: ["i08-zip.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const [header = [], ...rows] = readTable(dir, this.files[0]!);
      await importFile(ctx, dir, this.files[0]!);
      const field = (await findFields(ctx)).find(({ label }) => label === header[2]);
      const saved = await ctx.db.contact.findMany({ where: { workspaceId: ctx.workspaceId } });
      const got = new Map(saved.map((one) => [one.email, contactFields.read(one.fields)[field?.key ?? ""]]));
      const wrong = rows.filter(([email = "", , code]) => got.get(email) !== code).map(([email]) => email);
      return compare({ type: [field?.type, "text"], "not as in the file": [wrong, []] });
    },
  },
  encoded("i10-cp1251.csv", "windows-1251"),
  encoded("i10c-cp1250.csv", "windows-1250"),
];

/** A file of another encoding: told, and every value as that encoding has it. */
function encoded(file: string, encoding: string): Case {
  return {
    name: `another encoding: ${encoding}`,
    files: [file],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const { preview } = await importFile(ctx, dir, file);
      const [header = [], ...rows] = readTable(dir, file, { encoding, delimiter: ";" });
      const fields = await findFields(ctx);
      const got = (await people(ctx)).map((one) => [
        one.email,
        ...[one.firstName, ...fields.map(({ key }) => one.fields[key])].filter((value) => value !== null),
      ]);
      const sorted = (table: readonly (readonly unknown[])[]) => table.map((row) => [...row].map(String).sort());
      return compare({
        encoding: [preview.format.encoding, encoding],
        header: [preview.header, header],
        values: [sorted(got), sorted(byAddress(rows))],
      });
    },
  };
}
