import type { Ctx } from "@/lib/base/context";
import type { Reply } from "@/lib/base/db/generated/client";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getReply } from "./queries";

/** A reply with the address of ours that it came to. */
export type Received = Reply & { to: string };

async function withRecipients(ctx: Ctx, rows: readonly Reply[]): Promise<Received[]> {
  const inbound = await ctx.db.inboundMessage.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: rows.map(({ inboundId }) => inboundId) } },
    select: { id: true, envelopeTo: true },
  });
  const to = new Map(inbound.map(({ id, envelopeTo }) => [id, envelopeTo]));
  return rows.map((row) => ({ ...row, to: to.get(row.inboundId) ?? "" }));
}

/** A page of what people and programs answered, in the order of the ids, the newest first. UUIDs. */
export async function newestReplies(
  ctx: Ctx,
  { after, before, limit }: { after?: string | undefined; before?: string | undefined; limit: number },
): Promise<{ rows: Received[]; more: boolean }> {
  requirePermission(ctx, "replies.read");
  const found = await ctx.db.reply.findMany({
    where: { workspaceId: ctx.workspaceId, id: { ...(after && { lt: after }), ...(before && { gt: before }) } },
    orderBy: { id: before ? "asc" : "desc" },
    take: limit + 1,
  });
  const rows = found.slice(0, limit);
  return { rows: await withRecipients(ctx, before ? rows.reverse() : rows), more: found.length > limit };
}

/** One of them, or `not_found`, with the mail as it came; empty where it is not kept any more. */
export async function receivedWithSource(ctx: Ctx, id: string): Promise<{ reply: Received; raw: Uint8Array }> {
  requirePermission(ctx, "replies.read");
  requirePermission(ctx, "raw-mail.read");
  const [reply] = await withRecipients(ctx, [await getReply(ctx, id)]);
  const raw = await sourceOf(ctx, reply!.inboundId);
  return { reply: reply!, raw };
}

/** The mail as it came, of this workspace. */
export async function sourceOf(
  { db, workspaceId }: Pick<Ctx, "db" | "workspaceId">,
  inboundId: string,
): Promise<Uint8Array> {
  const inbound = await db.inboundMessage.findFirst({ where: { id: inboundId, workspaceId }, select: { raw: true } });
  return inbound?.raw ?? new Uint8Array();
}
