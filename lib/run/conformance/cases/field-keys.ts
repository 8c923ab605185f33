import { findFields } from "@/lib/people/contacts/fields";
import { type Case, compare } from "./case";
import { importFile, people } from "./import-file";
import { readTable } from "./read-table";
import { freshWorkspace } from "./workspace";

const [first, second, both] = ["field-key-collision-a.csv", "field-key-collision-b.csv", "i31-cyrillic-headers.csv"];

/** Labels outside Latin letters: each its own key, one import takes nothing of another's. */
export const fieldKeys: readonly Case[] = [
  {
    name: "labels outside Latin letters: the second import overwrites nothing",
    files: [first!, second!],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const want = new Set<string>();
      for (const file of [first!, second!]) {
        await importFile(ctx, dir, file);
        const [header = [], ...rows] = readTable(dir, file);
        for (const row of rows) header.slice(1).forEach((label, at) => void want.add(`${label}=${row[at + 1]}`));
      }
      return compare({ values: [await valuesByLabel(ctx), [...want].sort()] });
    },
  },
  {
    name: "labels outside Latin letters: two such columns in one file",
    files: [both!],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const { job } = await importFile(ctx, dir, both!);
      const [header = [], ...rows] = readTable(dir, both!);
      const want = rows.flatMap((row) => header.slice(1).map((label, at) => `${label}=${row[at + 1]}`));
      return compare({ status: [job.status, "completed"], values: [await valuesByLabel(ctx), want.sort()] });
    },
  },
];

async function valuesByLabel(ctx: Awaited<ReturnType<typeof freshWorkspace>>): Promise<string[]> {
  const fields = await findFields(ctx);
  const items = await people(ctx);
  return items
    .flatMap((one) =>
      fields.filter(({ key }) => key in one.fields).map(({ key, label }) => `${label}=${one.fields[key]}`),
    )
    .sort();
}
