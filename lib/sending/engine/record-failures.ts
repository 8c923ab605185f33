import type { Ctx } from "@/lib/base/context";
import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { recordWithoutRollUps } from "@/lib/events/door/record-events";
import type { RollUpChanges } from "@/lib/events/roll-ups/roll-up-changes";
import { refreshBounceRules } from "@/lib/feedback/bounce-rules/refresh-rules";
import { alertOf } from "@/lib/feedback/policy/alert-of";
import { decideMany } from "@/lib/feedback/policy/decide-many";
import type { FollowUp } from "@/lib/feedback/policy/follow-up";
import { storableText } from "@/lib/mail/read/storable-text";
import type { TransportOutcome } from "@/lib/mail/transport";
import { type NewSuppression, suppressMany } from "@/lib/people/suppressions/suppress";
import { retryOptions } from "@/lib/sending/pacing/retry-settings";
import { insertAttempts } from "./insert-attempts";
import { type JudgeOptions, judgeOutcome, type OutcomeVerdict, type SentMessage } from "./judge-outcome";
import type { RecordOptions } from "./record-options";

interface Judged {
  outcome: TransportOutcome;
  message: SentMessage;
  verdict: OutcomeVerdict;
}

/** What failures lead to besides the state of their messages; see lib/sending/engine/follow-up.ts. */
export interface FailuresRecorded {
  bounced: number;
  alerts: FollowUp["alerts"];
}

const NOTHING: FailuresRecorded = { bounced: 0, alerts: [] };

/**
 * Records deferrals, refusals and answers that never came, and does what the policy for all feedback decides. What to add to
 * the roll-ups is added to `changes`.
 */
export async function recordFailures(
  tx: SqlTx,
  outcomes: readonly TransportOutcome[],
  options: RecordOptions,
  judging: Judging,
  changes: RollUpChanges,
): Promise<FailuresRecorded> {
  if (outcomes.length === 0) return NOTHING;
  const messages = await lockOpen(tx, outcomes);
  const judged = outcomes.flatMap((outcome): Judged[] => {
    const message = messages.get(outcome.messageId);
    return message ? [{ outcome, message, verdict: judgeOutcome(outcome, message, judging(message.emailDomain)) }] : [];
  });
  if (judged.length === 0) return NOTHING;
  await writeVerdicts(tx, judged, options);
  await insertAttempts(
    tx,
    judged.map(({ outcome, message }) => ({ outcome, number: message.attemptCount })),
    options.transport.id,
  );
  await recordWithoutRollUps(
    tx,
    judged.flatMap(({ verdict }) => verdict.events),
    changes,
  );
  const alerts = await applyPolicy(tx, judged);
  return { bounced: judged.filter(({ verdict }) => verdict.events.some(isBounce)).length, alerts };
}

/** What is known before the transaction for judging failures at a recipient domain. */
export type Judging = (emailDomain: string) => JudgeOptions;

/** Reads what judging needs; at most seconds old, so it costs nothing a group. */
export async function judgingOf(ctx: Ctx, { transport, retry }: RecordOptions): Promise<Judging> {
  await refreshBounceRules();
  const again = transport.id ? await retryOptions(ctx, { id: transport.id }) : () => ({});
  const refusalIsBounce = transport.kind === "smtp" || transport.kind === "memory";
  return (emailDomain) => ({
    ...again(emailDomain),
    refusalIsBounce,
    retry,
    now: ctx.now(),
    random: Math.random(),
  });
}

function isBounce(event: { type: string }): boolean {
  return event.type === "message.bounced";
}

/** Suppressions are written here; what concerns transports and campaigns is done by the pipeline after the commit. */
async function applyPolicy(tx: SqlTx, judged: readonly Judged[]): Promise<FollowUp["alerts"]> {
  const reported = judged.filter(({ message, verdict }) => message.kind !== "test" && verdict.feedback !== null);
  const decided = await decideMany(
    tx,
    reported.map(({ message, outcome, verdict }) => ({
      messageId: message.id,
      contactId: message.contactId,
      event: {
        type: verdict.feedback ?? "deferred",
        source: "smtp",
        certainty: "certain",
        occurredAt: outcome.endedAt,
        category: verdict.category,
      },
    })),
  );
  const suppressions: NewSuppression[] = [];
  const alerts = new Map<string, FollowUp["alerts"][number]>();
  for (const [index, { message, outcome }] of reported.entries()) {
    for (const decision of decided[index] ?? []) {
      if (decision.kind === "suppress") {
        const note = storableText(outcome.text, 500) || decision.why;
        const { emailNormalized, id: messageId } = message;
        suppressions.push({ emailNormalized, messageId, reason: decision.reason, note, expiresAt: decision.until });
      }
      const alert = alertOf(decision, message, outcome.text);
      if (alert && !alerts.has(alert.about)) alerts.set(alert.about, alert);
    }
  }
  await suppressMany(tx, suppressions);
  return [...alerts.values()];
}

/** The messages that still wait for an answer; `attemptCount` is the number of this try. */
async function lockOpen(tx: SqlTx, outcomes: readonly TransportOutcome[]): Promise<Map<string, SentMessage>> {
  const rows = await tx.db.$queryRawUnsafe<(Omit<SentMessage, "sendingAt"> & { sendingAt: Date | null })[]>(
    `select id, kind, campaign_id as "campaignId", contact_id as "contactId", email_normalized as "emailNormalized", email_domain as "emailDomain",
            sending_at as "sendingAt",
            case when status in ('sending', 'unconfirmed') then attempt_count else attempt_count + 1 end as "attemptCount"
       from message m
      where m.workspace_id = $1::uuid and id = any($2::uuid[]) and status in ('pending', 'deferred', 'sending', 'unconfirmed')
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
       from json_to_recordset($2::json) as e(id uuid, number int, "sendingAt" timestamptz, status text, category text,
            again timestamptz, code int, enhanced text, text text)
      where m.workspace_id = $1::uuid and m.id = any($4::uuid[]) and m.id = e.id`,
    tx.workspaceId,
    JSON.stringify(rows),
    options.transport.id,
    plainArray(rows.map(({ id }) => id)),
  );
}
