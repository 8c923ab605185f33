import { type BounceCategory, bounceCategories } from "@/lib/feedback/classify/taxonomy.shared";

/** Categories that a reply can mean; the others say where an answer came from, not what it says. */
export const ruleCategories: readonly BounceCategory[] = bounceCategories.filter(
  (category) => category !== "auto_reply" && category !== "undetermined",
);

export const categoryLabels: Readonly<Record<BounceCategory, string>> = {
  invalid_recipient: "No such mailbox",
  inactive_mailbox: "Mailbox closed or moved",
  invalid_domain: "No such domain",
  mailbox_full: "Mailbox full",
  greylist: "Greylisting",
  transient: "Temporary problem",
  network: "Network problem",
  timeout: "Took too long",
  system: "Receiving system out of order",
  throttled: "Too fast",
  recipient_policy: "Recipient's own policy",
  reputation_block: "Our reputation",
  auth_failure: "Our authentication",
  content_rejected: "Our content",
  virus: "Virus found",
  policy: "Receiver's policy",
  message_too_large: "Message too large",
  relay_denied: "Relaying denied",
  protocol: "Error in the protocol",
  config: "Our set-up",
  challenge: "Challenge to the sender",
  auto_reply: "Automatic answer",
  suppressed_by_provider: "On the provider's list",
  undetermined: "Unknown",
};
