import { readFileSync } from "node:fs";
import pg from "pg";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { onServer } from "@/tests/support/on-server";
import { foldText } from "./fold-text.shared";

const migration = readFileSync("prisma/migrations/20261129072800_fold_text/migration.sql", "utf8");
const words =
  "Århus Łódź Москва Αθήνα Σίσυφος KÖLN Özlem Иван Łukasz İstanbul ISPARTA Iğdır Straße STRAẞE Żółć Ğ Đỗ Cafe\u0301 É ŒUVRE".split(
    " ",
  );
const folded = async (texts: string[]) =>
  (
    await prisma.$queryRaw<{ text: string }[]>`
      select fold_text(word) as text from unnest(${texts}::text[]) with ordinality as w (word, at) order by at`
  ).map(({ text }) => text);

test("the database folds as the program does, in every alphabet that has letter case", async () => {
  const letters: string[] = [];
  for (let code = 0x20; code < 0x2_0000; code++) {
    const letter = String.fromCodePoint(code);
    if (/[\p{L}\p{M}]/u.test(letter) && letter.toLowerCase() !== letter) letters.push(letter);
  }
  const inDatabase = await folded(letters);
  const [server] = await prisma.$queryRaw<
    { number: number }[]
  >`select current_setting('server_version_num')::int as number`;
  const isOlder = server!.number < 180_000;
  // Letters that one side's version of Unicode knows and the other's does not may differ: some, of scripts that were added lately.
  const different = letters.filter((letter, at) => foldText(letter) !== inDatabase[at]);
  expect(letters.length).toBeGreaterThan(1400);
  // The Unicode of older servers, before 17 that of a library of theirs, is older: what they do not know yet they leave as it is.
  const unknown = (letter: string) => inDatabase[letters.indexOf(letter)] === letter;
  const wrong = different.filter((letter) => letter < "\ua7c0" && !(isOlder && unknown(letter)));
  expect(wrong).toEqual([]);
  expect(different.length).toBeLessThan(isOlder ? 200 : 60);
  expect(await folded(words)).toEqual(words.map(foldText));
});

test("upper, lower and decomposed spellings come to the same", () => {
  for (const word of words) {
    const spellings = [word, word.toLowerCase(), word.toUpperCase(), word.normalize("NFD"), word.normalize("NFC")];
    expect(new Set(spellings.map(foldText)).size).toBe(1);
  }
  expect(foldText("IŞIK")).toBe(foldText("ışık"));
  expect(foldText("İzmir")).toBe(foldText("izmir"));
});

test("the ways of older versions of PostgreSQL give the same for names", async () => {
  const literal = (name: string) =>
    new RegExp(`${name} constant text := \\$l\\$(.*?)\\$l\\$`).exec(migration)?.[1] ?? "";
  for (const lowered of [
    `lower(normalize(word, nfc) collate "und-x-icu")`,
    `translate(normalize(word, nfc), '${literal("upper_letters")}', '${literal("lower_letters")}')`,
  ]) {
    const rows = await prisma.$queryRawUnsafe<{ text: string }[]>(
      `select replace(translate(replace(${lowered}, 'i\u0307', 'i'), 'ıς', 'iσ'), 'ß', 'ss') as text
       from unnest($1::text[]) with ordinality as w (word, at) order by at`,
      words,
    );
    expect(rows.map(({ text }) => text)).toEqual(words.map(foldText));
  }
});

test("a database of another locale folds alike, and the function is made where data is already", async () => {
  const name = `locale_${Math.floor(performance.now())}`;
  const url = new URL(process.env.DATABASE_URL ?? "");
  await onServer(
    `create database ${name} template template0 encoding 'UTF8' locale_provider icu icu_locale 'tr' locale 'C' owner ${url.username}`,
  );
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: url.href });
  await client.connect();
  try {
    await client.query(`create table contact (workspace_id uuid, first_name text, last_name text);
      insert into contact values (null, 'Özlem', 'IŞIK'), (null, null, 'Łódź');
      create index contact_first_name_prefix on contact (workspace_id, lower(first_name) text_pattern_ops);
      create index contact_last_name_prefix on contact (workspace_id, lower(last_name) text_pattern_ops)`);
    await client.query(migration);
    const { rows } = await client.query("select fold_text(word) as text from unnest($1::text[]) as w (word)", [words]);
    expect(rows.map(({ text }) => text)).toEqual(words.map(foldText));
    const found = await client.query("select last_name from contact where fold_text(first_name) = $1", [
      foldText("ÖZLEM"),
    ]);
    expect(found.rows).toEqual([{ last_name: "IŞIK" }]);
  } finally {
    await client.end();
    await onServer(`drop database ${name} with (force)`);
  }
});
