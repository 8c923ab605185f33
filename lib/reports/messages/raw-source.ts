import type { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { callHeaders } from "@/lib/feedback/parse/stored-evidence";
import { t } from "@/lib/language/t";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";
import { findMessageView } from "./get-message";
import { type RawSource, RawSourceRef } from "./schema";

const MAX_CHARS = 300_000;

/**
 * The mail or the provider's call that reported something about a message, as it came but for the tokens in it; text, never to be rendered. `not_found`
 * unless it is about this very message of this workspace.
 */
export async function rawSource(ctx: Ctx, input: z.input<typeof RawSourceRef>): Promise<RawSource> {
  requirePermission(ctx, "raw-mail.read");
  const { messageId, source } = RawSourceRef.parse(input);
  await findMessageView(ctx, messageId);
  return source.table === "inbound_message"
    ? inboundSource(ctx, messageId, source.id)
    : callSource(ctx, messageId, source.id);
}

async function inboundSource(ctx: Ctx, messageId: string, id: string): Promise<RawSource> {
  const mail = await ctx.db.inboundMessage.findFirst({ where: { id, workspaceId: ctx.workspaceId } });
  if (!mail || (mail.messageId !== messageId && !(await isReported(ctx, messageId, "inbound_message", id)))) {
    throw notFound("mail");
  }
  return {
    title: t("Mail as it came"),
    receivedAt: mail.receivedAt.toISOString(),
    head: [
      [t("Envelope from"), mail.envelopeFrom || "<>"],
      [t("Envelope to"), maskTokens(mail.envelopeTo)],
    ],
    ...asText(mail.raw),
  };
}

async function callSource(ctx: Ctx, messageId: string, id: string): Promise<RawSource> {
  const key = { workspaceId: ctx.workspaceId, id };
  const call = await ctx.db.providerCall.findUnique({ where: { workspaceId_id: key }, include: { endpoint: true } });
  if (!call?.body || !(await isReported(ctx, messageId, "provider_call", id))) throw notFound("call");
  const headers = Object.entries(callHeaders.read(call.headers)).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  const title = t("Call of {endpoint}", { endpoint: call.endpoint.name });
  return { title, receivedAt: call.receivedAt.toISOString(), head: headers, ...asText(call.body) };
}

/** True when an event of the message came from this source. */
async function isReported(ctx: Ctx, messageId: string, table: string, id: string): Promise<boolean> {
  const rows = await ctx.db.$queryRaw<unknown[]>`
    select 1 from event
     where workspace_id = ${ctx.workspaceId}::uuid and message_id = ${messageId}::uuid
       and data->'raw'->>'table' = ${table} and data->'raw'->>'id' = ${id} limit 1`;
  return rows.length > 0;
}

function asText(bytes: Uint8Array): { text: string; cut: boolean } {
  const text = maskTokens(Buffer.from(bytes).toString("utf8"));
  return { text: text.slice(0, MAX_CHARS), cut: text.length > MAX_CHARS };
}
