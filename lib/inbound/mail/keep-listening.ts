import { setTimeout as sleep } from "node:timers/promises";
import { createLog, type Log } from "@/lib/base/log";
import { greetingOf } from "./greeting-of";
import { type InboundListener, inboundBanner, type ListenerOptions, startInboundListener } from "./listener";

const againMs = 1_000;
const standByMs = 5_000;
/** A worker that has just been started greets after this time at the latest. */
const patienceMs = 30_000;

/**
 * The listener for mail that comes back, which one worker of a machine is enough for: while another worker has the port, this one
 * stands by and listens as soon as the port is free. Throws an Error in words when somebody else has it.
 */
export async function keepListening(options: ListenerOptions): Promise<InboundListener> {
  const log = options.log ?? createLog({ part: "inbound" });
  const first = await startOrStandBy(options);
  if (first) return first;
  log.info("another worker listens for mail that comes back; this one stands by", options.listen);
  return standBy(options, log);
}

function standBy(options: ListenerOptions, log: Log): InboundListener {
  const { host, port } = options.listen as { host: string; port: number };
  let listener: InboundListener | null = null;
  let looking: Promise<void> = Promise.resolve();
  const look = async () => {
    if (listener || (await greetingOf(host, port)) !== "") return;
    // Another one that stood by may be quicker.
    listener = await startInboundListener(options).catch(() => null);
    if (listener) log.info("listening for mail that comes back: the other worker is gone", { host, port });
  };
  const timer = setInterval(() => {
    looking = looking.then(look);
  }, standByMs).unref();
  const close = async () => {
    clearInterval(timer);
    await looking;
    await listener?.close();
  };
  return { port, close };
}

/** Null when another worker has the port. */
async function startOrStandBy(options: ListenerOptions): Promise<InboundListener | null> {
  const until = performance.now() + patienceMs;
  for (;;) {
    const error = await startInboundListener(options).then((listener) => listener, asPortError);
    if (!(error instanceof Error)) return error;
    if (!("port" in options.listen) || error.code !== "EADDRINUSE") throw error;
    const { host, port } = options.listen;
    const greeting = await greetingOf(host, port);
    if (greeting.includes(inboundBanner)) return null;
    if (greeting !== "" || performance.now() >= until) {
      throw new Error(
        `Port ${port} at ${host} (INBOUND_SMTP_PORT) is in use by another program. Stop it, or name another port.`,
      );
    }
    await sleep(againMs);
  }
}

function asPortError(error: unknown): NodeJS.ErrnoException {
  return error instanceof Error ? error : new Error(String(error));
}
