import path from "node:path";
import { dataFoldersSetting } from "@/lib/base/health/disk-space";
import { readEnvironment } from "@/lib/base/process/read-environment";
import { demoLogin } from "@/lib/demo/login";
import { type Cluster, startCluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import { clusterHome } from "@/lib/run/cluster/cluster-home";
import { type DataLock, lockDataFolder } from "@/lib/run/cluster/data-lock";
import { privateFolder } from "@/lib/run/cluster/private-folder";
import { Child } from "./children";
import { noteStart } from "./last-start";
import { migrateOwn } from "./migrate-own";
import { parseStartOptions, type StartOptions, usage } from "./options";
import { processPlans, seedDemo } from "./processes";
import { newStartLinks, type StartLinks } from "./start-secrets";
import { type StartSettings, startSettings } from "./start-settings";

/** The whole end takes no longer than orchestrators wait for a container (30 s) until they kill it. */
const childrenEndWithinMs = 22_000;
const endWithinMs = 29_000;

/** start.mjs gives us the other end of a pipe here: it waits until nobody has it open any more. */
const treePipe = process.connected ? [4] : [];

interface Announcement {
  links: StartLinks;
  demoPassword: string | null;
}

function announce(options: StartOptions, appUrl: string, { links, demoPassword }: Announcement): void {
  console.log(`\n  Homing is ready: ${appUrl}`);
  if (links.setup) {
    console.log(`  Set it up, once, by this link (also in ${path.resolve(options.data, "setup-link")}):`);
    console.log(`    ${links.setup}`);
  }
  if (links.mailbox) console.log(`  Mailbox (no real mail leaves this machine): ${links.mailbox}`);
  if (demoPassword) console.log(`  Demo log-in: ${demoLogin.email}, password: ${demoPassword}`);
  console.log(`  Data: ${path.resolve(options.data)}. Stop with Ctrl-C.\n`);
}

/** One start: what it has begun, and how that ends. */
class Start {
  readonly #options: StartOptions;
  readonly #stop = new AbortController();
  #lock: DataLock | null = null;
  #cluster: Cluster | null = null;
  readonly #children: Child[] = [];
  /** Such as a database that is being made: it is waited for, and then stopped. */
  #step: Promise<unknown> = Promise.resolve();
  #ending: Promise<void> | undefined;

  constructor(options: StartOptions) {
    this.#options = options;
  }

  async run(): Promise<void> {
    const { data } = this.#options;
    privateFolder(data);
    this.#lock = await this.#next(lockDataFolder(path.resolve(data), this.#stop.signal));
    const start = await startSettings(this.#options);
    Object.assign(process.env, start.settings);
    await this.#startDatabase(start);
    await this.#next(migrateOwn(this.#stop.signal));
    const demoPassword = this.#options.demo
      ? await this.#next(seedDemo(this.#options, start.settings, this.#stop.signal))
      : null;
    const appUrl = start.env.APP_URL;
    const links = await this.#next(newStartLinks(data, { appUrl, mailbox: start.held.mailbox !== null }));
    const lifeline = this.#cluster ? [this.#cluster.lifeline] : [];
    for (const plan of processPlans(this.#options, start, [...this.#held(), ...lifeline])) {
      this.#children.push(new Child(plan));
    }
    await Promise.all(this.#children.map((child) => child.ready));
    noteStart(data, start.settings);
    announce(this.#options, appUrl, { links, demoPassword });
  }

  get isEnding(): boolean {
    return this.#ending !== undefined;
  }

  /** Ends what has begun, in order: nothing new is taken, what is under way ends, then the database. Never resolves. */
  end(status: number): Promise<void> {
    this.#ending ??= this.#end(status);
    return this.#ending;
  }

  async #end(status: number): Promise<void> {
    const until = performance.now() + endWithinMs;
    this.#stop.abort();
    this.#lock?.sayEnding();
    setTimeout(() => process.exit(1), endWithinMs + 500).unref();
    await Promise.all(this.#children.map((child) => child.stop(childrenEndWithinMs)));
    await this.#step.catch(() => {});
    await this.#cluster?.stop(Math.max(1000, until - performance.now()));
    this.#lock?.release();
    process.exit(status);
  }

  /** Does a step of the start, unless it is being ended: then nothing further is begun. */
  async #next<T>(step: Promise<T>): Promise<T> {
    this.#step = step;
    const result = await step;
    if (this.#ending) await new Promise(() => {});
    return result;
  }

  /** Stays open in all our processes, so that nobody takes the last of them for gone. */
  #held(): number[] {
    return [this.#lock!.fd, ...treePipe];
  }

  async #startDatabase({ settings }: StartSettings): Promise<void> {
    if (process.env.DATABASE_URL) return;
    const starting = startCluster(this.#options.data, { held: this.#held() }).then((cluster) => {
      this.#cluster = cluster;
      return cluster;
    });
    const cluster = await this.#next(starting);
    void cluster.exited.then((code) => {
      if (this.#ending) return;
      console.error(`PostgreSQL ended (status ${code}). Stopping; the data is kept. Start again with npm start.`);
      void this.end(1);
    });
    settings[dataFoldersSetting] = [
      path.resolve(this.#options.data),
      clusterHome(path.resolve(this.#options.data)).data,
    ].join(path.delimiter);
    settings.DATABASE_URL = await this.#next(ensureDatabase(cluster, "homing"));
    process.env.DATABASE_URL = settings.DATABASE_URL;
  }
}

async function main(): Promise<void> {
  readEnvironment();
  const options = parseStartOptions(process.argv.slice(2));
  if (!options) {
    console.log(usage);
    process.exit(0);
  }
  const start = new Start(options);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => void start.end(0));
  // Whoever started us is gone without a word.
  process.once("disconnect", () => void start.end(0));
  await start.run().catch((error: Error) => {
    if (!start.isEnding) console.error(`\n${error.message}\n`);
    return start.end(1);
  });
}

main().catch((error: unknown) => {
  console.error(`\n${(error as Error).message}\n`);
  process.exit(1);
});
