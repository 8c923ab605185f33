import type { Message, Prisma } from "@/lib/base/db/generated/client";

/** Where a message stands in the reconciliation line: every message in exactly one of them. */
export type Place = "delivered" | "bounced" | "failed" | "suppressed" | "skipped" | "unconfirmed" | "pending";

/** The place of a row of `message`, in SQL; a bounce, however late, wins over having been sent. */
export const LEDGER_PLACE_SQL = `case
  when bounced_at is not null then 'bounced'
  when status = 'sent' or sent_at is not null or delivered_at is not null then 'delivered'
  when status = 'failed' then 'failed'
  when status = 'suppressed' then 'suppressed'
  when status in ('skipped', 'cancelled') then 'skipped'
  when status = 'unconfirmed' then 'unconfirmed'
  else 'pending' end`;

/** The same of a message in hand. */
export function placeOf(message: Pick<Message, "bouncedAt" | "status" | "sentAt" | "deliveredAt">): Place {
  const { status } = message;
  if (message.bouncedAt) return "bounced";
  if (status === "sent" || message.sentAt || message.deliveredAt) return "delivered";
  if (status === "cancelled") return "skipped";
  return status === "failed" || status === "suppressed" || status === "skipped" || status === "unconfirmed"
    ? status
    : "pending";
}

const handedOver: Prisma.MessageWhereInput = {
  OR: [{ status: "sent" }, { sentAt: { not: null } }, { deliveredAt: { not: null } }],
};
const notHandedOver: Prisma.MessageWhereInput = { bouncedAt: null, sentAt: null, deliveredAt: null };

/** The same as a condition: the messages of each place, and those that left, `sent`. */
export const PLACE_WHERE: Readonly<Record<Place | "sent", Prisma.MessageWhereInput>> = {
  sent: { OR: [{ bouncedAt: { not: null } }, handedOver] },
  delivered: { AND: [{ bouncedAt: null }, handedOver] },
  bounced: { bouncedAt: { not: null } },
  failed: { ...notHandedOver, status: "failed" },
  suppressed: { ...notHandedOver, status: "suppressed" },
  skipped: { ...notHandedOver, status: { in: ["skipped", "cancelled"] } },
  unconfirmed: { ...notHandedOver, status: "unconfirmed" },
  pending: { ...notHandedOver, status: { in: ["pending", "queued", "sending", "deferred"] } },
};
