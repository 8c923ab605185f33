import nodemailer from "nodemailer";
import { env } from "@/lib/env";
import { parseVerp, verpAddress } from "@/lib/mail/verp";
import type { Reach } from "@/lib/mailbox/simulator/perform";

/** The real world: HTTP to our own origins, SMTP to the inbound listener. `close` ends its connections. */
export function openReach(): Reach & { close(): void } {
  const transport = nodemailer.createTransport({
    host: env.INBOUND_SMTP_HOST,
    port: env.INBOUND_SMTP_PORT,
    name: "mx.mailbox.homing.test",
    pool: true,
    maxConnections: 2,
    maxMessages: Number.POSITIVE_INFINITY,
    ignoreTLS: true,
    connectionTimeout: 5_000,
    socketTimeout: 15_000,
  });
  return {
    origins: new Set([new URL(env.APP_URL).origin, new URL(env.TRACKING_URL).origin]),
    fetch,
    deliver: async (to, raw) => {
      await transport.sendMail({ envelope: { from: "", to: [to] }, raw });
    },
    complaintAddress,
    close: () => transport.close(),
  };
}

/** Real feedback loops are set up by hand with each provider; ours knows where a message's complaints go from its return path. */
export function complaintAddress(returnPath: string): string | null {
  const parsed = parseVerp(returnPath);
  return parsed && verpAddress("complaint", parsed.messageId, returnPath.slice(returnPath.lastIndexOf("@") + 1));
}
