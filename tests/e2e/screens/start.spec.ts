import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "@playwright/test";
import { productDatabase } from "../support/product-database";

const root = path.resolve(import.meta.dirname, "../../..");

function start(args: string[], env: Record<string, string> = {}) {
  const result = spawnSync("node", ["lib/run/cli/start.mjs", ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    encoding: "utf8",
    timeout: 60_000,
  });
  return { status: result.status, text: result.stdout + result.stderr };
}

test("a second start on the same data folder is refused in words", () => {
  const { status, text } = start(["--data", ".data/e2e-demo"]);
  expect(status).toBe(1);
  expect(text).toMatch(/already runs on .*e2e-demo \(process \d+\)/);
});

test("a wrong setting stops the start with its name and what was expected", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-start-"));
  const { status, text } = start(["--data", folder], { SMTP_URL: "mail.example.com", DATABASE_POOL: "many" });
  expect(status).toBe(1);
  expect(text).toMatch(/SMTP_URL: expected an smtp:\/\/ or smtps:\/\/ URL/);
  expect(text).toMatch(/DATABASE_POOL/);
  expect(start(["--port", "eighty", "--data", folder]).text).toMatch(/--port: expected a whole number/);
  rmSync(folder, { recursive: true });
});

test("a worker that dies is started again, and readiness says so meanwhile", async ({ request }) => {
  const database = await productDatabase(".data/e2e-demo");
  const beating = async () => {
    const { rows } = await database.query<{ id: string }>("select id from worker_heartbeat order by started_at desc");
    return rows[0]?.id ?? "";
  };
  const before = await beating();
  process.kill(Number(before.split("-").at(-1)), "SIGKILL");
  await expect.poll(beating, { timeout: 30_000 }).not.toBe(before);
  const ready = async () => (await request.get("/api/ready")).status();
  await expect.poll(ready, { timeout: 30_000 }).toBe(200);
  await database.end();
});
