import { classifyReply, codesOf } from "@/lib/feedback/classify/classify";
import { answeringHost } from "@/lib/feedback/classify/provider-of.shared";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/classify/taxonomy.shared";
import type { BounceDetails } from "@/lib/feedback/parse/canonical-event";

export interface ProviderReply {
  /** The receiving server's own words. */
  text: string | null;
  /** The provider's words about it: shown where there is no reply, never classified. */
  note?: string | null;
  code?: string | number | null;
  enhanced?: string | null;
  remoteMta?: string | null;
  /** Whom the message went to: where the host that answered is not known, this says whose words these are. */
  recipient?: string | null;
  /** What it means when the reply itself does not say. */
  fallback: BounceCategory;
}

/** Code, enhanced code and category of a refusal that a provider reports. */
export function bounceDetails(reply: ProviderReply): BounceDetails {
  const given = { code: basicCode(reply.code), enhanced: enhancedCode(reply.enhanced), text: reply.text ?? "" };
  const host = answeringHost(reply.remoteMta ?? null, reply.recipient ?? null);
  const { category } = classifyReply({ ...given, host });
  const codes = codesOf(given);
  return {
    category: category === "undetermined" ? reply.fallback : category,
    code: codes.code,
    enhanced: codes.enhanced,
    text: (reply.text ?? reply.note ?? "").slice(0, 1000),
    remoteMta: reply.remoteMta ?? null,
  };
}

function basicCode(value: string | number | null | undefined): string | null {
  const code = String(value ?? "");
  return /^[245]\d\d$/.test(code) ? code : null;
}

function enhancedCode(value: string | null | undefined): string | null {
  return value && /^[245]\.\d{1,3}\.\d{1,3}$/.test(value) ? value : null;
}

export interface Judged {
  type: "hard_bounce" | "soft_bounce" | "block";
  bounce: BounceDetails;
}

/** Refusals that are never for good, whatever a provider calls them: the owner of the mailbox may change them. */
const MAY_CHANGE: ReadonlySet<BounceCategory> = new Set(["mailbox_full", "recipient_policy"]);

/**
 * A bounce that the provider calls permanent. Where the receiver's own words speak of us (reputation, content, policy), it is a block
 * all the same: the contact is innocent whatever the provider made of it. A full mailbox stays soft; with `trustsCode` so does every
 * reply that names a passing reason. What says nothing clear means what the provider says.
 */
export function permanent(reply: ProviderReply, options: { trustsCode?: boolean } = {}): Judged {
  const bounce = bounceDetails(reply);
  const kind = kindOfCategory[bounce.category];
  if (kind === "block") return { type: "block", bounce };
  if (kind === "hard") return { type: "hard_bounce", bounce };
  const mayChange = MAY_CHANGE.has(bounce.category) || (options.trustsCode && bounce.category !== "undetermined");
  if (mayChange) return { type: "soft_bounce", bounce };
  return { type: "hard_bounce", bounce: { ...bounce, category: reply.fallback } };
}

/** A bounce that the provider calls passing, or cannot judge. Where the receiver's own words speak of us, it is a block here too. */
export function passing(reply: ProviderReply): Judged {
  const bounce = bounceDetails(reply);
  return { type: kindOfCategory[bounce.category] === "block" ? "block" : "soft_bounce", bounce };
}

/** A refusal that the provider lays at our door. Where the reply speaks of the mailbox instead, the provider's word counts. */
export function blocked(reply: ProviderReply): Judged {
  const bounce = bounceDetails(reply);
  const aboutUs =
    kindOfCategory[bounce.category] === "block" || bounce.category === "throttled" || bounce.category === "greylist";
  return { type: "block", bounce: aboutUs ? bounce : { ...bounce, category: reply.fallback } };
}
