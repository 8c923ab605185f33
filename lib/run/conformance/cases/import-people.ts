import { findFields } from "@/lib/people/contacts/fields";
import { type Case, compare } from "./case";
import { importFile, people } from "./import-file";
import { readTable } from "./read-table";
import { freshWorkspace } from "./workspace";

/** Names, doubled columns, addresses and reader settings: what a person is called and how to reach them. */
export const importPeople: readonly Case[] = [
  {
    name: "Name beside Vorname is the surname",
    files: ["i26-german-names.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      await importFile(ctx, dir, this.files[0]!);
      const [, ...rows] = readTable(dir, this.files[0]!, { delimiter: ";" });
      const got = (await people(ctx)).map((one) => [one.email, one.lastName, one.firstName]);
      return compare({ names: [got, rows.sort()] });
    },
  },
  {
    name: "a whole name: Doe, Jane is Jane / Doe",
    files: ["i16-fullname.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      await importFile(ctx, dir, this.files[0]!);
      const [, ...rows] = readTable(dir, this.files[0]!);
      const got = (await people(ctx)).map((one) => [one.email, one.firstName, one.lastName]);
      return compare({ names: [got, rows.map(([email = "", name = ""]) => [email, ...splitByHand(name)]).sort()] });
    },
  },
  {
    name: "headers that stand twice: importable as proposed, every value kept",
    files: ["i11-dup-headers.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const { job } = await importFile(ctx, dir, this.files[0]!);
      const [header = [], ...rows] = readTable(dir, this.files[0]!);
      const labels = (await findFields(ctx)).map(({ label }) => label);
      const [one] = await people(ctx);
      const values = [one?.email, one?.firstName, ...Object.values(one?.fields ?? {})].map(String).sort();
      return compare({
        status: [job.status, "completed"],
        imported: [job.created, rows.length],
        "labels that stand twice": [labels.length - new Set(labels).size, 0],
        "all columns": [labels.length, header.length - 2],
        ...(rows.length === 1 && { values: [values, [...(rows[0] ?? [])].sort()] }),
      });
    },
  },
  {
    name: "forms of addresses: cleaned, or refused with the reason",
    files: ["i12-address-forms.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      const { refusals } = await importFile(ctx, dir, this.files[0]!);
      const [, ...rows] = readTable(dir, this.files[0]!);
      const sorted = rows.map(([cell = ""]) => addressByHand(cell));
      const wanted = sorted.flatMap((address) => (address ? [address.toLowerCase()] : [])).sort();
      const got = (await people(ctx)).map(({ email }) => email.toLowerCase()).sort();
      const several = refusals.filter(({ reason }) => /several addresses/.test(reason)).length;
      return compare({
        addresses: [got, wanted],
        refused: [refusals.length, rows.length - wanted.length],
        "refused as two": [several, rows.filter(([cell = ""]) => cell.split("@").length > 2).length],
        "typographic quotes": [got.filter((email) => /[‘’“”„«»]/.test(email)), []],
      });
    },
  },
  {
    name: "time zone and language: imported and shown",
    files: ["i34-timezone.csv"],
    database: true,
    async run(dir) {
      const ctx = await freshWorkspace();
      await importFile(ctx, dir, this.files[0]!);
      const [, ...rows] = readTable(dir, this.files[0]!);
      const got = (await people(ctx)).map((one) => [one.email, one.timeZone, one.language]);
      return compare({ values: [got, rows.sort()], fields: [(await findFields(ctx)).map(({ key }) => key), []] });
    },
  },
];

function splitByHand(name: string): [string, string] {
  const words = name.trim().split(/\s+/);
  if (words[0]?.endsWith(",")) return [words.slice(1).join(" "), words[0].slice(0, -1)];
  return [words[0] ?? "", words.slice(1).join(" ")];
}

/** The one plain address in a cell, as a person would take it out; null where there is none or more than one. */
function addressByHand(cell: string): string | null {
  const plain = cell.replace(/[\u200b\ufeff‘’“”"<>]/g, " ").replace(/mailto:/i, " ");
  const found = plain.match(/\S+@\S+/g) ?? [];
  if (found.length !== 1 || /^\S+ \S+@\S+$/.test(cell)) return null;
  const [local = "", domain = ""] = (found[0] ?? "").replace(/[.,;]+$/, "").split("@");
  return local === "" ? null : `${local}@${new URL(`http://${domain}`).hostname}`;
}
