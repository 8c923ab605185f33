import { createLog } from "@/lib/base/log";
import { type InboundListener, inboundBanner, type ListenerOptions, startInboundListener } from "./listener";
import { startOne } from "./one-listener";

/**
 * The listener for mail that comes back, or this worker's place behind the one that has the port; see `startOne`. Throws an Error in words when somebody
 * else has it.
 */
export async function keepListening(options: ListenerOptions): Promise<InboundListener> {
  const { first, close } = await startOne({
    start: () => startInboundListener(options),
    listen: options.listen,
    ...{ banner: inboundBanner, setting: "INBOUND_SMTP_PORT", what: "mail that comes back" },
    log: options.log ?? createLog({ part: "inbound" }),
  });
  return { port: first?.port ?? (options.listen as { port: number }).port, close };
}
