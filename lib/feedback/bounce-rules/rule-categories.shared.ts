import { type BounceCategory, bounceCategories } from "@/lib/feedback/classify/taxonomy.shared";
import { type Msg, msg } from "@/lib/language/t";

/** Categories that a reply can mean; the others say where an answer came from, not what it says. */
export const ruleCategories: readonly BounceCategory[] = bounceCategories.filter(
  (category) => category !== "auto_reply" && category !== "undetermined",
);

export const categoryLabels: Readonly<Record<BounceCategory, Msg>> = {
  invalid_recipient: msg("No such mailbox"),
  inactive_mailbox: msg("Mailbox closed or moved"),
  invalid_domain: msg("No such domain"),
  mailbox_full: msg("Mailbox full"),
  greylist: msg("Greylisting"),
  transient: msg("Temporary problem"),
  network: msg("Network problem"),
  timeout: msg("Took too long"),
  system: msg("Receiving system out of order"),
  throttled: msg("Too fast"),
  recipient_policy: msg("Recipient's own policy"),
  reputation_block: msg("Our reputation"),
  auth_failure: msg("Our authentication"),
  content_rejected: msg("Our content"),
  virus: msg("Virus found"),
  policy: msg("Receiver's policy"),
  message_too_large: msg("Message too large"),
  relay_denied: msg("Relaying denied"),
  protocol: msg("Error in the protocol"),
  config: msg("Our set-up"),
  challenge: msg("Challenge to the sender"),
  auto_reply: msg("Automatic answer"),
  suppressed_by_provider: msg("On the provider's list"),
  undetermined: msg("Unknown"),
};
