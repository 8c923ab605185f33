import type { SqlTx } from "@/lib/db/pg-transaction";
import { storableText } from "@/lib/feedback/storable-text";
import type { Outcome } from "@/lib/mail/transport";
import { suppressMany } from "@/lib/suppressions/suppress";
import { recordInto } from "@/lib/tracking/record-events";
import { insertAttempts } from "./insert-attempts";
import { judgeOutcome, type SentMessage, type Verdict } from "./judge-outcome";
import type { RecordOptions } from "./record-outcomes";

interface Judged {
  outcome: Outcome;
  message: SentMessage;
  verdict: Verdict;
}

/** Records deferrals, refusals and answers that never came. Answers how many of them are bounces. */
export async function recordFailures(
  tx: SqlTx,
  outcomes: readonly Outcome[],
  options: RecordOptions,
  now: Date,
): Promise<{ bounced: number }> {
  if (outcomes.length === 0) return { bounced: 0 };
  const messages = await lockOpen(tx, outcomes);
  const judged = outcomes.flatMap((outcome): Judged[] => {
    const message = messages.get(outcome.messageId);
    if (!message) return [];
    return [{ outcome, message, verdict: judge(outcome, message, options, now) }];
  });
  if (judged.length === 0) return { bounced: 0 };
  await writeVerdicts(tx, judged, options);
  await insertAttempts(
    tx,
    judged.map(({ outcome, message }) => ({ outcome, number: message.attemptCount })),
    options.transport.id,
  );
  await recordInto(
    tx,
    judged.flatMap(({ verdict }) => verdict.events),
  );
  await suppressMany(tx, judged.filter(({ verdict }) => verdict.suppress).map(suppressionOf));
  return { bounced: judged.filter(({ verdict }) => verdict.events.some(isBounce)).length };
}

function judge(outcome: Outcome, message: SentMessage, options: RecordOptions, now: Date): Verdict {
  return judgeOutcome(outcome, message, {
    refusalIsBounce: options.transport.kind === "smtp" || options.transport.kind === "memory",
    retry: options.retry,
    now,
    random: Math.random(),
  });
}

function isBounce(event: { type: string }): boolean {
  return event.type === "message.bounced";
}

function suppressionOf({ message, outcome }: Judged) {
  const note = storableText(outcome.text, 500);
  return { emailNormalized: message.emailNormalized, reason: "hard_bounce" as const, messageId: message.id, note };
}

/** The messages that still wait for an answer; `attemptCount` is the number of this try. */
async function lockOpen(tx: SqlTx, outcomes: readonly Outcome[]): Promise<Map<string, SentMessage>> {
  const rows = await tx.db.$queryRawUnsafe<(Omit<SentMessage, "sendingAt"> & { sendingAt: Date | null })[]>(
    `select id, email_normalized as "emailNormalized", sending_at as "sendingAt",
            case when status in ('sending', 'unconfirmed') then attempt_count else attempt_count + 1 end as "attemptCount"
       from message
      where workspace_id = $1::uuid and id = any($2::uuid[]) and status in ('pending', 'deferred', 'sending', 'unconfirmed')
      order by id for no key update`,
    tx.workspaceId,
    outcomes.map((outcome) => outcome.messageId),
  );
  const startedAt = new Map(outcomes.map((outcome) => [outcome.messageId, outcome.startedAt]));
  return new Map(
    rows.map((row) => [row.id, { ...row, sendingAt: row.sendingAt ?? startedAt.get(row.id) ?? new Date() }]),
  );
}

async function writeVerdicts(tx: SqlTx, judged: readonly Judged[], options: RecordOptions): Promise<void> {
  const rows = judged.map(({ outcome, message, verdict }) => ({
    id: message.id,
    number: message.attemptCount,
    sendingAt: message.sendingAt,
    status: verdict.status,
    category: verdict.category,
    again: verdict.nextAttemptAt,
    code: outcome.code,
    enhanced: outcome.enhanced,
    text: outcome.text,
  }));
  await tx.db.$executeRawUnsafe(
    `update message m
        set status = e.status, attempt_count = e.number, sending_at = e."sendingAt", transport_id = $3::uuid,
            reply_code = e.code, status_code = e.enhanced, reply_text = e.text, next_attempt_at = e.again,
            bounce_category = case when e.status = 'failed' then e.category else m.bounce_category end
       from json_to_recordset($2::json) as e(id uuid, number int, "sendingAt" timestamptz, status message_status, category text,
            again timestamptz, code int, enhanced text, text text)
      where m.workspace_id = $1::uuid and m.id = any($4::uuid[]) and m.id = e.id`,
    tx.workspaceId,
    JSON.stringify(rows),
    options.transport.id,
    rows.map((row) => row.id),
  );
}
