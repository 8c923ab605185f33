import { newId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { parseVerp, verpAddress } from "@/lib/mail/mime/verp";
import { smtpOptions } from "@/lib/mail/smtp/smtp-options";
import { sendOne } from "@/lib/mail/system/system-transport";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import type { Reach } from "@/lib/run/mailbox/simulator/perform";

/** The real world: HTTP to our own origins, SMTP to the inbound listener. `close` ends its connections. */
export function openReach(): Reach & { close(): void } {
  const transport = new SmtpTransport(
    smtpOptions({
      host: env.INBOUND_SMTP_HOST,
      port: env.INBOUND_SMTP_PORT,
      name: "mx.mailbox.homing.test",
      ignoreTls: true,
      maxConnections: 2,
      maxMessagesPerConnection: Number.MAX_SAFE_INTEGER,
      timeouts: { connectMs: 5_000, commandMs: 15_000, contentMs: 15_000 },
    }),
  );
  return {
    origins: new Set([new URL(env.APP_URL).origin, new URL(env.TRACKING_URL).origin]),
    fetch,
    deliver: async (to, raw, from = "") => {
      const id = newId();
      const outcome = await sendOne(transport, {
        id,
        envelopeFrom: from,
        envelopeTo: to,
        raw,
        smtpUtf8: false,
        parts: () => ({ from: "", to, subject: "", html: "", text: "", headers: {} }),
      });
      if (outcome.result !== "accepted") throw new Error(outcome.text);
    },
    complaintAddress,
    close: () => void transport.close(),
  };
}

/** Real feedback loops are set up by hand with each provider; ours knows where a message's complaints go from its return path. */
export function complaintAddress(returnPath: string): string | null {
  const parsed = parseVerp(returnPath);
  return parsed && verpAddress("complaint", parsed.messageId, returnPath.slice(returnPath.lastIndexOf("@") + 1));
}
