import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { migrate } from "@/lib/base/db/migrate";
import { storeAsset } from "@/lib/content/assets/store-asset";
import { openKey } from "@/lib/edges/api-keys/open-key";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import type { Examination } from "@/lib/run/doctor/finding";
import { testWorkspace } from "@/tests/support/db";
import { newPicture } from "@/tests/support/pictures-in";
import { sentCampaign } from "@/tests/support/sent-campaign";

const root = path.resolve(import.meta.dirname, "../..");
const folder = mkdtempSync(path.join(tmpdir(), "homing-admin-"));
const data = path.join(folder, "data");
const asRoot = process.getuid?.() === 0 && process.platform === "linux";

/** The real command as a process. Nothing of this test's own settings reaches it but what is given. */
async function admin(args: string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/run/cli/admin.ts", ...args], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...env },
  });
  let [out, errors] = ["", ""];
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const status = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { status, out, errors };
}

const ofTests = () => ({
  DATABASE_URL: process.env.DATABASE_URL!,
  HOMING_SECRET: process.env.HOMING_SECRET!,
  INBOUND_SMTP_PORT: "9",
});

beforeAll(() => {
  mkdirSync(data);
  writeFileSync(path.join(data, "secret"), "a secret of forty characters, in a data folder", { mode: 0o600 });
});
afterAll(() => {
  if (asRoot) rmSync(readFileSync(path.join(data, "pg-home"), "utf8"), { recursive: true, force: true });
  rmSync(folder, { recursive: true, force: true });
});

test("help, what is unknown and what is too much are told in words, each with its status", async () => {
  const [help, ofOne, none, unknown, option, extra] = await Promise.all([
    admin(["--help"]),
    admin(["doctor", "--help"]),
    admin([]),
    admin(["constructor"]),
    admin(["doctor", "--colour"]),
    admin(["doctor", "everything"]),
  ]);
  expect([help, ofOne, none, unknown, option, extra].map(({ status }) => status)).toEqual([0, 0, 2, 2, 2, 2]);
  expect(help.out).toContain("rotate-secret");
  expect(ofOne.out).toContain("--json");
  expect(unknown.errors).toContain('There is no command "constructor".');
  expect(option.errors).toMatch(/^Unknown option '--colour'\. npm run admin -- doctor --help tells/);
  expect(extra.errors).toContain('"everything" is too much.');
});

test("doctor --json prints one object and nothing else, on the database that DATABASE_URL names", async () => {
  const { status, out, errors } = await admin(["doctor", "--json"], ofTests());
  const examination = JSON.parse(out) as Examination;
  expect(errors).toBe("");
  // Nobody listens for mail, which is no error where the workers may be elsewhere.
  expect([status, examination.status]).toEqual([0, "warning"]);
  for (const finding of examination.findings)
    expect(Object.keys(finding)).toEqual(["check", "status", "found", "advice"]);
  expect(examination.findings).toContainEqual(expect.objectContaining({ check: "database", status: "ok" }));
});

test("settings that are wrong, and a database that is not there, are findings", async () => {
  const wrong = await admin(["doctor", "--json"], { ...ofTests(), PORT: "many" });
  expect((JSON.parse(wrong.out) as Examination).findings[0]).toMatchObject({ check: "settings", status: "error" });
  const gone = await admin(["doctor", "--json"], { ...ofTests(), DATABASE_URL: "postgresql://127.0.0.1:9/homing" });
  const { findings } = JSON.parse(gone.out) as Examination;
  expect(findings).toContainEqual(expect.objectContaining({ check: "database", status: "error" }));
  expect(findings).toContainEqual(expect.objectContaining({ check: "queue", status: "not checked" }));
  expect([wrong.status, gone.status]).toEqual([1, 1]);
});

test("the embedded database is looked into as it runs, and is started where it does not", async () => {
  const cluster = await startCluster(data, { fast: true });
  await migrate(await ensureDatabase(cluster, "homing"), "prisma/migrations");
  // Nobody listens there; at the usual port another installation may.
  const settings = { INBOUND_SMTP_PORT: "9" };
  const look = async () => JSON.parse((await admin(["doctor", "--json", "--data", data], settings)).out) as Examination;
  const found = ({ findings }: Examination, name: string) => findings.find(({ check }) => check === name);
  const running = await look();
  await cluster.stop();
  const stopped = await look();
  for (const one of [running, stopped])
    expect(found(one, "database.migrations")).toMatchObject({ status: "ok", found: "All migrations are applied." });
  expect(found(running, "queue.workers") ?? found(running, "queue")).not.toMatchObject({ status: "ok" });
  expect(found(stopped, "port.inbound")).toMatchObject({ status: "not checked" });
  expect(found(running, "port.inbound")).toMatchObject({ status: "error" });
});

test("an owner is made while nothing runs, gets a link, and is disabled and enabled", async () => {
  const settings = { APP_URL: "https://mail.acme.example" };
  const here = ["--data", data];
  const names = ["--name", "Olive", "--workspace", "Acme"];
  const made = await admin(["create-owner", "olive@example.com", ...names, ...here], settings);
  expect(made.errors).toBe("");
  expect(made.out).toContain('olive@example.com owns the workspace "acme" and is an operator.');
  expect(made.out).toMatch(/^ {2}https:\/\/mail\.acme\.example\/reset-password\/[\w-]{43}$/m);
  const again = await admin(["create-owner", "Olive@example.com", ...names, ...here], settings);
  expect([again.status, again.errors]).toEqual([
    1,
    "olive@example.com has an account already. reset-password makes a link for it.\n",
  ]);
  const last = await admin(["disable-account", "olive@example.com", ...here], settings);
  expect([last.status, last.errors]).toEqual([1, expect.stringContaining("last operator")]);
  const unnamed = await admin(["create-owner", "pat@example.com", "--workspace", "Acme", ...here], settings);
  expect([unnamed.status, unnamed.errors]).toEqual([1, "--name is missing. --help tells what it is.\n"]);
  const wrong = await admin(["reset-password", "nobody", ...here], settings);
  expect([wrong.status, wrong.errors]).toEqual([1, "Enter an email address like name@example.com.\n"]);
  const none = await admin(["reset-password"], settings);
  expect([none.status, none.errors]).toEqual([2, expect.stringMatching(/^EMAIL is missing\./)]);
});

test("a workspace is exported by the real command, with its words", async () => {
  const to = path.join(folder, "export");
  const given = ["export-workspace", "acme", "--to", to, "--data", data];
  const { status, out, errors } = await admin(given);
  expect([status, errors]).toEqual([0, ""]);
  expect(out).toMatch(/^ +1 {2}workspace$/m);
  expect(out).toContain("Secrets: passwords and keys");
  const manifest = JSON.parse(readFileSync(path.join(to, "manifest.json"), "utf8")) as { workspace: { slug: string } };
  expect(manifest.workspace.slug).toBe("acme");
  const again = await admin(given);
  expect([again.status, again.errors]).toEqual([1, expect.stringContaining("is there already")]);
  const nowhere = await admin(["export-workspace", "acme", "--data", data]);
  expect([nowhere.status, nowhere.errors]).toEqual([1, "--to is missing. --help tells what it is.\n"]);
});

test("verify-ledger says by its status whether numbers disagree", async () => {
  const ctx = await testWorkspace();
  const { campaignId } = await sentCampaign(ctx, { recipients: 2, status: "sent" });
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: ctx.workspaceId } });
  const right = await admin(["verify-ledger", slug, "--json"], ofTests());
  expect([right.status, JSON.parse(right.out)]).toEqual([
    0,
    { workspaces: 1, campaigns: 1, disagreements: 0, shown: [] },
  ]);
  const where = { workspaceId_id: { workspaceId: ctx.workspaceId, id: campaignId } };
  await prisma.campaign.update({ where, data: { audienceCount: 3 } });
  const wrong = await admin(["verify-ledger"], ofTests());
  expect([wrong.status, wrong.errors]).toEqual([1, ""]);
  expect(wrong.out).toContain(`${slug} ${publicId("cmp", campaignId)} audience: 3 is kept, 2 counted`);
  expect(await admin(["verify-ledger", "nobody"], ofTests())).toMatchObject({
    status: 1,
    errors: "There is no such workspace.\n",
  });
});

test("an API key is made, printed once, listed without itself, and revoked", async () => {
  const { workspaceId } = await testWorkspace();
  const { slug } = await prisma.workspace.findUniqueOrThrow({ where: { id: workspaceId } });
  const given = ["create-api-key", slug, "--name", "Shop", "--scopes", "contacts.read, lists.read", "--days", "30"];
  const made = await admin([...given, "--from", "203.0.113.7", "--test", "--json"], ofTests());
  expect([made.status, made.errors]).toEqual([0, ""]);
  const { id, key } = JSON.parse(made.out) as { id: string; key: string };
  const found = await openKey(key, "203.0.113.7");
  expect(found).toMatchObject({ workspaceId, actor: { mode: "test", scopes: ["contacts.read", "lists.read"] } });
  const sending = await admin(["create-api-key", slug, "--name", "Server", "--kind", "sending"], ofTests());
  expect(sending.out).toMatch(/^The key "Server" \(key_\w+\) is shown only now:\n {2}hm_live_[0-9A-Za-z]{38}\n$/);

  const listed = await admin(["list-api-keys", slug], ofTests());
  expect(listed.out).toContain(
    `${id}  ${key.slice(0, 12)}…${key.slice(-4)}  Shop: test, standard, active, last used 20`,
  );
  expect(listed.out).not.toContain(key);
  const revoked = await admin(["revoke-api-key", slug, id], ofTests());
  expect([revoked.status, revoked.out]).toEqual([0, `${id} is revoked.\n`]);
  expect(await openKey(key, "203.0.113.7")).toBe("revoked");

  const wrong = await admin(["create-api-key", slug, "--name", "x", "--scopes", "contacts.raed"], ofTests());
  expect([wrong.status, wrong.errors]).toEqual([1, 'There is no scope "contacts.raed".\n']);
  const nowhere = await admin(["create-api-key", "nobody", "--name", "x", "--scopes", "all"], ofTests());
  expect([nowhere.status, nowhere.errors]).toEqual([1, "There is no such workspace.\n"]);
});

test("pictures move by a command that may be killed: the next one moves what is left, and each is what it was", async () => {
  const ctx = await testWorkspace();
  const pictures = Array.from({ length: 60 }, () => newPicture(100_000));
  for (const data of pictures) await storeAsset(ctx, { fileName: "a.png", data });
  const to = path.join(folder, "pictures");
  const settings = { ...ofTests(), PICTURES_IN: to };
  const dry = await admin(["move-pictures", "--dry-run", "--json"], settings);
  expect(JSON.parse(dry.out)).toEqual({ dryRun: true, to, elsewhere: 60 });
  expect([existsSync(to), await prisma.assetPlace.count({ where: { address: to } })]).toEqual([false, 0]);
  const files = () =>
    existsSync(to)
      ? readdirSync(to, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".png"))
      : [];
  const killed = spawn(process.execPath, ["--import", "tsx", "lib/run/cli/admin.ts", "move-pictures"], {
    cwd: root,
    env: { NODE_ENV: "production", PATH: process.env.PATH, HOME: process.env.HOME, ...settings },
  });
  const ended = new Promise((resolve) => killed.once("close", resolve));
  for (let tries = 0; tries < 2000 && files().length < 5; tries++) await sleep(10);
  killed.kill("SIGKILL");
  await ended;
  const where = { workspaceId: ctx.workspaceId };
  const inside = await prisma.asset.count({ where: { ...where, placeId: null } });
  expect(inside).toBeGreaterThan(0);
  const rest = await admin(["move-pictures", "--json"], settings);
  const { moved, failed } = JSON.parse(rest.out) as { moved: number; failed: unknown[] };
  expect([rest.status, failed]).toEqual([0, []]);
  expect(moved).toBeGreaterThan(0);
  // What the killed one had asked of the database may still have happened after the count.
  expect(moved).toBeLessThanOrEqual(inside);
  const rows = await prisma.asset.findMany({ where, orderBy: { id: "asc" } });
  expect(rows.map(({ objectKey }) => readFileSync(path.join(to, objectKey!)))).toEqual(pictures);
  // What the killed one had in hand is known, written already or not, and removed later.
  expect(await prisma.assetObject.count({ where })).toBeGreaterThanOrEqual(files().length);
  const doctor = await admin(["doctor", "--json"], settings);
  expect((JSON.parse(doctor.out) as Examination).findings).toContainEqual(
    expect.objectContaining({ check: "pictures", status: "ok", found: expect.stringContaining(to) as string }),
  );
  const back = await admin(["move-pictures"], ofTests());
  expect(back.out).toContain("60 pictures (6.0 MB) lie in the database now.");
}, 120_000);
