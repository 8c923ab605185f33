import { setTimeout as sleep } from "node:timers/promises";
import type { Log } from "@/lib/base/log";
import type { ListenTarget } from "@/lib/base/process/listen-target";
import { greetingOf } from "./greeting-of";

const againMs = 1_000;
const standByMs = 5_000;
/** A worker that has just been started greets after this time at the latest. */
const patienceMs = 30_000;

interface Closable {
  close(): Promise<void>;
}

export interface OneListener<L extends Closable> {
  start(): Promise<L>;
  /** Where it is looked whether somebody listens. */
  listen: ListenTarget;
  /** Stands in the greeting: by it one worker knows the listener of another. */
  banner: string;
  /** Names the port for who has to change it. */
  setting: string;
  /** What it listens for, in words. */
  what: string;
  /** Ports of it that speak TLS from the first octet. */
  tlsPorts?: readonly number[];
  /** It greets balancers only: whoever has the port is taken for another worker. */
  silent?: boolean;
  log: Log;
}

/**
 * A listener that one worker of a machine is enough for: while another worker has the port, this one stands by and listens as soon as the
 * port is free. `first` is null then. Throws an Error in words when somebody else has it.
 */
export async function startOne<L extends Closable>(one: OneListener<L>): Promise<Closable & { first: L | null }> {
  const first = await startOrStandBy(one);
  if (first) return { first, close: () => first.close() };
  one.log.info(`another worker listens for ${one.what}; this one stands by`, one.listen);
  return { first: null, ...standBy(one) };
}

const greetingAt = ({ tlsPorts = [] }: Pick<OneListener<Closable>, "tlsPorts">, host: string, port: number) =>
  greetingOf(host, port, tlsPorts.includes(port));

function standBy<L extends Closable>({ start, listen, what, tlsPorts, log }: OneListener<L>): Closable {
  const { host, port } = listen as { host: string; port: number };
  let listener: L | null = null;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    if (listener || (await greetingAt({ tlsPorts }, host, port)) !== "") return;
    // Another one that stood by may be quicker.
    listener = await start().catch(() => null);
    if (listener) log.info(`listening for ${what}: the other worker is gone`, { host, port });
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, standByMs).unref();
  const close = async () => {
    clearInterval(timer);
    await looking;
    await listener?.close();
  };
  return { close };
}

/** Null when another worker has the port. */
async function startOrStandBy<L extends Closable>(one: OneListener<L>): Promise<L | null> {
  const { start, listen, banner, setting } = one;
  const until = performance.now() + patienceMs;
  for (;;) {
    const error = await start().then((listener) => listener, asPortError);
    if (!(error instanceof Error)) return error;
    if (!("port" in listen) || error.code !== "EADDRINUSE") throw error;
    const { host } = listen;
    // Of several ports the error names the one that is taken.
    const port = error.port ?? listen.port;
    const greeting = await greetingAt(one, host, port);
    if (greeting.includes(banner) || one.silent) return null;
    if (greeting !== "" || performance.now() >= until) {
      throw new Error(
        `Port ${port} at ${host} (${setting}) is in use by another program. Stop it, or name another port.`,
      );
    }
    await sleep(againMs);
  }
}

function asPortError(error: unknown): NodeJS.ErrnoException & { port?: number } {
  return error instanceof Error ? error : new Error(String(error));
}
