import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { type Cluster, startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { freePort, ImageProcess, type Room, say, within } from "./image-process";

// `npm run test:image`: what the Dockerfile copies into its last stage runs alone in a folder, without any environment of ours, as a user who
// may write only the data folder and /tmp. No container engine is needed, and none is tested.

const own = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
const readyWithinMs = 60_000;
const endWithinMs = 30_000;

/** The folder as the last stage of the Dockerfile has it, with Node beside it. */
function furnish(folder: string): Room {
  spawnSync("chmod", ["755", folder]);
  const home = path.join(folder, "homing");
  const data = path.join(folder, "data");
  const bin = path.join(folder, "bin");
  cpSync(".build/image", home, { recursive: true, verbatimSymlinks: true });
  mkdirSync(bin);
  cpSync(process.execPath, path.join(bin, "node"));
  mkdirSync(data);
  symlinkSync(data, path.join(home, ".data"));
  symlinkSync(path.join(home, "lib/run/cli/image/homing.sh"), path.join(bin, "homing"));
  if (own.uid) spawnSync("chown", ["-R", `${own.uid}:${own.gid}`, data]);
  else spawnSync("chmod", ["-R", "a-w", home]);
  return { folder, home, data, bin, ...own };
}

function secretFiles(folder: string, secrets: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(secrets).map(([name, text]) => {
      const file = path.join(folder, name.toLowerCase());
      writeFileSync(file, `${text}\n`, { mode: 0o644 });
      return [`${name}_FILE`, file];
    }),
  );
}

async function expectPage(address: string, status: number, part: string): Promise<string> {
  const answer = await fetch(address);
  const text = await answer.text();
  if (answer.status !== status || !text.includes(part))
    throw new Error(`${address}: status ${answer.status}, expected ${status} with "${part}": ${text.slice(0, 300)}`);
  return text;
}

/** The sign-in page and a script that it names: pages, static files and the database behind them. */
async function lookAt(address: string): Promise<void> {
  await expectPage(`${address}/api/health`, 200, `"ok":true`);
  const page = await expectPage(`${address}/sign-in`, 200, "<html");
  const script = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0];
  if (!script) throw new Error("The sign-in page names no script.");
  await expectPage(address + script, 200, "");
  await within(readyWithinMs, "/api/ready", () => expectPage(`${address}/api/ready`, 200, ""));
}

/** migrate, web and worker against a PostgreSQL elsewhere, with secrets from files. */
async function testProcesses(room: Room, cluster: Cluster): Promise<void> {
  const files = secretFiles(room.folder, {
    DATABASE_URL: await ensureDatabase(cluster, "homing"),
    HOMING_SECRET: randomBytes(32).toString("hex"),
    SMTP_URL: "smtp://127.0.0.1:9",
  });
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const settings = { ...files, APP_URL: address, PORT: String(port), JOURNAL_DIR: path.join(room.data, "journal") };
  const migrate = new ImageProcess(room, ["migrate"], settings);
  await migrate.expectEnd(0, readyWithinMs);
  migrate.expectOutput(/This link makes the owner's, once: http/);
  const web = new ImageProcess(room, ["web"], settings);
  const inbound = { INBOUND_SMTP_PORT: String(await freePort()), METRICS_PORT: String(await freePort()) };
  const worker = new ImageProcess(room, ["worker"], { ...settings, ...inbound });
  for (const [kind, more] of [
    ["web", {}],
    ["worker", inbound],
  ] as const)
    await within(readyWithinMs, `health of ${kind}`, () =>
      new ImageProcess(room, ["health", kind], { ...settings, ...more }).expectEnd(0, 6000),
    );
  await lookAt(address);
  await Promise.all([web, worker].map((each) => each.stop(endWithinMs)));
  await new ImageProcess(room, ["health", "web"], settings).expectEnd(1, 6000);
}

/** Everything in one container, with the embedded PostgreSQL and the demo's data. */
async function testStart(room: Room): Promise<void> {
  const port = await freePort();
  const ports = { MAILBOX_SMTP_PORT: String(await freePort()), INBOUND_SMTP_PORT: String(await freePort()) };
  const start = new ImageProcess(room, ["start", "--demo"], { ...ports, PORT: String(port) });
  await within(3 * readyWithinMs, "start", async () => start.expectOutput(/Homing is ready/));
  await lookAt(`http://127.0.0.1:${port}`);
  const owner = [
    "admin",
    "create-owner",
    "owner@example.com",
    "--name",
    "Owner",
    "--workspace",
    "Owners",
    "--data",
    ".data/demo",
  ];
  await new ImageProcess(room, owner, {}).expectEnd(0, readyWithinMs);
  await start.stop(endWithinMs);
}

async function main(): Promise<void> {
  const gather = spawnSync(process.execPath, ["lib/run/cli/image/gather.mjs"], { stdio: "inherit" });
  if (gather.status !== 0) process.exit(1);
  const folder = mkdtempSync(path.join(tmpdir(), "homing-image-"));
  const room = furnish(folder);
  const cluster = await startCluster(path.join(folder, "database"), { fast: true });
  try {
    await testProcesses(room, cluster);
    say("migrate, web and worker: well");
    await testStart(room);
    say("start and admin: well");
  } catch (error) {
    console.error(ImageProcess.outputs());
    throw error;
  } finally {
    await ImageProcess.endAll();
    await cluster.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exit(1);
});
