import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { eraseEmailsOfStrangers } from "./erase-emails";
import { tracesPattern } from "./traces-pattern";

const { raw, sql } = Prisma;
const NOBODY = "erased@erased.invalid";

/** Where others write addresses down, or look for them: columns of text and JSON, in which an address is replaced. */
const written: readonly { table: string; text: readonly string[]; json: readonly string[] }[] = [
  { table: "audit_entry", text: [], json: ["before", "after"] },
  { table: "notification", text: ["title", "body"], json: ["translations"] },
  { table: "repeated_failure", text: ["reason", "alike"], json: [] },
  { table: "saved_view", text: ["name", "search"], json: [] },
  { table: "contact_note", text: ["text"], json: [] },
  // Why a program asks for a send.
  { table: "send_request", text: ["note"], json: [] },
  // Events of others, and of nobody yet, that name them.
  {
    table: "custom_event",
    text: ["name", "user_id", "anonymous_id", "message_id"],
    json: ["said", "details", "applied"],
  },
  { table: "event_refusal", text: ["message", "reason"], json: [] },
  { table: "reply", text: ["subject", "preview", "forward_note"], json: [] },
  { table: "reply_answer", text: ["subject", "text", "note"], json: [] },
  { table: "bin_entry", text: ["name"], json: ["binned"] },
  // Of others: an address of a link, an answer.
  { table: "fact_outbox", text: [], json: ["facts"] },
  { table: "webhook_event", text: ["body"], json: [] },
  { table: "webhook_delivery", text: ["error"], json: ["tries"] },
];

/**
 * Goes through what a workspace keeps beside its contacts and takes these addresses out: logs, notifications, saved views, notes about
 * others, other people's letters and the answers to them, the bin, what webhooks tell and what is answered, refused rows of imports, calls
 * of providers and mails that came back, and what the embedded mailbox captured. Nothing there is found by an address, so it reads these tables
 * whole. Running it twice is fine. Answers whether calls or mails that nobody has processed yet hold one of the addresses: they are left
 * alone, because what they report still counts, and have to be gone through again.
 */
export async function eraseTraces(ctx: Ctx, addresses: readonly string[]): Promise<{ waiting: boolean }> {
  const pattern = tracesPattern(addresses);
  // Looked at first: what is processed meanwhile is then either emptied or comes up again.
  const waiting = await isWaiting(ctx, pattern);
  await forgetTold(ctx, pattern);
  for (const place of written) await replaceIn(ctx, place, pattern);
  await emptyContents(ctx, pattern);
  await emptyRefusals(ctx, pattern);
  await forgetNames(ctx, pattern);
  await forgetStrangers(ctx, addresses);
  await eraseEmailsOfStrangers(ctx, addresses, pattern);
  return { waiting };
}

/** Mails are given to a workspace when they are processed, so that those of nobody yet count too. */
async function isWaiting({ db, workspaceId }: Ctx, pattern: string): Promise<boolean> {
  const calls = await db.$queryRaw<unknown[]>(sql`
    select id from provider_call
     where workspace_id = ${workspaceId}::uuid and status = 'received'
       and (encode(body, 'escape') ~* ${pattern} or reason ~* ${pattern}) limit 1`);
  if (calls.length > 0) return true;
  const mails = await db.$queryRaw<unknown[]>(sql`
    select id from inbound_message
     where (workspace_id = ${workspaceId}::uuid or workspace_id is null) and processed_at is null
       and (encode(raw, 'escape') ~* ${pattern} or envelope_from ~* ${pattern} or envelope_to ~* ${pattern}) limit 1`);
  return mails.length > 0;
}

function replaceIn({ db, workspaceId }: Ctx, place: (typeof written)[number], pattern: string): Promise<number> {
  const { table, text, json } = place;
  const replaced = (column: string) => sql`regexp_replace(${raw(column)}::text, ${pattern}, ${NOBODY}, 'gi')`;
  const sets = [
    ...text.map((column) => sql`${raw(column)} = ${replaced(column)}`),
    ...json.map((column) => sql`${raw(column)} = ${replaced(column)}::jsonb`),
  ];
  const found = [...text, ...json].map((column) => sql`${raw(column)}::text ~* ${pattern}`);
  return db.$executeRaw(sql`
    update ${raw(table)} set ${Prisma.join(sets)}
     where workspace_id = ${workspaceId}::uuid and (${Prisma.join(found, " or ")})`);
}

/** What other programs are told of them, also as nobody's contact or while they were being erased: nothing of it goes out any more. */
async function forgetTold({ db, workspaceId }: Ctx, pattern: string): Promise<void> {
  await db.$executeRaw(sql`
    delete from webhook_event where workspace_id = ${workspaceId}::uuid and body ~* ${`"email":"${pattern}`}`);
}

/** Calls and mails as they came are kept or not: who takes something out of them makes another mail of them. */
async function emptyContents({ db, workspaceId }: Ctx, pattern: string): Promise<void> {
  await db.$executeRaw(sql`
    update provider_call set body = null, headers = '{}', result = null, reason = null
     where workspace_id = ${workspaceId}::uuid and status <> 'received'
       and (encode(body, 'escape') ~* ${pattern} or result::text ~* ${pattern} or reason ~* ${pattern})`);
  await db.$executeRaw(sql`
    update inbound_message set raw = '', envelope_from = '', envelope_to = '', result = null, error = null
     where workspace_id = ${workspaceId}::uuid and processed_at is not null
       and (encode(raw, 'escape') ~* ${pattern} or envelope_from ~* ${pattern} or envelope_to ~* ${pattern}
            or result::text ~* ${pattern} or error ~* ${pattern})`);
}

/** A refused row is about one person: what stands in it beside the address is theirs too. */
async function emptyRefusals({ db, workspaceId }: Ctx, pattern: string): Promise<void> {
  await db.$executeRaw(sql`
    update import_refusal set row = jsonb_build_array(${NOBODY}::text), reason = regexp_replace(reason, ${pattern}, ${NOBODY}, 'gi')
     where workspace_id = ${workspaceId}::uuid and (row::text ~* ${pattern} or reason ~* ${pattern})`);
}

/** Programs use addresses as ids, and some as names of events and of their properties: those come back with the next event. */
async function forgetNames({ db, workspaceId }: Ctx, pattern: string): Promise<void> {
  await db.$executeRaw(sql`
    delete from contact_alias where workspace_id = ${workspaceId}::uuid and value ~* ${pattern}`);
  await db.$executeRaw(sql`
    delete from event_name where workspace_id = ${workspaceId}::uuid and (name ~* ${pattern} or exists (select from unnest(property_keys) k where k ~* ${pattern}))`);
}

/** Letters of theirs that belong to no contact, or to another one whose mail they answered; and the embedded mailbox, which has one inbox for everybody. */
async function forgetStrangers({ db, workspaceId }: Ctx, addresses: readonly string[]): Promise<void> {
  await db.$executeRaw(sql`
    delete from reply where workspace_id = ${workspaceId}::uuid and lower(from_email) = any(${addresses}::text[])`);
  await db.$executeRaw(sql`delete from captured_message where envelope_to = any(${addresses}::text[])`);
  await db.$executeRaw(sql`delete from simulator_action where recipient = any(${addresses}::text[])`);
}
