import { expect, test, vi } from "vitest";
import { inPgTransaction } from "./pg-transaction";
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
