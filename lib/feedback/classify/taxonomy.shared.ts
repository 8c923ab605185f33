import type { BounceKind } from "@/lib/events/ledger/event-types";

/**
 * What a refusal can mean, for every route by which one comes back. hard: about the mailbox, it will never work. soft: may work later.
 * block: about us (address, domain, content, set-up); says nothing about the mailbox. none: no refusal at all.
 */
export const kindOfCategory = {
  /** No such mailbox. */
  invalid_recipient: "hard",
  /** The mailbox was closed, moved, or is full for good. */
  inactive_mailbox: "hard",
  /** No such domain, no mail exchanger, or a null MX (RFC 7505); hard once it is confirmed. */
  invalid_domain: "hard",
  mailbox_full: "soft",
  greylist: "soft",
  transient: "soft",
  network: "soft",
  timeout: "soft",
  /** The receiving system is out of order, not the mailbox. */
  system: "soft",
  /** Too fast, too many connections: the receiver asks us to slow down. */
  throttled: "soft",
  /** The recipient or their administrator does not take mail from this sender. */
  recipient_policy: "soft",
  reputation_block: "block",
  auth_failure: "block",
  content_rejected: "block",
  virus: "block",
  policy: "block",
  message_too_large: "block",
  relay_denied: "block",
  protocol: "block",
  config: "block",
  /** A challenge-response system asks the sender to prove to be a person. */
  challenge: "soft",
  auto_reply: "soft",
  /** The provider did not try, because the address is on its own list. */
  suppressed_by_provider: "hard",
  /** Nobody knows yet; listed for review and counted as soft. */
  undetermined: "soft",
} as const satisfies Record<string, BounceKind>;

export type BounceCategory = keyof typeof kindOfCategory;

export const bounceCategories = Object.keys(kindOfCategory) as BounceCategory[];

/** Said of us, of our pace, or by a program: true of every recipient alike, and so never of one. */
const neverOfRecipient: ReadonlySet<BounceCategory> = new Set(["throttled", "greylist", "challenge", "auto_reply"]);

/**
 * The one guard in front of every suppression for a bounce. Reputation, authentication, content, policy, set-up and rate never lead to
 * one, however often they come and whatever a provider calls them.
 */
export function mayEverSuppress(category: BounceCategory): boolean {
  return kindOfCategory[category] !== "block" && !neverOfRecipient.has(category);
}

/** Whether a bounce of this category counts towards giving an address up after several. */
export function countsAsSoft(category: BounceCategory): boolean {
  return mayEverSuppress(category) && (kindOfCategory[category] === "soft" || category === "invalid_domain");
}
