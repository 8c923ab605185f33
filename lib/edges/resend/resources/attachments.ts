import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { idOf, publicId } from "@/lib/base/db/ids";
import { invalid, notFound } from "@/lib/base/errors";
import { isFirstHit } from "@/lib/base/security/rate-limit";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { fileUrl, type LinkKind } from "@/lib/edges/resend/file-links";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, cursorsOf, listOf, PageQuery, pageAmong } from "@/lib/edges/resend/shapes";
import { getEmail } from "@/lib/emails/get-email";
import { newestReplies, type Received, receivedWithSource } from "@/lib/inbound/replies/received";
import type { ReceivedContent } from "@/lib/inbound/replies/received-mail";
import { readReceived } from "@/lib/inbound/replies/received-mail-task";
import { plainMailbox } from "@/lib/mail/mime/address";

const HOUR_MS = 3_600_000;
/** How long a shared mail can be seen at most, as with Resend. */
const LONGEST_MS = 48 * HOUR_MS;

interface FileView {
  filename: string | null;
  contentType: string;
  contentId: string | null;
  inline: boolean;
  bytes: number;
}

/** A file by its place, with an address for an hour. */
function presentFile(ctx: KeyCtx, kind: LinkKind, mailId: string, file: FileView, at: number) {
  const expires = new Date(ctx.now().getTime() + HOUR_MS);
  return {
    ...{ id: String(at), filename: file.filename, size: file.bytes, content_type: file.contentType },
    content_disposition: file.inline ? "inline" : "attachment",
    content_id: file.contentId,
    download_url: fileUrl({ kind, workspaceId: ctx.workspaceId, id: mailId, at }, expires),
    expires_at: expires.toISOString(),
  };
}

async function filesOfEmail(ctx: KeyCtx, id: string) {
  const { attachments } = await getEmail(ctx, { emailId: id });
  return attachments.map((file, at) =>
    presentFile(ctx, "attachment", id, { ...file, inline: file.contentId !== null }, at),
  );
}

/** A reply with the mail as it came. That a key reads such mail stands in the security log, once an hour. */
async function sourceRead(ctx: KeyCtx, id: string) {
  const found = await receivedWithSource(ctx, id);
  const { keyId, name } = ctx.actor;
  if (await isFirstHit(`key-read-raw:${keyId}`, HOUR_MS)) {
    const { workspaceId, ip } = ctx;
    const detail = { apiKeyId: publicId("key", keyId) };
    await recordSecurityEvent(ctx, { kind: "export.raw_source", actor: { name }, workspaceId, ip, detail });
  }
  return found;
}

async function filesOfReceived(ctx: KeyCtx, id: string) {
  const { raw } = await sourceRead(ctx, id);
  return (await readReceived(raw))?.files.map((file, at) => presentFile(ctx, "received_file", id, file, at)) ?? [];
}

type Files = Awaited<ReturnType<typeof filesOfEmail>>;

function oneOf(files: Files, attachment: string) {
  const found = files.find(({ id }) => id === attachment);
  if (!found) throw notFound("attachment");
  return { object: "attachment", ...found };
}

const units: ReadonlyMap<string, number> = new Map([
  ["m", 60_000],
  ["h", HOUR_MS],
  ["d", 24 * HOUR_MS],
]);

/** `10m`, `2 hours`, `1 day`. Throws `invalid`. */
function lastsFor(given: string | undefined): number {
  if (given === undefined) return LONGEST_MS;
  const [, count, unit = ""] =
    /^(\d{1,4}) ?(m|mins?|minutes?|h|hours?|d|days?)$/.exec(given.trim().toLowerCase()) ?? [];
  const ms = Number(count) * (units.get(unit[0] ?? "") ?? 0);
  const text = "Give a time such as 10m, 2 hours or 1 day, at most 48 hours.";
  if (!(ms > 0 && ms <= LONGEST_MS)) throw invalid(text, { expires_in: text });
  return ms;
}

const presentReceived = ({ id, fromName, fromEmail, subject, to, dedupeKey, receivedAt }: Received) => ({
  ...{ id, to: to ? [to] : [], from: plainMailbox({ name: fromName, address: fromEmail }), subject },
  message_id: dedupeKey,
  created_at: receivedAt.toISOString(),
});

/** What the mail itself says beside what is known of it. */
function presentContent(ctx: KeyCtx, id: string, content: ReceivedContent | null) {
  const expires = new Date(ctx.now().getTime() + HOUR_MS);
  const url = fileUrl({ kind: "received_source", workspaceId: ctx.workspaceId, id, at: 0 }, expires);
  const orNull = (list: string[] | undefined) => (list?.length ? list : null);
  return {
    ...{ html: content?.html ?? null, text: content?.text ?? null, headers: content?.headers ?? {} },
    ...{ bcc: null, cc: orNull(content?.cc), reply_to: orNull(content?.replyTo), received_for: [] as string[] },
    ...(content?.messageId && { message_id: content.messageId }),
    raw: content && { download_url: url, expires_at: expires.toISOString() },
    attachments: (content?.files ?? []).map((file, at) => {
      const { download_url: _url, expires_at: _at, ...rest } = presentFile(ctx, "received_file", id, file, at);
      return rest;
    }),
  };
}

const attachment = z.string().max(20);
const reading = ["replies.read", "raw-mail.read"] as const;
const received = { noun: "Email", params: byId("rpl"), scopes: reading, heavy: true } as const;

export const resendAttachmentOperations = [
  defineResend({
    id: "resend.emails.attachments.list",
    method: "GET",
    path: "/emails/{id}/attachments",
    noun: "Email",
    params: byId("eml"),
    scopes: ["reports.read"],
    query: PageQuery,
    run: async (ctx, { params, query }) => pageAmong(await filesOfEmail(ctx, params.id), query),
  }),
  defineResend({
    id: "resend.emails.attachments.get",
    method: "GET",
    path: "/emails/{id}/attachments/{attachment}",
    noun: "Attachment",
    params: z.object({ id: idOf("eml"), attachment }),
    scopes: ["reports.read"],
    run: async (ctx, { params }) => oneOf(await filesOfEmail(ctx, params.id), params.attachment),
  }),
  defineResend({
    id: "resend.emails.share",
    method: "POST",
    path: "/emails/{id}/share",
    noun: "Email",
    params: byId("eml"),
    scopes: ["reports.read"],
    body: z.object({ expires_in: z.string().max(20).optional() }),
    example: {},
    run: async (ctx, { params: { id }, body }) => {
      const expires = new Date(ctx.now().getTime() + lastsFor(body.expires_in));
      await getEmail(ctx, { emailId: id });
      const after = { until: expires.toISOString() };
      await recordAudit(ctx, "email.shared", { subjectType: "email", subjectId: id, after });
      return {
        object: "email",
        id,
        url: fileUrl({ kind: "shared", workspaceId: ctx.workspaceId, id, at: 0 }, expires),
      };
    },
  }),
  defineResend({
    id: "resend.emails.receiving.list",
    method: "GET",
    path: "/emails/receiving",
    noun: "Email",
    scopes: ["replies.read"],
    query: PageQuery,
    run: async (ctx, { query }) => {
      const { rows, more } = await newestReplies(ctx, { ...cursorsOf("rpl", query), limit: query.limit });
      const known = { bcc: null, cc: null, reply_to: null, attachments: [] };
      return listOf(
        rows.map((row) => ({ ...presentReceived(row), ...known })),
        more,
      );
    },
  }),
  defineResend({
    ...received,
    id: "resend.emails.receiving.get",
    method: "GET",
    path: "/emails/receiving/{id}",
    query: z.object({ html_format: z.string().max(20).optional() }),
    run: async (ctx, { params: { id } }) => {
      const { reply, raw } = await sourceRead(ctx, id);
      return { object: "email", ...presentReceived(reply), ...presentContent(ctx, id, await readReceived(raw)) };
    },
  }),
  defineResend({
    ...received,
    id: "resend.emails.receiving.attachments.list",
    method: "GET",
    path: "/emails/receiving/{id}/attachments",
    query: PageQuery,
    run: async (ctx, { params, query }) => pageAmong(await filesOfReceived(ctx, params.id), query),
  }),
  defineResend({
    ...received,
    id: "resend.emails.receiving.attachments.get",
    method: "GET",
    path: "/emails/receiving/{id}/attachments/{attachment}",
    noun: "Attachment",
    params: z.object({ id: idOf("rpl"), attachment }),
    run: async (ctx, { params }) => oneOf(await filesOfReceived(ctx, params.id), params.attachment),
  }),
];
