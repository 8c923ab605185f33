import { execFile } from "node:child_process";
import { copyFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { workerEnv } from "@/lib/run/cli/worker-flags";
import { startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { killChildren } from "@/tests/load/children";
import { loadSecret } from "@/tests/load/stack";
import { freePort } from "@/tests/support/behind-proxy";
import { hasNginx, startNginxExample } from "@/tests/support/nginx-example";
import { countsOf, type SlowPeer, startSlowPeer, untilSent } from "./campaign";
import type { Release } from "./previous-release";
import { ReleaseProcess } from "./release-process";
import { must, NotRun, type Scene, type SceneEnd, type Tools } from "./scene";
import { Visitors } from "./visitors";

const recipients = 3000;
const seconds = 45;
const workers = 2;

/** What is at work while one release takes the place of the other. */
interface Stage {
  folder: string;
  settings: NodeJS.ProcessEnv;
  pool: pg.Pool;
  slow: SlowPeer;
  visitors: Visitors;
  webPorts: readonly [number, number];
  /** Hears of each message that the peer took. */
  hearer: { onTaken: (messageId: string) => void };
}

async function setStage({ cleanup }: Tools): Promise<Stage> {
  if (!hasNginx) throw new NotRun("nginx is not installed (Debian: nginx-light)");
  const folder = mkdtempSync(path.join(tmpdir(), "homing-upgrade-"));
  cleanup.add(() => rmSync(folder, { recursive: true, force: true }));
  const cluster = await startCluster(folder);
  cleanup.add(() => cluster.stop());
  const webPorts = [await freePort(), await freePort()] as const;
  const nginx = await startNginxExample(webPorts);
  cleanup.add(() => nginx.stop());
  const hearer: Stage["hearer"] = { onTaken: () => {} };
  const slow = await startSlowPeer({ seconds, recipients }, (id) => hearer.onTaken(id));
  cleanup.add(() => slow.peer.stop());
  const databaseUrl = await ensureDatabase(cluster, "homing");
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 3 });
  pool.on("error", () => {});
  cleanup.add(() => pool.end());
  cleanup.add(killChildren);
  const settings: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    NODE_ENV: "production",
    LOG_LEVEL: "warn",
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: "6",
    HOMING_SECRET: loadSecret,
    APP_URL: "https://homing.example.com",
    TRUST_PROXY: "loopback",
    SMTP_URL: `smtp://127.0.0.1:${slow.peer.port}?ignoreTLS=true`,
    MAILBOX: "off",
    INBOUND_SMTP_PORT: String(await freePort()),
    JOURNAL_DIR: path.join(folder, "journal"),
  };
  Object.assign(process.env, { HOMING_SECRET: loadSecret, DATABASE_URL: databaseUrl, APP_URL: settings.APP_URL });
  return { folder, settings, pool, slow, hearer, visitors: new Visitors(nginx.port), webPorts };
}

const startWeb = ({ settings }: Stage, release: Release, port: number) =>
  new ReleaseProcess(release, "web", { ...settings, PORT: String(port) });
const startWorker = ({ settings }: Stage, release: Release) =>
  new ReleaseProcess(release, "worker", { ...settings, ...workerEnv });

/** Migrates with a release; what that said. */
async function migrateWith({ settings }: Stage, release: Release): Promise<string> {
  const migrate = new ReleaseProcess(release, "db-migrate", settings);
  await migrate.ended();
  return migrate.output;
}

/** A launched campaign, by the release before and its own code. */
async function launchWith(release: Release, { settings }: Stage): Promise<{ workspaceId: string; campaignId: string }> {
  copyFileSync("tests/chaos/operations/launch-one.ts", path.join(release.folder, "tests/launch-one.ts"));
  const args = ["--import", "tsx", "tests/launch-one.ts", String(recipients)];
  const { stdout } = await promisify(execFile)(process.execPath, args, { cwd: release.folder, env: settings });
  return JSON.parse(stdout.trim().split("\n").at(-1)!);
}

/** One process after the other ends in order, and one of the other release takes its place. */
async function replace(stage: Stage, running: { web: ReleaseProcess[]; workers: ReleaseProcess[] }, release: Release) {
  for (const [index, port] of stage.webPorts.entries()) {
    await running.web[index]!.ended({ asked: true });
    running.web[index] = startWeb(stage, release, port);
    await running.web[index].ready();
  }
  for (const [index, worker] of running.workers.entries()) {
    await worker.ended({ asked: true });
    running.workers[index] = startWorker(stage, release);
    await running.workers[index].ready();
  }
}

async function upgradeUnderLoad(old: Release, now: Release, tools: Tools): Promise<SceneEnd> {
  const { progress } = tools;
  progress.show("Starting the release before");
  const stage = await setStage(tools);
  const { visitors, slow, pool } = stage;
  // As the guide says: scripts of the release before are taken along.
  const scripts = (release: Release) => path.join(release.folder, release.bundles, "../.next/static");
  cpSync(scripts(old), scripts(now), { recursive: true, force: false });
  const page = /https:\/\/homing\.example\.com(\/\S+)/.exec(await migrateWith(stage, old))?.[1] ?? "/sign-in";
  const running = {
    web: stage.webPorts.map((port) => startWeb(stage, old, port)),
    workers: Array.from({ length: workers }, () => startWorker(stage, old)),
  };
  await Promise.all([...running.web, ...running.workers].map((one) => one.ready()));
  progress.show("Writing the audience");
  const taken: string[] = [];
  stage.hearer.onTaken = (id) => taken.push(id);
  const { workspaceId, campaignId } = await launchWith(old, stage);
  const follow = (messageId: string) =>
    visitors.follow(new URL(messageUrls(messageTokens({ workspaceId, messageId })).click(1), "https://x").pathname);
  for (const id of taken) follow(id);
  stage.hearer.onTaken = follow;
  visitors.begin(page);
  while (slow.book.taken.size < recipients / 5) {
    progress.show("sent by the release before", slow.book.taken.size, recipients);
    await sleep(50);
  }
  progress.show("Migrating");
  const takenBefore = slow.book.taken.size;
  const said = await migrateWith(stage, now);
  must(said.includes("Applied "), `the new release had nothing to migrate:\n${said}`);
  progress.show("Replacing the processes");
  await replace(stage, running, now);
  const takenAfter = slow.book.taken.size;
  slow.hurry();
  must(takenAfter < recipients, "the campaign was over before the upgrade was: nothing was shown");
  progress.show("Waiting for the end of the campaign");
  await untilSent(pool, campaignId);
  await visitors.end();
  await Promise.all([...running.web, ...running.workers].map((one) => one.ended({ asked: true })));
  const { counts } = await countsOf(pool, { campaignId, recipients, book: slow.book });
  const { rows } = await pool.query("select count(*)::int as count from event where type = 'message.clicked'");
  return {
    found: `${takenBefore} of ${recipients} messages had left when it began and ${takenAfter} when it was done; ${visitors.asked} requests meanwhile and after, ${visitors.clicked} of them clicks`,
    counts: { ...counts, requestsFailed: visitors.failures.length, clicksLost: visitors.clicked - rows[0].count },
    figures: { failures: visitors.failures.slice(0, 5).join("; ") },
  };
}

/** `old` and `now` are built before, outside of the time of the scene. */
export const upgradeScene = (releases: () => { old: Release; now: Release }): Scene => ({
  name: "upgrade under load from the release before",
  withinMs: 180_000,
  play: (tools) => {
    const { old, now } = releases();
    return upgradeUnderLoad(old, now, tools);
  },
});
