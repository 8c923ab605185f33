import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { newId } from "@/lib/base/db/ids";
import { seal } from "@/lib/base/security/secret-box";
import { emptyDatabase } from "../support/empty-database";

const secrets = {
  first: "the first secret of this installation of 32 characters",
  second: "the second secret of this installation of 32 characters",
  other: "a secret of some other installation of 32 characters",
};
let database: Awaited<ReturnType<typeof emptyDatabase>>;
const folder = mkdtempSync(path.join(tmpdir(), "homing-secret-check-"));

beforeAll(async () => {
  database = await emptyDatabase();
});
afterAll(async () => {
  await database.drop();
  rmSync(folder, { recursive: true, force: true });
});

/** Runs a command of the product until it ends, or says that it is ready. */
function run(source: string, env: Record<string, string>, args: string[] = []) {
  const settings = { DATABASE_URL: database.url, INBOUND_SMTP_PORT: "0", LOG_LEVEL: "info" };
  const child = spawn(process.execPath, ["--import", "tsx", source, ...args], {
    env: {
      NODE_ENV: "production",
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      ...settings,
      ...env,
    } as NodeJS.ProcessEnv,
    stdio: ["ignore", "pipe", "pipe", "ipc"],
  });
  let output = "";
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  child.on("message", () => child.kill("SIGTERM"));
  return new Promise<{ status: number | null; output: string }>((resolve) =>
    child.once("close", (status) => resolve({ status, output })),
  );
}

const migrateWith = (env: Record<string, string>) => run("lib/run/cli/db-migrate.ts", env);
const workWith = (env: Record<string, string>) => run("lib/run/worker/main.ts", env);
const refusal = "HOMING_SECRET is not the one that this database was set up with";

test("the first secret is kept, another is refused by every process, and a rotation takes the database along", async () => {
  expect(await migrateWith({ HOMING_SECRET: secrets.first })).toMatchObject({ status: 0 });
  for (const [source, what] of [
    ["lib/run/cli/db-migrate.ts", "db:migrate"],
    ["lib/run/worker/main.ts", "worker"],
    ["lib/run/web/main.ts", "web"],
  ] as const) {
    const { status, output } = await run(source, { HOMING_SECRET: secrets.other });
    expect(status, `${what}: ${output}`).toBe(1);
    expect(output, what).toContain(refusal);
  }
  const rotated = { HOMING_SECRET: secrets.second, HOMING_SECRET_PREVIOUS: secrets.first };
  expect(await workWith(rotated)).toMatchObject({ status: 0 });
  // Not sealed anew yet: without the one before, something would be lost.
  expect((await workWith({ HOMING_SECRET: secrets.second })).output).toContain(refusal);
  expect(await run("lib/run/cli/admin.ts", rotated, ["rotate-secret"])).toMatchObject({ status: 0 });
  expect(await workWith({ HOMING_SECRET: secrets.second })).toMatchObject({ status: 0 });
  expect((await workWith({ HOMING_SECRET: secrets.first })).output).toContain(refusal);
}, 120_000);

test("no command rotates from a secret that is not the database's; one that is lost can be given up", async () => {
  const strange = { HOMING_SECRET: secrets.other, HOMING_SECRET_PREVIOUS: `${secrets.other} as well` };
  const { status, output } = await run("lib/run/cli/admin.ts", strange, ["rotate-secret"]);
  expect(status).toBe(1);
  expect(output).toContain(refusal);
  const own = { HOMING_SECRET: secrets.other };
  expect(await run("lib/run/cli/admin.ts", own, ["accept-secret"])).toMatchObject({ status: 0 });
  expect(await workWith(own)).toMatchObject({ status: 0 });
}, 60_000);

test("a database of a release that kept no check belongs to the secret that opens what it holds", async () => {
  const older = new pg.Client({ connectionString: database.url });
  await older.connect();
  await older.query("delete from installation_setting where name = 'secret_check'");
  // Sealed with the secret of these tests' own process.
  const workspace =
    "insert into workspace (id, slug, name, time_zone, updated_at) values ($1, 'older', 'Older', 'UTC', now())";
  await older.query(workspace, [newId()]);
  const transport = `insert into transport (workspace_id, id, name, kind, config_sealed)
    select id, $1::uuid, 'Way out', 'smtp', $2::text from workspace`;
  await older.query(transport, [newId(), seal("a password")]);
  await older.end();
  const other = await migrateWith({ HOMING_SECRET: secrets.other });
  expect(other.status, other.output).toBe(1);
  expect(other.output).toContain(refusal);
  const { status, output } = await migrateWith({ HOMING_SECRET: process.env.HOMING_SECRET ?? "" });
  expect(status, output).toBe(0);
}, 60_000);

const start = (env: Record<string, string>) => run("lib/run/cli/supervisor.ts", env, ["--data", folder]);

test("npm start makes no secret for a database that is not its own", async () => {
  const fresh = await start({});
  expect(fresh.status).toBe(1);
  expect(fresh.output).toContain("DATABASE_URL is set but HOMING_SECRET is not");
  expect(existsSync(path.join(folder, "secret"))).toBe(false);
  writeFileSync(path.join(folder, "secret"), secrets.first);
  expect((await start({})).output).toContain(`the first line of ${path.join(folder, "secret")}`);
}, 60_000);

test.each([
  { HOMING_SECRET: secrets.first },
  { APP_URL: "https://mail.example.com" },
  { SMTP_URL: "smtp://127.0.0.1:9" },
])(
  "an empty DATABASE_URL beside %o starts no empty product",
  async (env) => {
    const { status, output } = await start({ DATABASE_URL: "", ...env } as unknown as Record<string, string>);
    expect(status).toBe(1);
    expect(output).toContain(`DATABASE_URL is empty although ${Object.keys(env)[0]} is set`);
    expect(existsSync(path.join(folder, "pg"))).toBe(false);
  },
  60_000,
);
