import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { isLikely } from "@/lib/feedback/parse/found-by";
import { findAnswering } from "@/lib/inbound/replies/find-answering";
import { showReply } from "@/lib/inbound/replies/present-reply-task";
import type {
  ForwardState,
  ReplyDetail,
  ReplyFilters,
  ReplyItem,
  ReplyKind,
  ReplyPage,
} from "@/lib/inbound/replies/schema";

const pageSize = 30;

/** The reply of this workspace, or not found. */
export async function getReply(ctx: Ctx, id: string): Promise<Reply> {
  const reply = await ctx.db.reply.findUnique({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  if (!reply) throw notFound("reply");
  return reply;
}

/** Answers to the workspace's mail, newest first: people's and programs' apart. */
export async function findReplies(ctx: Ctx, { kind, state, cursor }: ReplyFilters): Promise<ReplyPage> {
  requirePermission(ctx, "replies.read");
  const { workspaceId } = ctx;
  const open = { workspaceId, kind: "person", handledAt: null };
  const [rows, openCount] = await Promise.all([
    ctx.db.reply.findMany({
      where: { workspaceId, kind, ...(state === "open" && { handledAt: null }), ...(cursor && { id: { lt: cursor } }) },
      orderBy: { id: "desc" },
      take: pageSize + 1,
    }),
    ctx.db.reply.count({ where: open, take: 1000 }),
  ]);
  const shown = rows.slice(0, pageSize);
  const items = await presentItems(ctx, shown);
  return { items, open: openCount, nextCursor: rows.length > pageSize ? publicId("rpl", shown.at(-1)!.id) : null };
}

/** The answers to one message, oldest first, at most 50. */
export async function repliesToMessage(ctx: Ctx, messageId: string): Promise<ReplyItem[]> {
  requirePermission(ctx, "replies.read");
  const where = { workspaceId: ctx.workspaceId, messageId };
  return presentItems(ctx, await ctx.db.reply.findMany({ where, orderBy: { id: "asc" }, take: 50 }));
}

/** One answer with its whole text, its files by name and its HTML for a sandboxed frame. */
export async function findReply(ctx: Ctx, id: string): Promise<ReplyDetail> {
  requirePermission(ctx, "replies.read");
  const reply = await getReply(ctx, id);
  const [[item], answering, inbound] = await Promise.all([
    presentItems(ctx, [reply]),
    findAnswering(ctx, reply),
    ctx.db.inboundMessage.findFirst({
      where: { id: reply.inboundId, workspaceId: ctx.workspaceId },
      select: { raw: true },
    }),
  ]);
  return {
    ...item!,
    ...(await showReply(inbound?.raw ?? new Uint8Array())),
    handledAt: reply.handledAt?.toISOString() ?? null,
    handledBy: reply.handledBy,
    forwardTo: reply.forwardTo,
    forwardNote: reply.forwardNote,
    forwardedAt: reply.forwardedAt?.toISOString() ?? null,
    inboundMessageId: publicId("inb", reply.inboundId),
    ...answering,
  };
}

async function presentItems(ctx: Ctx, rows: readonly Reply[]): Promise<ReplyItem[]> {
  const ids = [...new Set(rows.flatMap(({ campaignId }) => campaignId ?? []))];
  const campaigns =
    ids.length === 0
      ? []
      : await ctx.db.campaign.findMany({
          where: { workspaceId: ctx.workspaceId, id: { in: ids } },
          select: { id: true, name: true },
        });
  const names = new Map(campaigns.map(({ id, name }) => [id, name]));
  return rows.map((row) => ({
    id: publicId("rpl", row.id),
    kind: row.kind as ReplyKind,
    flavour: row.flavour,
    receivedAt: row.receivedAt.toISOString(),
    fromName: row.fromName,
    fromEmail: row.fromEmail,
    subject: row.subject,
    preview: row.preview,
    attachments: row.attachments,
    contactId: row.contactId && publicId("ctc", row.contactId),
    messageId: row.messageId && publicId("msg", row.messageId),
    campaign:
      row.campaignId && names.has(row.campaignId)
        ? { id: publicId("cmp", row.campaignId), name: names.get(row.campaignId)! }
        : null,
    likely: isLikely(row.foundBy),
    handled: row.handledAt !== null,
    forward: row.forward as ForwardState,
  }));
}
