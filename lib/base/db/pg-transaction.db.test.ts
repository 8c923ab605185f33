import fc from "fast-check";
import { expect, test, vi } from "vitest";
import { prisma } from "./client";
import { findByKey, inPgStatement, inPgTransaction, plainArray, textArray } from "./pg-transaction";
import { closePool } from "./pool";

test("two copies of the module share the connections of one pool, as the web host and Next's bundle do", async () => {
  await closePool();
  const ask = (run: typeof inPgTransaction, sql: string) =>
    run("unused", (tx) => tx.db.$queryRawUnsafe<{ answer: number }[]>(sql));
  expect(await ask(inPgTransaction, "select 1 as answer")).toEqual([{ answer: 1 }]);
  vi.resetModules();
  const copy = await import("./pg-transaction");
  expect(copy.inPgTransaction).not.toBe(inPgTransaction);
  expect(await ask(copy.inPgTransaction, "select 2 as answer")).toEqual([{ answer: 2 }]);
  expect(await ask(copy.inPgTransaction, "select 1 as answer")).toEqual([{ answer: 1 }]);
});

test("statements asked for without waiting keep their order, and fail together", async () => {
  const asked = (texts: string[]) =>
    inPgTransaction("unused", async ({ db }) => {
      await db.$executeRawUnsafe("create temporary table note (n int primary key) on commit drop");
      await Promise.all(texts.map((text) => db.$executeRawUnsafe(text)));
      return db.$queryRawUnsafe<{ n: number }[]>("select n from note order by n");
    });
  const [one, two] = ["insert into note values (1)", "insert into note select n + 1 from note"];
  expect(await asked([one, two])).toEqual([{ n: 1 }, { n: 2 }]);
  await expect(asked([one, "insert into note values (1), (1)", two])).rejects.toThrow("note_pkey");
  expect(await asked([one])).toEqual([{ n: 1 }]);
});

test("one statement is a transaction: all of it or nothing, and its connection serves the next", async () => {
  await closePool();
  const { rows, count } = await inPgStatement<{ off: string }>(
    { byKey: true },
    "select current_setting('enable_seqscan') as off",
  );
  expect({ rows, count }).toEqual({ rows: [{ off: "off" }], count: 1 });
  await expect(inPgStatement({}, "select 1 / $1::int", 0)).rejects.toThrow("division by zero");
  const after = await inPgStatement<{ on: string }>({}, "select current_setting('enable_seqscan') as on");
  expect(after.rows).toEqual([{ on: "on" }]);
});

test("a plain array is read back as what went in", async () => {
  const { rows } = await inPgStatement({}, "select $1::int[] as given", plainArray([3, null, -1]));
  expect(rows).toEqual([{ given: [3, null, -1] }]);
  expect((await inPgStatement({}, "select $1::uuid[] as given", plainArray([]))).rows).toEqual([{ given: [] }]);
});

test("an array of any texts is read back as what went in", async () => {
  const texts = fc.array(
    fc.option(
      fc.oneof(fc.string({ unit: "grapheme" }), fc.constantFrom("", "NULL", "null", '"', "\\", "{a,b}", " x ", "\n,")),
    ),
    { minLength: 1, maxLength: 8 },
  );
  await fc.assert(
    fc.asyncProperty(texts, async (given) => {
      const stored = given.map((text) => text?.replaceAll("\0", "") ?? null);
      const array = textArray(stored);
      expect(array === null).toBe(stored.every((text) => text === null));
      if (array === null) return;
      expect((await inPgStatement({}, "select $1::text[] as given", array)).rows).toEqual([{ given: stored }]);
    }),
    { numRuns: 200 },
  );
  expect(textArray([])).toBeNull();
});

test("a transaction of Prisma finds by key from where it is asked to, and its connection not after it", async () => {
  const setting = async (db: Pick<typeof prisma, "$queryRawUnsafe">) =>
    (await db.$queryRawUnsafe<{ on: string }[]>("select current_setting('enable_seqscan') as on"))[0]?.on;
  await prisma.$transaction(async (db) => {
    await findByKey({ db });
    expect(await setting(db)).toBe("off");
  });
  expect(await prisma.$transaction(setting)).toBe("on");
});
