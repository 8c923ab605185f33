import { afterAll, expect, test } from "vitest";
import { errorResponse } from "@/lib/base/http/error-response";
import { prismaClient } from "./client";
import { currentLane, inPublicLane, limitStatements, makePool } from "./lanes";
import { pgPool } from "./pool";

afterAll(() => limitStatements(600_000));

test("public paths have connections of their own, also behind a wait", async () => {
  const [pool, client] = [pgPool(), prismaClient()];
  await inPublicLane(async () => {
    await new Promise((resolve) => setTimeout(resolve, 5));
    expect(currentLane()).toBe("public");
    expect(pgPool()).not.toBe(pool);
    expect(prismaClient()).not.toBe(client);
    expect((await pgPool().query("show statement_timeout")).rows[0]).toEqual({ statement_timeout: "10s" });
  });
  expect(currentLane()).toBe("main");
});

test("a statement that takes too long ends, in words and not as a failure of ours", async () => {
  limitStatements(200);
  const pool = makePool("main");
  const error = await pool.query("select pg_sleep(5)").catch((failure: unknown) => failure);
  await pool.end();
  const response = errorResponse(error);
  expect(response.status).toBe(503);
  expect(await response.json()).toMatchObject({
    error: { code: "unavailable", message: expect.stringMatching(/takes too long/) },
  });
});

test("and so does one that Prisma asked", async () => {
  const client = prismaClient();
  const error = await client
    .$transaction(async (tx) => {
      await tx.$executeRaw`set local statement_timeout = 100`;
      await tx.$queryRaw`select pg_sleep(5)::text`;
    })
    .catch((failure: unknown) => failure);
  expect(errorResponse(error).status).toBe(503);
});
