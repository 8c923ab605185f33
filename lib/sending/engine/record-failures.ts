import type { Ctx } from "@/lib/base/context";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { recordWithoutRollUps } from "@/lib/events/door/record-events";
import type { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { FEEDBACK_COLUMNS, type FeedbackMessage } from "@/lib/feedback/parse/feedback-message";
import { actOnFeedback, type ReportedFact } from "@/lib/feedback/policy/act-on-feedback";
import { eventsOf } from "@/lib/feedback/policy/canonical-to-events";
import { type FollowUp, nothingToFollow } from "@/lib/feedback/policy/follow-up";
import type { TransportOutcome } from "@/lib/mail/transport";
import { aboutOpen } from "@/lib/mail/transports/kinds/transport-kinds.shared";
import { retryOptions } from "@/lib/sending/pacing/retry-settings";
import { insertAttempts } from "./insert-attempts";
import { type JudgeOptions, judgeOutcome, type OutcomeVerdict, type SentMessage } from "./judge-outcome";
import type { RecordOptions } from "./record-options";

interface Judged {
  outcome: TransportOutcome;
  message: SentMessage;
  verdict: OutcomeVerdict;
}

/**
 * Records deferrals, refusals and answers that never came, and does what the policy for all feedback decides. What to add to
 * the roll-ups is added to `changes`. Answers what is left to do after the commit.
 */
export async function recordFailures(
  tx: SqlTx,
  outcomes: readonly TransportOutcome[],
  options: RecordOptions,
  judging: Judging,
  changes: RollUpChanges,
): Promise<FollowUp> {
  if (outcomes.length === 0) return nothingToFollow;
  const messages = await lockOpen(tx, outcomes, options.transport.id);
  const judged = outcomes.flatMap((outcome): Judged[] => {
    const message = messages.get(outcome.messageId);
    return message
      ? [{ outcome, message, verdict: judgeOutcome(outcome, message, judging.at(message.emailDomain)) }]
      : [];
  });
  if (judged.length === 0) return nothingToFollow;
  await writeVerdicts(tx, judged, options);
  await insertAttempts(
    tx,
    judged.map(({ outcome, message }) => ({ outcome, number: message.attemptCount })),
    options.transport.id,
  );
  const facts = judged.flatMap(({ message, verdict: { event } }): ReportedFact[] =>
    event ? [{ event, message }] : [],
  );
  await recordWithoutRollUps(
    tx,
    facts.flatMap(({ event, message }) => eventsOf(event, message)),
    changes,
  );
  return (await actOnFeedback(tx, facts, judging.now)).followUp;
}

/** What is known before the transaction for judging failures. */
export interface Judging {
  now: Date;
  /** At a recipient domain. */
  at: (emailDomain: string) => JudgeOptions;
}

/** Reads what judging needs; at most seconds old, so it costs nothing a group. */
export async function judgingOf(ctx: Ctx, { transport, retry }: RecordOptions): Promise<Judging> {
  await refreshBounceRules();
  const again = transport.id ? await retryOptions(ctx, { id: transport.id }) : () => ({});
  const refusalIsBounce = aboutOpen(transport.kind)?.reach !== "provider";
  const now = ctx.now();
  return { now, at: (emailDomain) => ({ ...again(emailDomain), refusalIsBounce, retry, now, random: Math.random() }) };
}

type OpenRow = FeedbackMessage & Pick<SentMessage, "attemptCount"> & { sendingAt: Date | null };

/** The messages that still wait for an answer; `attemptCount` is the number of this try. */
async function lockOpen(
  tx: SqlTx,
  outcomes: readonly TransportOutcome[],
  transportId: string | null,
): Promise<Map<string, SentMessage>> {
  const rows = await tx.db.$queryRawUnsafe<OpenRow[]>(
    `select ${FEEDBACK_COLUMNS}, sending_at as "sendingAt",
            case when status in ('sending', 'unconfirmed') then attempt_count else attempt_count + 1 end as "attemptCount"
       from message m
      where m.workspace_id = $1::uuid and id = any($2::uuid[]) and status in ('pending', 'deferred', 'sending', 'unconfirmed')
      order by id for no key update`,
    tx.workspaceId,
    outcomes.map((outcome) => outcome.messageId),
  );
  const startedAt = new Map(outcomes.map((outcome) => [outcome.messageId, outcome.startedAt]));
  return new Map(
    rows.map((row) => {
      const sendingAt = row.sendingAt ?? startedAt.get(row.id) ?? new Date();
      return [row.id, { ...row, transportId, sendingAt }];
    }),
  );
}

async function writeVerdicts(tx: SqlTx, judged: readonly Judged[], options: RecordOptions): Promise<void> {
  const rows = judged.map(({ outcome, message, verdict }) => ({
    id: message.id,
    number: message.attemptCount,
    sendingAt: message.sendingAt,
    status: verdict.status,
    category: verdict.event?.bounce?.category ?? null,
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
       from json_to_recordset($2::json) as e(id uuid, number int, "sendingAt" timestamptz, status text, category text,
            again timestamptz, code int, enhanced text, text text)
      where m.workspace_id = $1::uuid and m.id = any($4::uuid[]) and m.id = e.id`,
    tx.workspaceId,
    JSON.stringify(rows),
    options.transport.id,
    plainArray(rows.map(({ id }) => id)),
  );
}
