import type { BounceDetails, CanonicalType } from "@/lib/feedback/canonical-event";
import { classifyReply, codesOf } from "@/lib/feedback/classify";
import { type BounceCategory, kindOfCategory } from "@/lib/feedback/taxonomy";

export interface ProviderReply {
  /** The receiving server's own words. */
  text: string | null;
  /** The provider's words about it: shown where there is no reply, never classified. */
  note?: string | null;
  code?: string | number | null;
  enhanced?: string | null;
  remoteMta?: string | null;
  /** What it means when the reply itself does not say. */
  fallback: BounceCategory;
}

/** Code, enhanced code and category of a refusal that a provider reports. */
export function bounceDetails(reply: ProviderReply): BounceDetails {
  const words = reply.text ?? "";
  const given = { code: basicCode(reply.code), enhanced: enhancedCode(reply.enhanced), text: words };
  const { category } = classifyReply(given);
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

/**
 * A bounce that the provider calls permanent. Where the receiver's own words speak of us (reputation, content, policy), it is a block
 * all the same: the contact is innocent whatever the provider made of it. With `trustsCode`, a reply that names a passing reason
 * (mailbox full) makes it soft.
 */
export function permanentType(bounce: BounceDetails, options: { trustsCode?: boolean } = {}): CanonicalType {
  const kind = kindOfCategory[bounce.category];
  if (kind === "block") return "block";
  return options.trustsCode && kind === "soft" && bounce.category !== "undetermined" ? "soft_bounce" : "hard_bounce";
}
