import type { Ctx } from "@/lib/context";
import { inTransaction } from "@/lib/db/transaction";
import { storableText } from "@/lib/feedback/storable-text";
import type { MailTransport, Outcome } from "@/lib/mail/transport";
import { suppressMany } from "@/lib/suppressions/suppress";
import { recordEvents } from "@/lib/tracking/record-events";
import { judgeOutcome, type SentMessage, type Verdict } from "./judge-outcome";

/**
 * Writes what became of handed-over messages: status and reply, the attempt, events, and suppressions of dead mailboxes,
 * all in one transaction. Messages marked `unconfirmed` meanwhile take a real answer too.
 */
export async function recordOutcomes(
  ctx: Ctx,
  outcomes: readonly Outcome[],
  options: { transport: MailTransport; retry: boolean },
): Promise<void> {
  if (outcomes.length === 0) return;
  const told = outcomes.map((outcome) => ({ ...outcome, text: storableText(outcome.text, 1000) }));
  await inTransaction(ctx, async (tx) => {
    const messages = await lockSent(
      tx,
      told.map((outcome) => outcome.messageId),
    );
    const judged = told.flatMap((outcome) => {
      const message = messages.get(outcome.messageId);
      return message ? [{ outcome, message, verdict: judge(tx, outcome, message, options) }] : [];
    });
    if (judged.length === 0) return;
    await writeVerdicts(tx, judged);
    await recordEvents(
      tx,
      judged.flatMap(({ verdict }) => verdict.events),
    );
    await suppressMany(
      tx,
      judged
        .filter(({ verdict }) => verdict.suppress)
        .map(({ message, outcome }) => ({
          emailNormalized: message.emailNormalized,
          reason: "hard_bounce" as const,
          messageId: message.id,
          note: storableText(outcome.text, 500),
        })),
    );
  });
}

function judge(
  tx: Ctx,
  outcome: Outcome,
  message: SentMessage,
  options: { transport: MailTransport; retry: boolean },
): Verdict {
  return judgeOutcome(outcome, message, {
    acceptsForRecipient: options.transport.acceptsForRecipient,
    refusalIsBounce: options.transport.kind !== "resend",
    retry: options.retry,
    now: tx.now(),
    random: Math.random(),
  });
}

async function lockSent(tx: Ctx, ids: readonly string[]): Promise<Map<string, SentMessage>> {
  const rows = await tx.db.$queryRaw<SentMessage[]>`
    select id, email_normalized as "emailNormalized", attempt_count as "attemptCount", sending_at as "sendingAt"
      from message
     where workspace_id = ${tx.workspaceId}::uuid and id = any(${ids}::uuid[]) and status in ('sending', 'unconfirmed')
     order by id for no key update`;
  return new Map(rows.map((row) => [row.id, row]));
}

async function writeVerdicts(
  tx: Ctx,
  judged: readonly { outcome: Outcome; message: SentMessage; verdict: Verdict }[],
): Promise<void> {
  const rows = judged.map(({ outcome, message, verdict }) => ({
    id: message.id,
    number: message.attemptCount,
    status: verdict.status,
    outcome: outcome.result,
    category: verdict.category,
    again: verdict.nextAttemptAt,
    code: outcome.code,
    enhanced: outcome.enhanced,
    text: outcome.text,
    endedAt: outcome.endedAt,
  }));
  await tx.db.$executeRaw`
    with told as (
      select * from json_to_recordset(${JSON.stringify(rows)}::json)
        as e(id uuid, number int, status message_status, outcome text, category text, again timestamptz, code int, enhanced text,
             text text, "endedAt" timestamptz)
    ), attempts as (
      update message_attempt a
         set finished_at = told."endedAt", outcome = told.outcome, reply_code = told.code, status_code = told.enhanced,
             reply_text = told.text
        from told
       where a.workspace_id = ${tx.workspaceId}::uuid and a.message_id = told.id and a.number = told.number
    )
    update message m
       set status = told.status, reply_code = told.code, status_code = told.enhanced, reply_text = told.text,
           bounce_category = case when told.status = 'failed' then told.category else m.bounce_category end,
           next_attempt_at = told.again
      from told
     where m.workspace_id = ${tx.workspaceId}::uuid and m.id = told.id`;
}
