import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { nameless } from "./nameless";

const { sql } = Prisma;

/**
 * Takes away what single mails to these messages' recipients said, with their files, subjects and tags. What still waits is never sent. That a
 * mail was sent, and what became of it, stays with the message.
 */
export async function eraseEmails({ db, workspaceId }: Ctx, messageIds: readonly string[]): Promise<void> {
  const workspace = sql`${workspaceId}::uuid`;
  const these = sql`any(${[...messageIds]}::uuid[])`;
  const rows = await db.$queryRaw<{ emailId: string }[]>(sql`
    select distinct email_id as "emailId" from email_recipient where workspace_id = ${workspace} and message_id = ${these}`);
  if (rows.length === 0) return;
  const emails = sql`any(${rows.map(({ emailId }) => emailId)}::uuid[])`;
  await db.$executeRaw(sql`delete from email_queue where workspace_id = ${workspace} and message_id = ${these}`);
  await db.$executeRaw(sql`
    update message set status = 'skipped', skip_reason = 'contact_deleted', next_attempt_at = null
    where workspace_id = ${workspace} and id = ${these} and campaign_id is null and status in ('pending', 'deferred')`);
  await db.$executeRaw(sql`delete from email_attachment where workspace_id = ${workspace} and email_id = ${emails}`);
  await db.$executeRaw(sql`delete from email_content where workspace_id = ${workspace} and email_id = ${emails}`);
  await db.$executeRaw(
    sql`update email set subject = '', tags = '{}' where workspace_id = ${workspace} and id = ${emails}`,
  );
}

/**
 * The same for mails to addresses that belong to no contact, whose messages lose the address too, and what servers and browsers said; and
 * mails whose content names one, with their files.
 */
export async function eraseEmailsOfStrangers(ctx: Ctx, addresses: readonly string[], pattern: string): Promise<void> {
  const workspace = sql`${ctx.workspaceId}::uuid`;
  const messages = await ctx.db.$queryRaw<{ id: string }[]>(sql`
    select m.id from message m
     where m.workspace_id = ${workspace} and m.campaign_id is null and m.contact_id is null
       and m.email_normalized = any(${[...addresses]}::text[])
       and exists (select from email_recipient r where r.workspace_id = ${workspace} and r.message_id = m.id)`);
  const ids = messages.map(({ id }) => id);
  await eraseEmails(ctx, ids);
  await ctx.db.$executeRaw(sql`
    update message set reply_text = null, email = 'erased@erased.invalid', email_normalized = 'erased-' || id::text || '@erased.invalid'
     where workspace_id = ${workspace} and id = any(${ids}::uuid[])`);
  await ctx.db.$executeRaw(sql`
    update message_attempt set reply_text = null where workspace_id = ${workspace} and message_id = any(${ids}::uuid[])`);
  await ctx.db.$executeRaw(sql`
    update event set ip = null, user_agent = null, data = ${nameless}
     where workspace_id = ${workspace} and message_id = any(${ids}::uuid[])`);
  await ctx.db.$executeRaw(sql`
    with named as (
      delete from email_content
       where workspace_id = ${workspace} and (html ~* ${pattern} or text ~* ${pattern} or details::text ~* ${pattern}
              or replace(encode(raw, 'escape'), '=' || chr(13) || chr(10), '') ~* ${pattern})
      returning email_id
    )
    delete from email_attachment a using named where a.workspace_id = ${workspace} and a.email_id = named.email_id`);
  await ctx.db.$executeRaw(sql`
    update email set subject = regexp_replace(subject, ${pattern}, 'erased@erased.invalid', 'gi')
     where workspace_id = ${workspace} and subject ~* ${pattern}`);
}
