import pg from "pg";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { processName } from "./holder";

const log = createLog({ part: "sending" });
const RECONNECT_MS = 500;

export type OnPoke = (workspaceId?: string) => void;

/**
 * One connection of its own that holds this process's advisory lock for as long as the process lives, so that workers on
 * other machines can tell that it does (see may-take-over.ts), and that hears when there is something to send.
 */
export class HolderSession {
  #client: pg.Client | null = null;
  #stopped = false;
  readonly #channels: ReadonlyMap<string, OnPoke>;

  /** For each channel what is called when something is said there: in which workspace there is something to send; without one, it may be any. */
  constructor(channels: ReadonlyMap<string, OnPoke>) {
    this.#channels = channels;
  }

  /** Connects in the background, again and again while the database is away. */
  start(): void {
    void this.#connect();
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#client?.end().catch(() => {});
  }

  async #connect(): Promise<void> {
    if (this.#stopped) return;
    const client = new pg.Client({
      connectionString: env.DATABASE_URL,
      application_name: "homing-sender",
      keepAlive: true,
    });
    this.#client = client;
    client.on("error", () => {});
    client.on("notification", ({ channel, payload }) => this.#channels.get(channel)?.(payload || undefined));
    client.once("end", () => {
      if (!this.#stopped) setTimeout(() => void this.#connect(), RECONNECT_MS).unref();
    });
    try {
      await client.connect();
      await client.query("select pg_advisory_lock(hashtextextended($1, 0))", [processName()]);
      for (const channel of this.#channels.keys()) await client.query(`listen ${channel}`);
      for (const onPoke of this.#channels.values()) onPoke();
    } catch (error) {
      log.debug("the sender's own connection failed, trying again", { error });
      await client.end().catch(() => {});
    }
  }
}
