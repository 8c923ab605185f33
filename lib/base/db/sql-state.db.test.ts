import pg from "pg";
import { expect, test } from "vitest";
import { testContact, testWorkspace } from "@/tests/support/db";
import { prisma } from "./client";
import { inPgTransaction } from "./pg-transaction";
import { pgPool } from "./pool";
import { refusedFor, sqlStateOf } from "./sql-state";
import { inTransaction } from "./transaction";

const failureOf = (work: PromiseLike<unknown>) =>
  work.then(
    () => Promise.reject(new Error("it was to fail")),
    (failure: unknown) => failure,
  );

test("a refused row is known alike from Prisma's model, from its raw statement, and from pg", async () => {
  const ctx = await testWorkspace();
  const { id } = await testContact(ctx);
  const again = { workspaceId: ctx.workspaceId, id, email: "a@b.example", emailNormalized: "a@b.example" };
  const insert =
    "insert into rate_limit_hit (key, window_start) select key, window_start from rate_limit_hit where key = $1";
  const hit = await prisma.rateLimitHit.create({ data: { key: `sql-state/${id}`, windowStart: new Date() } });
  const failures = [
    await failureOf(prisma.contact.create({ data: { ...again, emailDomain: "b.example" } })),
    await failureOf(prisma.$executeRawUnsafe(insert, hit.key)),
    await failureOf(prisma.$queryRawUnsafe(`${insert} returning 1`, hit.key)),
    await failureOf(inTransaction(ctx, (tx) => tx.db.$executeRawUnsafe(insert, hit.key))),
    await failureOf(inPgTransaction(ctx.workspaceId, (tx) => tx.db.$executeRawUnsafe(insert, hit.key))),
    await failureOf(pgPool().query(insert, [hit.key])),
  ];
  expect(failures.map(sqlStateOf)).toEqual(Array(6).fill("23505"));
  expect(failures.every((failure) => refusedFor(failure, "uniqueViolation"))).toBe(true);
});

const statements = {
  "57014": "set local statement_timeout = 20; select pg_sleep(5)",
  "22012": "select 1 / 0",
  "23502": "insert into rate_limit_hit (key) values (null)",
  "40001": "do $$ begin raise exception 'made up' using errcode = '40001'; end $$",
  "40P01": "do $$ begin raise exception 'made up' using errcode = '40P01'; end $$",
  "42P01": "select * from no_such_table",
  P0001: "do $$ begin raise exception 'made up'; end $$",
};

test.each(Object.entries(statements))("%s is known whoever asked", async (state, sql) => {
  const byPrisma = prisma.$transaction(async (tx) => {
    for (const one of sql.startsWith("do") ? [sql] : sql.split("; ")) await tx.$executeRawUnsafe(one);
  });
  expect(sqlStateOf(await failureOf(byPrisma))).toBe(state);
  expect(sqlStateOf(await failureOf(pgPool().query(sql)))).toBe(state);
});

test("a lock that somebody else holds is known", async () => {
  const ctx = await testWorkspace();
  const holder = new pg.Client({ connectionString: process.env.DATABASE_URL });
  await holder.connect();
  await holder.query("begin");
  await holder.query("select id from workspace where id = $1 for update", [ctx.workspaceId]);
  const waiting = prisma.$queryRaw`select id::text from workspace where id = ${ctx.workspaceId}::uuid for update nowait`;
  const failure = await failureOf(waiting);
  await holder.end();
  expect(refusedFor(failure, "lockNotAvailable")).toBe(true);
});
