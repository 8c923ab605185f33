import type { Ctx } from "@/lib/base/context";
import type { ServerReply } from "@/lib/feedback/classify/classify";

/** A refusal as it was stored, with what it needs to be classified again. */
export interface StoredReply extends ServerReply {
  text: string;
  code: string | null;
  enhanced: string | null;
  host: string | null;
  at: Date;
}

/** Looked at per route, newest first: enough to see a pattern, and read within a second. */
const limitEach = 3000;

/**
 * Refusals and deferrals of late in this workspace: replies while sending, and diagnostics of reports that came by mail. Newest first.
 * Rules hold for the whole installation, but what other workspaces' recipients answered is not shown here.
 */
export async function storedReplies(ctx: Ctx): Promise<StoredReply[]> {
  const [attempts, reports] = await Promise.all([
    ctx.db.$queryRaw<StoredReply[]>`
      select a.reply_text as text, a.reply_code::text as code, a.status_code as enhanced, m.email_domain as host,
             coalesce(a.finished_at, a.started_at) as at, m.status = 'failed' as final
        from (select * from message_attempt
               where workspace_id = ${ctx.workspaceId}::uuid and outcome in ('deferred', 'refused') and reply_text <> ''
               order by id desc limit ${limitEach}) a
        join message m on m.workspace_id = a.workspace_id and m.id = a.message_id`,
    ctx.db.$queryRaw<StoredReply[]>`
      select coalesce(result->>'text', '') as text, result->>'code' as code, result->>'enhanced' as enhanced, null as host,
             received_at as at, true as final
        from inbound_message
       where workspace_id = ${ctx.workspaceId}::uuid and kind = 'dsn' and result->>'category' is not null
       order by received_at desc limit ${limitEach}`,
  ]);
  return [...attempts, ...reports].sort((a, b) => b.at.getTime() - a.at.getTime());
}
