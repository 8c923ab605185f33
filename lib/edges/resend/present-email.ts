import type { LastEvent } from "@/lib/emails/last-events";
import { asciiDomain } from "@/lib/mail/mime/address";
import { messageIdLeft } from "@/lib/mail/mime/verp";
import { outId } from "./shapes";

interface Shown {
  id: string;
  from: string;
  subject: string;
  tags: { name: string; value: string }[];
  topicId: string | null;
  scheduledAt: string | null;
  createdAt: string;
  messages: readonly { id: string; to: string; role: string }[];
}

const orNull = (addresses: readonly string[]) => (addresses.length > 0 ? addresses : null);

/** A mail as Resend lists it, without its content. */
export function presentItem(email: Shown, lastEvent: LastEvent | undefined) {
  const of = (role: string) => email.messages.filter((each) => each.role === role).map(({ to }) => to);
  const [first] = email.messages;
  return {
    id: outId("eml", email.id),
    message_id: first ? messageIdOf(first.id, email.from) : null,
    to: of("to"),
    from: email.from,
    created_at: email.createdAt,
    subject: email.subject,
    bcc: orNull(of("bcc")),
    cc: orNull(of("cc")),
    reply_to: null as string[] | null,
    last_event: lastEvent === "cancelled" ? "canceled" : (lastEvent ?? "queued"),
    scheduled_at: email.scheduledAt,
  };
}

/** With what it says. */
export function presentWhole(
  email: Shown & { to: string[]; cc: string[]; replyTo: string[]; html: string | null; text: string | null },
  lastEvent: LastEvent | undefined,
) {
  return {
    object: "email",
    ...presentItem(email, lastEvent),
    to: email.to,
    cc: orNull(email.cc),
    reply_to: orNull(email.replyTo),
    html: email.html,
    text: email.text,
    tags: email.tags,
    topic_id: email.topicId && outId("lst", email.topicId),
  };
}

/** Each recipient has a mail of their own; this is the Message-ID of the first one's. */
function messageIdOf(messageId: string, from: string): string {
  const domain = from.slice(from.lastIndexOf("@") + 1).replace(/>$/, "");
  return `<${messageIdLeft(outId("msg", messageId))}@${asciiDomain(domain)}>`;
}
