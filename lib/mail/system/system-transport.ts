import addressparser from "nodemailer/lib/addressparser";
import { newId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { AppError } from "@/lib/base/errors";
import { type Mailbox, plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { composeMessage, toRawMessage } from "@/lib/mail/mime/mime";
import type { MailTransport, TransportOutcome } from "@/lib/mail/transport";
import { installedKind } from "@/lib/mail/transports/kinds/transport-kinds";
import { openTransport } from "@/lib/mail/transports/open-transport";
import { systemMark } from "./system-mark";

export interface SystemMail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

let transport: MailTransport | undefined;

/**
 * Sends mail of the product itself (invitations, password resets, verification) through the installation's own settings.
 * It is marked as automatic (RFC 3834) and has no list headers. Throws `unavailable` when it was not taken.
 */
export async function sendSystemMessage(mail: SystemMail): Promise<{ messageId: string }> {
  transport ??= openTransport({ kind: installedKind(), settings: null, connections: 2 });
  const from = parseMailbox(env.SYSTEM_FROM);
  const to = wireAddress(mail.to);
  const id = newId();
  const composed = composeMessage({
    id,
    domain: wireAddress(from.address).domain,
    from,
    to: { address: mail.to },
    subject: mail.subject,
    html: mail.html,
    text: mail.text,
    date: new Date(),
    headers: [{ name: "Auto-Submitted", value: "auto-generated" }, systemMark],
  });
  const outcome = await sendOne(transport, {
    id,
    envelopeFrom: wireAddress(from.address).address,
    envelopeTo: to.address,
    raw: toRawMessage(composed),
    smtpUtf8: composed.smtpUtf8,
    parts: () => ({
      from: plainMailbox(from),
      to: to.address,
      subject: mail.subject,
      html: mail.html,
      text: mail.text,
      headers: { "Auto-Submitted": "auto-generated" },
    }),
  });
  // An unconfirmed hand-over may have arrived; the person can ask again, so it is not an error.
  if (outcome.result === "accepted" || outcome.result === "unconfirmed") return { messageId: id };
  throw new AppError("unavailable", `The mail could not be sent: ${outcome.text}`);
}

/** Sends one message, ahead of any campaign's, and answers its outcome. */
export async function sendOne(
  transport: Pick<MailTransport, "kind" | "send">,
  message: Parameters<MailTransport["send"]>[0][number],
): Promise<TransportOutcome> {
  let outcome: TransportOutcome | undefined;
  await transport.send([message], {
    lane: "priority",
    onOutcome: (each) => {
      outcome = each;
    },
  });
  if (!outcome) throw new Error(`The ${transport.kind} transport gave no outcome.`);
  return outcome;
}

/** `Name <address>` or a bare address. */
export function parseMailbox(text: string): Mailbox {
  const [first] = addressparser(text, { flatten: true });
  return { name: first?.name ?? "", address: first?.address ?? "" };
}
