import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import { migrate } from "@/lib/base/db/migrate";
import { parseEnv } from "@/lib/base/env";
import { demoLogin } from "@/lib/demo/login";
import { type Cluster, startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { lockDataFolder } from "@/lib/run/cluster/data-lock";
import { freePort } from "@/lib/run/cluster/ports";
import { privateFolder } from "@/lib/run/cluster/private-folder";
import { Child } from "./children";
import { parseStartOptions, type StartOptions, usage } from "./options";
import { demoPasswordOf, newStartLinks, type StartLinks, secretSettings } from "./start-secrets";
import { workerEnv, workerFlags } from "./worker-flags";

async function settingsFor(options: StartOptions, folder: string): Promise<NodeJS.ProcessEnv> {
  const wanted = options.port ?? 3000;
  const port = await freePort(wanted, process.env.HOST || "127.0.0.1");
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
    ...secretSettings(folder),
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
  const sources = {
    web: "lib/run/web/main.ts",
    worker: "lib/run/worker/main.ts",
    mailbox: "lib/run/mailbox/main.ts",
  } as const;
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

/** Writes the demo data at first. Returns the password of its account. */
function seedDemo(options: StartOptions, settings: NodeJS.ProcessEnv): string {
  const { password, isNew } = demoPasswordOf(options.data);
  const args = options.dev ? ["--import", "tsx", "lib/demo/main.ts"] : ["--enable-source-maps", ".build/demo-seed.js"];
  const result = spawnSync(process.execPath, args, {
    env: { ...settings, DEMO_PASSWORD: password, DEMO_PASSWORD_IS_NEW: isNew ? "1" : "" },
    stdio: "inherit",
  });
  if (result.status !== 0) throw new Error("The demo data could not be written.");
  return password;
}

interface Announcement {
  links: StartLinks;
  demoPassword: string | null;
}

function announce(options: StartOptions, settings: NodeJS.ProcessEnv, { links, demoPassword }: Announcement): void {
  console.log(`\n  Homing is ready: ${settings.APP_URL}`);
  if (links.setup) {
    console.log(`  Set it up, once, by this link (also in ${path.resolve(options.data, "setup-link")}):`);
    console.log(`    ${links.setup}`);
  }
  if (links.mailbox) console.log(`  Mailbox (no real mail leaves this machine): ${links.mailbox}`);
  if (demoPassword) console.log(`  Demo log-in: ${demoLogin.email}, password: ${demoPassword}`);
  console.log(`  Data: ${path.resolve(options.data)}. Stop with Ctrl-C.\n`);
}

async function main(): Promise<void> {
  if (existsSync(".env")) process.loadEnvFile(".env");
  const options = parseStartOptions(process.argv.slice(2));
  if (!options) return console.log(usage);
  privateFolder(options.data);
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
    const demoPassword = options.demo ? seedDemo(options, settings) : null;
    if (stopping) return;
    process.env.DATABASE_URL = settings.DATABASE_URL;
    const links = await newStartLinks(options.data, { appUrl: env.APP_URL, mailbox: embeddedMailbox });
    children = startChildren(options, settings, embeddedMailbox);
    await Promise.all(children.map((child) => child.ready));
    announce(options, settings, { links, demoPassword });
  } catch (error) {
    console.error(`\n${(error as Error).message}\n`);
    await stop(1);
  }
}

main().catch((error: unknown) => {
  console.error(`\n${(error as Error).message}\n`);
  process.exit(1);
});
