import type { Message } from "@/lib/base/db/generated/client";
import type { RecipientRole } from "@/lib/content/links/email-content";
import { placeOf } from "@/lib/events/ledger/place";
import type { EmailStatus } from "./schema";

/** The message of a mail to one recipient. Ids are UUIDs. */
export interface EmailMessage
  extends Pick<Message, "id" | "email" | "status" | "skipReason" | "bouncedAt" | "sentAt" | "deliveredAt"> {
  emailId: string;
  role: RecipientRole;
}

/**
 * Where a mail stands, all its recipients taken together: it waits while one of them does, and counts as sent when it left for one. Pure.
 */
export function emailStatusOf(
  { scheduledAt }: { scheduledAt: Date | null },
  messages: readonly Pick<EmailMessage, "status" | "bouncedAt" | "sentAt" | "deliveredAt">[],
  now: Date,
): EmailStatus {
  const places = new Set(messages.map(placeOf));
  if (places.has("pending")) return scheduledAt && scheduledAt > now ? "scheduled" : "queued";
  if (places.has("delivered") || places.has("bounced") || places.has("unconfirmed")) return "sent";
  if (places.has("failed")) return "failed";
  return messages.some(({ status }) => status === "cancelled") ? "cancelled" : "suppressed";
}
