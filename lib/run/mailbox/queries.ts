import { prisma } from "@/lib/base/db/client";
import { foldedContains } from "@/lib/base/db/folded";
import { Prisma } from "@/lib/base/db/generated/client";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import type { ActionKind } from "@/lib/run/mailbox/actions.shared";
import { describeMail } from "@/lib/run/mailbox/captured";
import { showContent } from "@/lib/run/mailbox/present-content-task";
import { type InboxItem, type InboxPage, InboxQuery, type MailDetail } from "@/lib/run/mailbox/schema";
import { quietReason } from "@/lib/run/mailbox/simulator/plan";
import { verifyDkim } from "@/lib/run/mailbox/verify-dkim";
import { actionDetail } from "./simulator/stored-action";

const listed = {
  id: true,
  receivedAt: true,
  envelopeTo: true,
  fromHeader: true,
  subject: true,
  bytes: true,
  readAt: true,
} as const;

interface ListedRow {
  id: string;
  receivedAt: Date;
  envelopeTo: string;
  fromHeader: string;
  subject: string;
  bytes: number;
  readAt: Date | null;
}

/** A guest came with the printed key: mail of the product itself is not there for them. */
export type MailboxReader = "open" | "guest";
const shownTo = (reader: MailboxReader) => (reader === "guest" ? { isSystem: false } : {});

/** Captured mail, newest first. */
export async function findMail(reader: MailboxReader, input: InboxQuery): Promise<InboxPage> {
  const { q, cursor, limit } = InboxQuery.parse(input);
  const before = cursor ? parsePublicId("cap", cursor) : null;
  const rows = await prisma.capturedMessage.findMany({
    where: {
      ...shownTo(reader),
      ...(q ? { id: { in: await idsOf(reader, q, before, limit + 1) } } : before && { id: { lt: before } }),
    },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: listed,
  });
  const last = rows[limit - 1];
  return {
    items: rows.slice(0, limit).map(present),
    nextCursor: rows.length > limit && last ? publicId("cap", last.id) : null,
  };
}

/** The newest mails with these words in recipient or subject. */
async function idsOf(reader: MailboxReader, text: string, before: string | null, limit: number): Promise<string[]> {
  const { sql } = Prisma;
  const rows = await prisma.$queryRaw<{ id: string }[]>(sql`
    select id from captured_message
    where (${foldedContains(sql`envelope_to`, text)} or ${foldedContains(sql`subject`, text)})
      and (${reader !== "guest"} or not is_system) and (${before}::uuid is null or id < ${before}::uuid)
    order by id desc limit ${limit}`);
  return rows.map(({ id }) => id);
}

function present(row: ListedRow): InboxItem {
  return {
    id: publicId("cap", row.id),
    receivedAt: row.receivedAt.toISOString(),
    to: row.envelopeTo,
    from: row.fromHeader,
    subject: row.subject,
    bytes: row.bytes,
    unread: row.readAt === null,
  };
}

/** One mail with everything that its view shows; it counts as read from now on. Throws `not_found`. */
export async function getMail(reader: MailboxReader, id: string): Promise<MailDetail> {
  const row = await prisma.capturedMessage.findUnique({
    where: { id, ...shownTo(reader) },
    include: { actions: { orderBy: { dueAt: "asc" } } },
  });
  if (!row) throw notFound("mail");
  if (!row.readAt) await prisma.capturedMessage.update({ where: { id }, data: { readAt: new Date() } });
  const raw = Buffer.from(row.raw);
  return {
    ...present(row),
    unread: false,
    envelopeFrom: row.envelopeFrom,
    messageId: row.messageIdHeader,
    ...(await showContent(raw)),
    authentication: await verifyDkim(raw),
    quietBecause: quietReason(describeMail(raw)),
    actions: row.actions.map((action) => ({
      id: action.id,
      kind: action.kind as ActionKind,
      dueAt: action.dueAt.toISOString(),
      doneAt: action.doneAt?.toISOString() ?? null,
      error: action.error,
      note: actionDetail.read(action.detail).note ?? null,
    })),
  };
}

/** The raw mail for download. Throws `not_found`. */
export async function getRawMail(reader: MailboxReader, id: string): Promise<Uint8Array> {
  const row = await prisma.capturedMessage.findUnique({ where: { id, ...shownTo(reader) }, select: { raw: true } });
  if (!row) throw notFound("mail");
  return row.raw;
}
