import { ownTable } from "@/lib/base/text/own-table.shared";
import { exclusionReasons } from "@/lib/events/ledger/exclusion-reasons.shared";
import { bounceLabel } from "@/lib/reports/messages/bounce-text.shared";
import type { RecipientOutcome } from "./schema";

/** Titles of the lists of people behind the numbers. */
export const OUTCOME_LABELS: Record<RecipientOutcome, string> = {
  all: "Everybody in the audience",
  sent: "Sent",
  delivered: "Delivered",
  opened: "Human opens",
  proxy_opened: "Proxy opens",
  bot_opened: "Bot opens",
  clicked: "Human clicks",
  bot_clicked: "Bot clicks",
  unsubscribed: "Unsubscribed",
  complained: "Complained",
  bounced: "Bounced",
  bounced_hard: "Bounced, hard",
  bounced_soft: "Bounced, soft",
  bounced_block: "Bounced, blocked",
  deferred: "Put off at least once",
  failed: "Failed",
  suppressed: "Suppressed",
  skipped: "Skipped",
  unconfirmed: "Unconfirmed",
  pending: "Pending",
};

/** Where a recipient stands in the ledger, as one word. */
export const PLACE_LABELS: Record<string, string> = ownTable({
  delivered: "Delivered",
  bounced: "Bounced",
  failed: "Failed",
  suppressed: "Suppressed",
  skipped: "Skipped",
  unconfirmed: "Unconfirmed",
  pending: "Pending",
});

/** What the places of the reconciliation line mean. */
export const PLACE_DEFINITIONS: Record<string, string> = ownTable({
  delivered: "The receiving server took the message and sent nothing back.",
  bounced: "The receiving server refused it for good, at once or later.",
  failed: "We could not hand it over: the message could not be made or the way out refused it.",
  suppressed: "Not mailed, because the address is on the suppression list.",
  skipped: "Not mailed for another reason, or cancelled before its turn.",
  unconfirmed:
    "Handed over when the connection broke, so nobody knows yet. It is not sent again; a later bounce, open or click resolves it.",
  pending: "Waiting for its turn or for another try.",
});

/** Reasons that no audience has, because they come up while a campaign is being sent. */
const laterReasons: Record<string, string> = ownTable({
  cancelled: "waiting when the campaign was cancelled",
});

/** A reason code in words: the end of a sentence for exclusions ("suppressed after a hard bounce"), a label for bounces. */
export function reasonText(reason: string): string {
  return (exclusionReasons as Record<string, string>)[reason] ?? laterReasons[reason] ?? bounceLabel(reason);
}
