import type { BounceKind } from "@/lib/events/ledger/event-types";
import { type BounceCategory, countsAsSoft, mayEverSuppress } from "@/lib/feedback/classify/taxonomy.shared";
import type { BounceDetails, CanonicalType, Certainty, FeedbackSource } from "@/lib/feedback/parse/canonical-event";
import { words } from "@/lib/language/t";

/** The numbers of the policy; each one is the default of deliverability practice named beside it. */
export const policyLimits = {
  /** Consecutive soft bounces, and the time they must span. */
  softBounces: 5,
  softSpanMs: 7 * 86_400_000,
  /** For somebody who opened or clicked within `engagedWithinMs`. */
  softBouncesEngaged: 15,
  engagedWithinMs: 90 * 86_400_000,
  /** A soft suppression ends by itself, the first time. */
  softSuppressedMs: 90 * 86_400_000,
  /** "No such domain" must be said twice, this far apart: a name server may have had a bad hour. */
  domainConfirmations: 2,
  domainApartMs: 3_600_000,
  /** Refusals by the recipient or their administrator. */
  recipientPolicy: 3,
} as const;

/** What came back about the recipient's messages before this event and since the last sign of life. */
export interface RecipientHistory {
  /** Soft bounces in a row, one a message, oldest first, without this one. */
  softBouncedAt: readonly Date[];
  /** Refusals by the recipient's policy in a row, without this one. */
  recipientPolicyCount: number;
  /** When the domain was reported missing, without this event. */
  domainMissingAt: readonly Date[];
  /** Last open or click by a person. */
  engagedAt: Date | null;
  /** The address was given up for soft bounces once before, and that ran out. */
  softSuppressedBefore: boolean;
}

export const emptyHistory: RecipientHistory = {
  softBouncedAt: [],
  recipientPolicyCount: 0,
  domainMissingAt: [],
  engagedAt: null,
  softSuppressedBefore: false,
};

export interface PolicyEvent {
  type: CanonicalType;
  source: FeedbackSource;
  certainty: Certainty;
  occurredAt: Date;
  category: BounceCategory | null;
}

export type PolicyReason = "hard_bounce" | "soft_bounce" | "complaint" | "provider";

export type Decision =
  | { kind: "suppress"; reason: PolicyReason; until: Date | null; why: string }
  /** A complaint was taken back: lift what it caused. */
  | { kind: "lift_complaint"; why: string }
  | { kind: "unsubscribe"; why: string }
  | { kind: "resubscribe"; why: string }
  /** Counted against the address; `count` of `limit` so far. */
  | { kind: "count_soft"; count: number; limit: number; why: string }
  | { kind: "retry"; why: string }
  | { kind: "slow_provider"; why: string }
  /** Look whether the campaign must stop: one block says little, many at one domain do. */
  | { kind: "pause_campaign"; why: string }
  | { kind: "pause_domain"; why: string }
  | { kind: "alert"; severity: "warning" | "danger"; about: string; why: string }
  | { kind: "none"; why: string };

/**
 * The one policy for everything that comes back, whatever route it came by. Pure: what it needs to know of the past is in `history`, so the
 * same facts in any order end in the same decision. A signal that is only likely to mean this message decides nothing.
 */
export function decide(event: PolicyEvent, history: RecipientHistory = emptyHistory): Decision[] {
  if (event.certainty === "likely")
    return [none(words("It is only likely that this message is meant, so it is shown and nothing more."))];
  switch (event.type) {
    case "hard_bounce":
      return afterHardBounce(event, history);
    case "soft_bounce":
      return afterSoftBounce(event, history);
    case "block":
      return afterBlock(event.category ?? "policy");
    case "deferred":
      return afterDeferral(event.category ?? "transient");
    case "complaint":
      return [
        { kind: "suppress", reason: "complaint", until: null, why: words("Reported as spam.") },
        { kind: "pause_campaign", why: words("Complaints are watched while a campaign is being sent.") },
      ];
    case "not_spam":
      return [{ kind: "lift_complaint", why: words("The recipient took the complaint back.") }];
    case "unsubscribe":
      return [{ kind: "unsubscribe", why: words("The recipient asked for it.") }];
    case "resubscribe":
      return [
        {
          kind: "resubscribe",
          why: words("The provider lists the address as subscribed again; consent stays with us to prove."),
        },
      ];
    case "rejected":
      return afterRejection(event.category);
    case "failed":
      return [alert("warning", "provider_failed", words("A provider could not render or send the message."))];
    default:
      return [none(words("Nothing is to be done about it."))];
  }
}

function afterHardBounce(event: PolicyEvent, history: RecipientHistory): Decision[] {
  const category = event.category ?? "invalid_recipient";
  if (!mayEverSuppress(category)) return afterBlock(category);
  if (category === "invalid_domain") return afterMissingDomain(event, history);
  if (category === "suppressed_by_provider")
    return [suppress("provider", words("The provider no longer mails this address."))];
  return [suppress("hard_bounce", words("The mailbox does not exist or was closed."))];
}

/** Hard once it is said again at least an hour later; until then it counts like any other failure. */
function afterMissingDomain(event: PolicyEvent, history: RecipientHistory): Decision[] {
  const apart = history.domainMissingAt.some(
    (at) => Math.abs(event.occurredAt.getTime() - at.getTime()) >= policyLimits.domainApartMs,
  );
  if (apart)
    return [suppress("hard_bounce", words("The domain takes no mail; it was confirmed at least an hour apart."))];
  const counted = afterSoftBounce(event, history);
  return counted.some((each) => each.kind === "suppress")
    ? counted
    : [
        {
          kind: "count_soft",
          count: 1,
          limit: policyLimits.domainConfirmations,
          why: words("The domain takes no mail; waiting for a second confirmation."),
        },
      ];
}

function afterSoftBounce(event: PolicyEvent, history: RecipientHistory): Decision[] {
  const category = event.category ?? "undetermined";
  if (!mayEverSuppress(category))
    return category === "throttled" || category === "greylist" ? [slow(category)] : afterBlock(category);
  if (category === "suppressed_by_provider")
    return [suppress("provider", words("The provider no longer mails this address."))];
  if (category === "recipient_policy") return afterRecipientPolicy(event, history);
  if (!countsAsSoft(category)) return [none(words("It does not speak against the address."))];
  const limit = softLimit(event, history);
  const count = history.softBouncedAt.length + 1;
  const times = [...history.softBouncedAt, event.occurredAt].map((at) => at.getTime());
  const spanned = Math.max(...times) - Math.min(...times) >= policyLimits.softSpanMs;
  if (count >= limit && spanned)
    return [giveUp(event, history, `${count} soft bounces in a row over at least 7 days.`)];
  return [{ kind: "count_soft", count, limit, why: `${count} of ${limit} soft bounces in a row.` }];
}

function softLimit(event: PolicyEvent, { engagedAt }: RecipientHistory): number {
  const engaged =
    engagedAt !== null && event.occurredAt.getTime() - engagedAt.getTime() <= policyLimits.engagedWithinMs;
  return engaged ? policyLimits.softBouncesEngaged : policyLimits.softBounces;
}

function afterRecipientPolicy(event: PolicyEvent, history: RecipientHistory): Decision[] {
  const count = history.recipientPolicyCount + 1;
  const limit = policyLimits.recipientPolicy;
  if (count >= limit)
    return [giveUp(event, history, `Refused ${count} times by the recipient or their administrator.`)];
  return [
    { kind: "count_soft", count, limit, why: `${count} of ${limit} refusals by the recipient or their administrator.` },
  ];
}

/** For 90 days; when that ran out once and it happens again, for good. */
function giveUp(event: PolicyEvent, history: RecipientHistory, why: string): Decision {
  const until = history.softSuppressedBefore
    ? null
    : new Date(event.occurredAt.getTime() + policyLimits.softSuppressedMs);
  return { kind: "suppress", reason: "soft_bounce", until, why };
}

/** Failures about us: never a suppression. */
function afterBlock(category: BounceCategory): Decision[] {
  switch (category) {
    case "reputation_block":
      return [
        { kind: "slow_provider", why: words("The receiver mistrusts our address or domain.") },
        { kind: "pause_campaign", why: words("Blocks at one domain are watched.") },
        alert("warning", category, words("A receiver refuses mail for the reputation of our address or domain.")),
      ];
    case "auth_failure":
      return [
        { kind: "pause_domain", why: words("SPF, DKIM, DMARC, reverse DNS or TLS failed at the receiver.") },
        alert("danger", category, words("A receiver refuses mail because authentication of the sending domain fails.")),
      ];
    case "throttled":
    case "greylist":
      return [slow(category)];
    case "content_rejected":
    case "virus":
    case "policy":
    case "message_too_large":
      return [{ kind: "pause_campaign", why: words("The receiver refuses this content or its size.") }];
    default:
      return [alert("warning", category, words("A receiver refuses mail for a mistake of ours."))];
  }
}

function afterDeferral(category: BounceCategory): Decision[] {
  const again: Decision = { kind: "retry", why: words("Refused for now.") };
  return category === "throttled" || category === "reputation_block" ? [again, slow(category)] : [again];
}

function afterRejection(category: BounceCategory | null): Decision[] {
  if (category === "suppressed_by_provider")
    return [suppress("provider", words("The provider no longer mails this address."))];
  return [alert("warning", "provider_rejected", words("A provider refused to send messages."))];
}

function suppress(reason: PolicyReason, why: string): Decision {
  return { kind: "suppress", reason, until: null, why };
}

function slow(category: BounceCategory): Decision {
  return {
    kind: "slow_provider",
    why:
      category === "reputation_block"
        ? words("The receiver mistrusts our address or domain.")
        : words("The receiver asks for less at a time."),
  };
}

function alert(severity: "warning" | "danger", about: string, why: string): Decision {
  return { kind: "alert", severity, about, why };
}

function none(why: string): Decision {
  return { kind: "none", why };
}

/** The canonical type of a bounce whose report says that nobody tries again. */
export function bounceType(category: BounceDetails["category"], kind: BounceKind): CanonicalType {
  if (kind === "block") return "block";
  return kind === "hard" && mayEverSuppress(category) ? "hard_bounce" : "soft_bounce";
}
