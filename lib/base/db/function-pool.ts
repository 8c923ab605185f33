import pg from "pg";
import { keepAwake } from "@/lib/base/process/function-host";

/** A function that sleeps with open connections keeps them from everybody else: what idles for so long is closed. */
const IDLE_MS = 5_000;

/**
 * A connection that names no prepared statement. Functions share a few connections through a pooler, and after a transaction it may give
 * them another one, which does not know the names of the last.
 */
class NamelessClient extends pg.Client {
  override query(...given: unknown[]): never {
    const [config, ...rest] = given;
    const plain = typeof config === "object" && config !== null && "name" in config && !("submit" in config);
    const asked = plain ? { ...config, name: undefined } : config;
    return (super.query as (...args: unknown[]) => never)(asked, ...rest);
  }
}

/** Settings of a pool whose connections are a pooler's for one transaction at a time. No `set` of a session lasts there. */
export const functionPool: pg.PoolConfig & { Client: typeof pg.Client } = {
  Client: NamelessClient as unknown as typeof pg.Client,
  idleTimeoutMillis: IDLE_MS,
};

/** Keeps the function awake until the connections that it has given back are closed. */
export function closeBeforeSleep(pool: pg.Pool, idleMs = IDLE_MS): void {
  let timer: NodeJS.Timeout | undefined;
  let end = () => {};
  pool.on("release", () => {
    clearTimeout(timer);
    end();
    const closed = new Promise<void>((resolve) => {
      end = resolve;
      timer = setTimeout(resolve, idleMs + 100);
    });
    keepAwake(closed);
  });
}
