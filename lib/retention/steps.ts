import { Prisma } from "@/lib/base/db/generated/client";
import { dropOldEvents } from "./drop-old-events";
import type { RetentionKindName } from "./kinds.shared";
import { lessenedRows } from "./lessened-rows";
import { installationRows, oldRows, type RetentionStep, rowsWhere } from "./old-rows";
import { shortenEvents } from "./shorten-events";

const { raw, sql } = Prisma;

/** Answers have a time of their own. */
const isReply = "t.kind in ('reply', 'auto_reply')";

const oldImport = (table: string): RetentionStep =>
  rowsWhere(
    table,
    ({ workspaceId }, before) => sql`t.import_job_id in (
      select j.id from import_job j
       where j.workspace_id = ${workspaceId}::uuid and j.created_at < ${before} and j.finished_at is not null)`,
  );

const ended = (table: string, end: string): RetentionStep =>
  installationRows(table, (_ctx, before) => sql`${raw(end)} < ${before}`);

/** What is done to each kind, in this order. */
export const retentionSteps: Readonly<Record<RetentionKindName, readonly RetentionStep[]>> = {
  "event-addresses": [
    lessenedRows({
      kind: "event-addresses",
      table: "event",
      has: "(t.ip is not null or t.user_agent is not null)",
      lessen: shortenEvents,
    }),
  ],
  events: dropOldEvents,
  // By the time at which they came: one of years ago that is told today stays as long as one of today.
  "custom-events": [rowsWhere("custom_event", (_ctx, before) => sql`t.id < uuid_at(${before})`)],
  "refused-events": [oldRows("event_refusal", "at")],
  "message-details": [
    oldRows("message_attempt", "started_at"),
    rowsWhere("provider_message", (_ctx, before) => sql`t.created_at < ${before}`),
    lessenedRows({
      kind: "message-details",
      table: "message",
      has: "t.reply_text is not null",
      lessen: (tx, { after, last }) =>
        tx.db.$executeRaw(sql`
          update message set reply_text = null
           where workspace_id = ${tx.workspaceId}::uuid and id > ${after}::uuid and id <= ${last}::uuid and reply_text is not null`),
    }),
  ],
  "test-mails": [rowsWhere("test_content", (_ctx, before) => sql`t.created_at < ${before}`)],
  "email-contents": [
    rowsWhere("email_attachment", (_ctx, before) => sql`t.created_at < ${before}`),
    rowsWhere("email_content", (_ctx, before) => sql`t.created_at < ${before}`),
  ],
  "returned-mail": [
    rowsWhere("inbound_message", (_ctx, before) => sql`t.received_at < ${before} and (${raw(isReply)}) is not true`),
    installationRows("inbound_message", (_ctx, before) => sql`t.workspace_id is null and t.received_at < ${before}`),
  ],
  replies: [
    oldRows("reply", "received_at"),
    rowsWhere("inbound_message", (_ctx, before) => sql`t.received_at < ${before} and ${raw(isReply)}`),
  ],
  "captured-mail": [
    installationRows(
      "captured_message",
      (_ctx, before) => sql`t.id < uuid_at(${before}) and t.received_at < ${before}`,
    ),
    installationRows("simulator_action", (_ctx, before) => sql`t.captured_message_id is null and t.due_at < ${before}`),
  ],
  audit: [oldRows("audit_entry", "created_at")],
  "security-log": [
    installationRows("security_event", (_ctx, before) => sql`t.id < uuid_at(${before}) and t.at < ${before}`),
    ended("known_device", "t.last_seen_at"),
  ],
  sessions: [
    ended("session", "least(t.revoked_at, t.expires_at)"),
    ended("auth_token", "t.expires_at"),
    ended("invitation", "t.expires_at"),
  ],
  "provider-calls": [oldRows("provider_call", "received_at", "t.status <> 'received'")],
  webhooks: [oldRows("webhook_delivery", "created_at"), oldRows("webhook_event", "created_at")],
  imports: [oldImport("import_refusal"), oldImport("import_chunk")],
  notifications: [oldRows("notification", "created_at")],
  "api-answers": [rowsWhere("api_answer", (_ctx, before) => sql`t.created_at < ${before}`)],
  "api-calls": [oldRows("api_call", "at")],
  "job-history": [],
};
