import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { migrate } from "@/lib/db/migrate";
import { demoLogin } from "@/lib/demo/login";
import { parseEnv } from "@/lib/env";
import { mailboxKeyPath } from "@/lib/mailbox/key";
import { Child } from "./children";
import { type Cluster, ensureDatabase, startCluster } from "./cluster";
import { lockDataFolder } from "./data-lock";
import { parseStartOptions, type StartOptions, usage } from "./options";
import { freePort } from "./ports";
import { workerEnv, workerFlags } from "./worker-flags";

/** HOMING_SECRET from the environment, else one made at first start and kept with the data. */
function secretOf(folder: string): string {
  if (process.env.HOMING_SECRET) return process.env.HOMING_SECRET;
  const file = path.join(folder, "secret");
  if (!existsSync(file)) writeFileSync(file, randomBytes(32).toString("hex"), { mode: 0o600 });
  return readFileSync(file, "utf8").trim();
}

async function settingsFor(options: StartOptions, folder: string): Promise<NodeJS.ProcessEnv> {
  const wanted = options.port ?? 3000;
  const port = await freePort(wanted, "0.0.0.0");
  if (port !== wanted) console.log(`Port ${wanted} is taken; using ${port}.`);
  const mailboxPort = Number(process.env.MAILBOX_SMTP_PORT || (await freePort(2525)));
  const inboundPort = Number(process.env.INBOUND_SMTP_PORT || (await freePort(Math.max(2526, mailboxPort + 1))));
  const appUrl = process.env.APP_URL || `http://localhost:${port}`;
  return {
    ...process.env,
    NODE_ENV: options.dev ? "development" : "production",
    PORT: String(port),
    APP_URL: appUrl,
    NEXTAUTH_URL: appUrl,
    HOMING_SECRET: secretOf(folder),
    NEXT_TELEMETRY_DISABLED: "1",
    MAILBOX_SMTP_PORT: String(mailboxPort),
    INBOUND_SMTP_PORT: String(inboundPort),
    JOURNAL_DIR: process.env.JOURNAL_DIR || path.resolve(folder, "journal"),
  };
}

async function startDatabase(folder: string, settings: NodeJS.ProcessEnv): Promise<Cluster | null> {
  if (process.env.DATABASE_URL) return null;
  const cluster = await startCluster(folder);
  settings.DATABASE_URL = await ensureDatabase(cluster, "homing");
  return cluster;
}

function planOf(name: string, options: StartOptions, settings: NodeJS.ProcessEnv, watch = false) {
  const sources = { web: "lib/web/main.ts", worker: "lib/worker/main.ts", mailbox: "lib/mailbox/main.ts" } as const;
  const source = sources[name as keyof typeof sources];
  const args = options.dev
    ? ["--import", "tsx", ...(watch ? ["--watch"] : []), source]
    : [...(name === "worker" ? workerFlags : ["--enable-source-maps"]), `.build/${name}.js`];
  const env = name === "worker" ? { ...workerEnv, ...settings } : settings;
  return { name, command: process.execPath, args, env };
}

function startChildren(options: StartOptions, settings: NodeJS.ProcessEnv, embeddedMailbox: boolean): Child[] {
  const mailbox = embeddedMailbox ? [new Child(planOf("mailbox", options, settings, options.dev))] : [];
  const workers = Array.from({ length: options.workers }, (_, index) => {
    // One listener for mail that comes back is enough; the others only work.
    const own = index === 0 ? settings : { ...settings, INBOUND_SMTP_PORT: "0" };
    return new Child(planOf("worker", options, own, options.dev));
  });
  return [...mailbox, ...workers, new Child(planOf("web", options, settings))];
}

function seedDemo(options: StartOptions, settings: NodeJS.ProcessEnv): void {
  const args = options.dev ? ["--import", "tsx", "lib/demo/main.ts"] : ["--enable-source-maps", ".build/demo-seed.js"];
  const result = spawnSync(process.execPath, args, { env: settings, stdio: "inherit" });
  if (result.status !== 0) throw new Error("The demo data could not be written.");
}

function announce(options: StartOptions, settings: NodeJS.ProcessEnv, embeddedMailbox: boolean): void {
  console.log(`\n  Homing is ready: ${settings.APP_URL}`);
  if (embeddedMailbox) {
    console.log(`  Mailbox (no real mail leaves this machine): ${settings.APP_URL}${mailboxKeyPath()}`);
  }
  if (options.demo) console.log(`  Demo log-in: ${demoLogin.email}, password: ${demoLogin.password}`);
  console.log(`  Data: ${path.resolve(options.data)}. Stop with Ctrl-C.\n`);
}

async function main(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const options = parseStartOptions(process.argv.slice(2));
  if (!options) return console.log(usage);
  mkdirSync(options.data, { recursive: true });
  const unlock = lockDataFolder(path.resolve(options.data));
  let cluster: Cluster | null = null;
  let children: Child[] = [];
  let stopping: Promise<void> | undefined;
  const stop = (status: number) => {
    stopping ??= (async () => {
      await Promise.all(children.map((child) => child.stop()));
      await cluster?.stop();
      unlock();
      process.exit(status);
    })();
    return stopping;
  };
  process.on("SIGINT", () => void stop(0));
  process.on("SIGTERM", () => void stop(0));
  process.on("SIGHUP", () => void stop(0));
  try {
    const settings = await settingsFor(options, options.data);
    const env = parseEnv(settings as Record<string, string>);
    Object.assign(process.env, settings);
    const embeddedMailbox = env.MAILBOX === "embedded";
    cluster = await startDatabase(options.data, settings);
    void cluster?.exited.then((code) => {
      if (stopping) return;
      console.error(`PostgreSQL ended (status ${code}). Stopping; the data is kept. Start again with npm start.`);
      void stop(1);
    });
    await migrate(settings.DATABASE_URL!, "prisma/migrations");
    if (options.demo) seedDemo(options, settings);
    if (stopping) return;
    children = startChildren(options, settings, embeddedMailbox);
    await Promise.all(children.map((child) => child.ready));
    announce(options, settings, embeddedMailbox);
  } catch (error) {
    console.error(`\n${(error as Error).message}\n`);
    await stop(1);
  }
}

main().catch((error: unknown) => {
  console.error(`\n${(error as Error).message}\n`);
  process.exit(1);
});
