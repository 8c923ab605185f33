import type { Ctx } from "@/lib/base/context";
import { parsePublicId, publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { actorCan, requirePermission } from "@/lib/base/permissions.shared";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { isLikely } from "@/lib/feedback/parse/found-by";
import { inboundResult } from "@/lib/feedback/parse/stored-evidence";
import type { InboundKind, InboundRoute } from "@/lib/inbound/mail/inbound-kinds.shared";
import { type InboundItem, type InboundMail, type InboundPage, InboundQuery } from "@/lib/inbound/mail/schema";
import { type Msg, maybeMsg, msg, t } from "@/lib/language/t";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";

interface Row {
  id: string;
  receivedAt: Date;
  route: string;
  kind: string | null;
  foundBy: string | null;
  result: unknown;
  error: string | null;
  messageId: string | null;
}

const columns = {
  ...{ id: true, receivedAt: true, route: true, kind: true, foundBy: true, result: true, error: true, messageId: true },
} as const;

/** Mail that came back to this workspace, newest first, also what could not be understood. */
export async function findInbound(ctx: Ctx, input: InboundQuery): Promise<InboundPage> {
  requirePermission(ctx, "reports.read");
  const { kind, cursor, limit } = InboundQuery.parse(input);
  const { workspaceId } = ctx;
  const rows = await ctx.db.inboundMessage.findMany({
    where: { workspaceId, ...(kind && { kind }), ...(cursor && { id: { lt: parsePublicId("inb", cursor) } }) },
    orderBy: { id: "desc" },
    take: limit + 1,
    select: columns,
  });
  const shown = rows.slice(0, limit);
  return {
    items: await presentAll(ctx, shown),
    nextCursor: rows.length > limit ? publicId("inb", shown.at(-1)!.id) : null,
  };
}

const maxSource = 200_000;

/** One mail; its source, as it came but for the tokens in it, for those who may read it. Throws `not_found`. */
export async function findInboundMail(ctx: Ctx, id: string): Promise<InboundMail> {
  requirePermission(ctx, "reports.read");
  const row = await ctx.db.inboundMessage.findFirst({ where: { workspaceId: ctx.workspaceId, id } });
  if (!row) throw notFound("inbound message");
  const [item] = await presentAll(ctx, [row]);
  const source = actorCan(ctx.actor, "raw-mail.read") ? maskTokens(Buffer.from(row.raw).toString("utf8")) : null;
  return {
    ...item!,
    envelopeFrom: row.envelopeFrom,
    envelopeTo: maskTokens(row.envelopeTo),
    bytes: row.bytes || row.raw.length,
    source: source?.slice(0, maxSource) ?? null,
    sourceCut: source !== null && (source.length > maxSource || row.bytes > row.raw.length),
    facts: factsOf(inboundResult.readOrNull(row.result) ?? {}),
  };
}

async function presentAll(ctx: Ctx, rows: readonly Row[]): Promise<InboundItem[]> {
  const ids = rows.flatMap(({ messageId }) => messageId ?? []);
  const messages = await ctx.db.message.findMany({
    where: { workspaceId: ctx.workspaceId, id: { in: ids } },
    select: { id: true, email: true },
  });
  const recipients = new Map(messages.map(({ id, email }) => [id, email]));
  return rows.map((row) => present(row, recipients.get(row.messageId ?? "") ?? null));
}

function present(row: Row, about: string | null): InboundItem {
  const result = inboundResult.readOrNull(row.result) ?? {};
  const text = [result.text, result.subject, result.reason, result.feedbackType].find(
    (value) => typeof value === "string" && value !== "",
  );
  return {
    id: publicId("inb", row.id),
    receivedAt: row.receivedAt.toISOString(),
    route: row.route as InboundRoute,
    kind: row.kind as InboundKind | null,
    about,
    messageId: about && row.messageId ? publicId("msg", row.messageId) : null,
    likely: isLikely(row.foundBy),
    says: (text as string | undefined) ?? null,
    effect: effectOf(row.kind, result),
    problem: row.error && t(maybeMsg(row.error)),
  };
}

const bounces: Readonly<Record<string, Msg>> = ownTable({
  hard: msg("Hard bounce"),
  block: msg("Blocked"),
  soft: msg("Soft bounce"),
});
const suppressing: Readonly<Record<string, Msg>> = ownTable({
  hard: msg("Hard bounce, suppressed"),
  block: msg("Blocked, suppressed"),
  soft: msg("Soft bounce, suppressed"),
});

function effectOf(kind: string | null, result: Record<string, unknown>): string | null {
  const effect = effectText(kind, result);
  return effect && t(effect);
}

function effectText(kind: string | null, result: Record<string, unknown>): Msg | null {
  if (result.forwarded) return msg("About a reply that was passed on");
  if (kind === "reply") return msg("Listed under Replies");
  if (kind === "auto_reply") return msg("Listed under automatic replies");
  if (result.applied === false) return result.action === "delayed" ? msg("Still being tried") : msg("Known already");
  if (kind === "dsn" && result.action === "delivered") return msg("Delivered");
  if (kind === "dsn" && result.action === "delayed") return msg("Still being tried");
  if (kind === "dsn" && typeof result.bounce === "string") {
    return result.suppressed
      ? (suppressing[result.bounce] ?? msg("Bounce, suppressed"))
      : (bounces[result.bounce] ?? msg("Bounce"));
  }
  if (kind === "arf") {
    if (result.type === "not_spam") return msg("Complaint taken back");
    return result.suppressed ? msg("Complaint, suppressed") : msg("Complaint");
  }
  return kind === "unsubscribe" ? msg("Unsubscribed") : null;
}

const factNames: Readonly<Record<string, Msg>> = ownTable({
  category: msg("Category"),
  code: msg("Reply code"),
  enhanced: msg("Status code"),
  decision: msg("Decision"),
  suppressed: msg("Suppressed"),
  format: msg("Read from"),
  forwardedTo: msg("Forwarded to"),
  flavour: msg("Kind of answer"),
  feedbackType: msg("Feedback type"),
  source: msg("Reported by"),
  from: msg("From"),
  subject: msg("Subject"),
});

function factsOf(result: Record<string, unknown>): InboundMail["facts"] {
  return Object.entries(factNames).flatMap(([key, name]) => {
    const value = result[key];
    return typeof value === "string" && value !== "" ? [{ name: t(name), value }] : [];
  });
}
