import type { Ctx } from "@/lib/base/context";
import { noteSendsEmails, sayEmailsDue } from "@/lib/sending/emails/queue";
import { recordOutcomes } from "@/lib/sending/engine/record-outcomes";
import { unknownOutcome } from "./leave-unconfirmed";
import type { RestoreMark } from "./mark-restored";

const PIECE = 500;

/**
 * Single mails that were due before the restore, or that a worker had in hand, may have left since the backup: they become `unconfirmed`
 * and are never sent again. What is scheduled for later still leaves. May run again.
 */
export async function holdEmails(ctx: Ctx, { restoredAt }: RestoreMark): Promise<void> {
  while ((await leaveSome(ctx, new Date(restoredAt))) > 0);
  const [sends] = await ctx.db.$queryRaw<{ sends: boolean }[]>`
    select exists (select from email where workspace_id = ${ctx.workspaceId}::uuid) as sends`;
  if (!sends?.sends) return;
  await noteSendsEmails(ctx.workspaceId);
  sayEmailsDue(ctx.workspaceId);
}

async function leaveSome(ctx: Ctx, restoredAt: Date): Promise<number> {
  const rows = await ctx.db.$queryRaw<{ id: string }[]>`
    select q.message_id as id from email_queue q where q.workspace_id = ${ctx.workspaceId}::uuid and q.due_at <= ${restoredAt}
    union all
    select unnest(b.message_ids) from email_batch b where b.workspace_id = ${ctx.workspaceId}::uuid
    limit ${PIECE}`;
  if (rows.length === 0) return 0;
  const ids = rows.map(({ id }) => id);
  const at = ctx.now();
  const transport = { id: null, kind: "smtp", acceptsForRecipient: false } as const;
  await recordOutcomes(
    ctx,
    ids.map((id) => unknownOutcome(id, at)),
    { transport, retry: true },
  );
  await ctx.db.emailQueue.deleteMany({ where: { workspaceId: ctx.workspaceId, messageId: { in: ids } } });
  await ctx.db.$executeRaw`
    delete from email_batch where workspace_id = ${ctx.workspaceId}::uuid and message_ids <@ ${ids}::uuid[]`;
  return rows.length;
}
