import { randomBytes } from "node:crypto";
import pg from "pg";
import { afterEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { prisma } from "@/lib/base/db/client";
import { migrate } from "@/lib/base/db/migrate";
import { requireServerVersionAt, serverVersionSql } from "@/lib/base/db/server-version";
import { env } from "@/lib/base/env";
import { defineJob } from "@/lib/base/jobs/define-job";
import { emptyDatabase } from "@/tests/support/empty-database";
import { readiness } from "./readiness";

afterEach(() => vi.restoreAllMocks());

/** The same server, but for what it says of its version. */
function pretendVersion(number: number, name: string): void {
  type Query = (this: pg.Client, ...given: unknown[]) => unknown;
  const { query } = pg.Client.prototype as unknown as { query: Query };
  vi.spyOn(pg.Client.prototype as unknown as { query: Query }, "query").mockImplementation(function (
    this: pg.Client,
    ...given
  ) {
    const [first, ...rest] = given as [string | { text: string }, ...unknown[]];
    const other = `select ${number} as number, '${name}' as name`;
    if (first === serverVersionSql) return query.call(this, other, ...rest);
    const asked = typeof first === "object" && first.text === serverVersionSql;
    return query.call(this, asked ? { ...first, text: other } : first, ...rest);
  });
}

test("a server that is too old is refused in words: at migrate, at the start of a process and in ready", async () => {
  const { url, drop } = await emptyDatabase();
  expect((await readiness()).checks.database).toEqual({ ok: true });
  pretendVersion(150_004, "15.4");

  await expect(migrate(url, "prisma/migrations")).rejects.toThrow("PostgreSQL 15.4 is too old");
  await expect(requireServerVersionAt(env.DATABASE_URL)).rejects.toThrow("PostgreSQL 15.4 is too old");
  const { ready, checks } = await readiness();
  expect(ready).toBe(false);
  expect(checks.database.problem).toContain("PostgreSQL 15.4 is too old: Homing needs version 16 or newer");

  vi.restoreAllMocks();
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query("select relname from pg_class where relnamespace = 'public'::regnamespace");
  expect(rows).toEqual([]);
  await client.end();
  await drop();
});

test("a server that nobody answers at is no matter of its version", async () => {
  expect(await requireServerVersionAt("postgresql://nobody@127.0.0.1:9/none")).toBeNull();
});

test("a job that fails the same way again and again is named with its reason, until it succeeds", async () => {
  let error: Error | null = new Error("function random(integer, bigint) does not exist");
  const name = `test.fail-${randomBytes(4).toString("hex")}`;
  const job = defineJob(name, z.object({ workspaceId: z.string() }), async () => {
    if (error) throw error;
  });
  const runs = async (times: number) => {
    for (let run = 0; run < times; run++) await job.runStored({ workspaceId: "" }).catch(() => {});
    return (await readiness()).checks.jobs;
  };
  expect(await runs(2)).toEqual({ ok: true });
  const failing = await runs(2);
  expect(failing.ok).toBe(false);
  expect(failing.problem).toMatch(
    new RegExp(`^${name} failed 4 times since 20\\S+: function random\\(integer, bigint\\) does not exist$`),
  );
  // Another failure is another matter.
  error = new Error("the disk is full");
  expect(await runs(1)).toEqual({ ok: true });
  expect((await runs(2)).problem).toContain("failed 3 times");
  error = null;
  expect(await runs(1)).toEqual({ ok: true });
  expect(await prisma.repeatedFailure.count({ where: { job: name } })).toBe(0);
});

test("what is said without a sign-in names nobody", async () => {
  const name = `test.fail-${randomBytes(4).toString("hex")}`;
  const job = defineJob(name, z.object({ workspaceId: z.string() }), async () => {
    throw new Error("ada@example.com at smtp.corp.example:25 refused 'secret'");
  });
  for (let run = 0; run < 3; run++) await job.runStored({ workspaceId: "" }).catch(() => {});
  const said = JSON.stringify((await readiness()).checks.jobs);
  expect(said).toContain(name);
  for (const secret of ["ada", "corp", "secret"]) expect(said).not.toContain(secret);
  await job.runStored(null).catch(() => {});
  await prisma.repeatedFailure.deleteMany({ where: { job: name } });
});

test("while a part does not answer it is asked once, however often somebody looks", async () => {
  let asked = 0;
  let answer = (_problem: string | null) => {};
  const campaigns = () => {
    asked += 1;
    return new Promise<string | null>((resolve) => {
      answer = resolve;
    });
  };
  const looks = await Promise.all(Array.from({ length: 5 }, () => readiness({ campaigns })));
  expect(asked).toBe(1);
  for (const { ready, checks } of looks) {
    expect(ready).toBe(false);
    expect(checks.campaigns.problem).toContain("took longer than 3 seconds");
    expect(checks.database).toEqual({ ok: true });
  }
  answer(null);
  await new Promise(setImmediate);
  expect((await readiness({ campaigns: async () => "stuck" })).checks.campaigns.problem).toBe("stuck");
});
