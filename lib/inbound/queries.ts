import { requirePermission } from "@/lib/auth/permissions";
import type { Ctx } from "@/lib/context";
import { parsePublicId, publicId } from "@/lib/db/ids";
import { type InboundItem, type InboundKind, type InboundPage, InboundQuery } from "@/lib/inbound/schema";

interface Row {
  id: string;
  receivedAt: Date;
  kind: string | null;
  result: unknown;
  error: string | null;
  messageId: string | null;
}

/** Mail that came back to this workspace, newest first, also what could not be understood. */
export async function findInbound(ctx: Ctx, input: InboundQuery): Promise<InboundPage> {
  requirePermission(ctx, "reports.read");
  const { kind, cursor, limit } = InboundQuery.parse(input);
  const { workspaceId } = ctx;
  const rows = await ctx.db.inboundMessage.findMany({
    where: { workspaceId, ...(kind && { kind }), ...(cursor && { id: { lt: parsePublicId("inb", cursor) } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: { id: true, receivedAt: true, kind: true, result: true, error: true, messageId: true },
  });
  const shown = rows.slice(0, limit);
  const ids = shown.flatMap(({ messageId }) => messageId ?? []);
  const messages = await ctx.db.message.findMany({
    where: { workspaceId, id: { in: ids } },
    select: { id: true, email: true },
  });
  const recipients = new Map(messages.map(({ id, email }) => [id, email]));
  return {
    items: shown.map((row) => present(row, recipients.get(row.messageId ?? "") ?? null)),
    nextCursor: rows.length > limit ? publicId("inb", shown.at(-1)!.id) : null,
  };
}

function present(row: Row, about: string | null): InboundItem {
  const result = (row.result ?? {}) as Record<string, unknown>;
  const text = [result.text, result.subject, result.reason, result.feedbackType].find(
    (value) => typeof value === "string",
  );
  return {
    id: publicId("inb", row.id),
    receivedAt: row.receivedAt.toISOString(),
    kind: row.kind as InboundKind | null,
    about,
    messageId: about !== null && row.messageId ? publicId("msg", row.messageId) : null,
    says: (text as string | undefined) ?? null,
    effect: effectOf(row.kind, result),
    problem: row.error,
  };
}

function effectOf(kind: string | null, result: Record<string, unknown>): string | null {
  if (result.applied === false) return result.action === "delayed" ? "Still being tried" : "Known already";
  if (kind === "dsn" && result.action === "delivered") return "Delivered";
  if (kind === "dsn" && typeof result.bounce === "string") {
    return result.bounce === "hard" ? "Hard bounce, suppressed" : result.bounce === "block" ? "Blocked" : "Soft bounce";
  }
  if (kind === "arf") return "Complaint, suppressed";
  return kind === "unsubscribe" ? "Unsubscribed" : null;
}
