import { ownTable } from "@/lib/base/text/own-table.shared";
import { exclusionReasons } from "@/lib/events/ledger/exclusion-reasons.shared";
import { type Msg, msg, t } from "@/lib/language/t";
import { bounceLabel } from "@/lib/reports/messages/bounce-text.shared";
import type { RecipientOutcome } from "./schema";

/** Titles of the lists of people behind the numbers. */
export const OUTCOME_LABELS: Record<RecipientOutcome, Msg> = {
  all: msg("Everybody in the audience"),
  sent: msg("Sent"),
  delivered: msg("Delivered"),
  opened: msg("Human opens"),
  not_opened: msg("Did not open"),
  proxy_opened: msg("Proxy opens"),
  bot_opened: msg("Bot opens"),
  clicked: msg("Human clicks"),
  bot_clicked: msg("Bot clicks"),
  unsubscribed: msg("Unsubscribed"),
  complained: msg("Complained"),
  bounced: msg("Bounced"),
  bounced_hard: msg("Bounced, hard"),
  bounced_soft: msg("Bounced, soft"),
  bounced_block: msg("Bounced, blocked"),
  deferred: msg("Put off at least once"),
  failed: msg("Failed"),
  suppressed: msg("Suppressed"),
  skipped: msg("Skipped"),
  unconfirmed: msg("Unconfirmed"),
  pending: msg("Pending"),
};

/** Where a recipient stands in the ledger, as one word. */
export const PLACE_LABELS: Record<string, Msg> = ownTable({
  delivered: msg("Delivered"),
  bounced: msg("Bounced"),
  failed: msg("Failed"),
  suppressed: msg("Suppressed"),
  skipped: msg("Skipped"),
  unconfirmed: msg("Unconfirmed"),
  pending: msg("Pending"),
});

/** What the places of the reconciliation line mean. */
export const PLACE_DEFINITIONS = {
  delivered: msg("The receiving server took the message and sent nothing back."),
  bounced: msg("The receiving server refused it for good, at once or later."),
  failed: msg("We could not hand it over: the message could not be made or the way out refused it."),
  suppressed: msg("Not mailed, because the address is on the suppression list."),
  skipped: msg("Not mailed for another reason, or cancelled before its turn."),
  unconfirmed: msg(
    "Handed over when the connection broke, so nobody knows yet. It is not sent again; a later bounce, open or click resolves it.",
  ),
  pending: msg("Waiting for its turn or for another try."),
} as const;

/** Reasons that no audience has, because they come up while a campaign is being sent. */
const laterReasons: Record<string, Msg> = ownTable({
  cancelled: msg("waiting when the campaign was cancelled"),
});

/** A reason code in words: the end of a sentence for exclusions ("suppressed after a hard bounce"), a label for bounces. */
export function reasonText(reason: string): string {
  const known = (exclusionReasons as Record<string, Msg>)[reason] ?? laterReasons[reason];
  return known ? t(known) : bounceLabel(reason);
}
