import { spawn } from "node:child_process";
import pg from "pg";
import { afterEach, describe, expect, test } from "vitest";
import { awaitDatabase } from "@/lib/base/db/await-database";
import { poolerProblem } from "@/lib/base/db/pooler";
import { env } from "@/lib/base/env";
import { noPgBouncer, type PoolMode, startPgBouncer } from "../support/pgbouncer";

const missing = noPgBouncer();
if (missing) console.info(`The tests with a real PgBouncer are skipped: ${missing}.`);

test("PostgreSQL itself is no pooler", async () => {
  expect(await poolerProblem(env.DATABASE_URL)).toBeNull();
});

describe.skipIf(missing)("behind PgBouncer", () => {
  const stops: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
  });

  async function behind(mode: PoolMode, poolSize?: number): Promise<string> {
    const { url, stop } = await startPgBouncer(env.DATABASE_URL, mode, poolSize);
    stops.push(stop);
    return url;
  }

  test.each([
    ["transaction", 20],
    ["transaction", 1],
    ["statement", 20],
  ] as const)("pool_mode = %s with %i connections is refused in words", async (mode, poolSize) => {
    const url = await behind(mode, poolSize);
    const refusal = expect(awaitDatabase(url, { say: () => {} })).rejects;
    await refusal.toThrow(/DATABASE_URL leads to a pooler .* Set pool_mode = session/);
  });

  test("a busy pooler in transaction mode is noticed too", async () => {
    const url = await behind("transaction", 20);
    const others = Array.from({ length: 8 }, () => new pg.Client({ connectionString: url }));
    await Promise.all(others.map((client) => client.connect()));
    let busy = true;
    const work = others.map(async (client) => {
      while (busy) await client.query("select pg_sleep(0.002)");
    });
    const found = await Promise.all(Array.from({ length: 5 }, () => poolerProblem(url)));
    busy = false;
    await Promise.all(work);
    await Promise.all(others.map((client) => client.end()));
    for (const problem of found) expect(problem).toContain("pool_mode = session");
  });

  test.each([20, 1])("pool_mode = session with %i connections is no problem of the mode", async (poolSize) => {
    expect(await poolerProblem(await behind("session", poolSize))).toBeNull();
  });

  test("a worker runs behind one in session mode, and does not start behind one in transaction mode", async () => {
    const ready = await startWorker(await behind("session"));
    expect(ready.said, ready.output).toBe("ready");
    const refused = await startWorker(await behind("transaction"));
    expect(refused.said).toBe(1);
    expect(refused.output).toContain("pool_mode = session");
  }, 60_000);

  async function startWorker(url: string): Promise<{ said: unknown; output: string }> {
    const child = spawn(process.execPath, ["--import", "tsx", "lib/run/worker/main.ts"], {
      env: { ...process.env, NODE_ENV: "production", DATABASE_URL: url, INBOUND_SMTP_PORT: "0" },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    let output = "";
    for (const stream of [child.stdout!, child.stderr!]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
      });
    }
    const closed = new Promise((resolve) => child.once("close", resolve));
    const said = await Promise.race([new Promise((resolve) => child.once("message", resolve)), closed]);
    child.kill("SIGTERM");
    await closed;
    return { said, output };
  }
});
