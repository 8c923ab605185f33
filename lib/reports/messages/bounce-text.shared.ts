import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";
import { type Msg, msg, t } from "@/lib/language/t";

interface CategoryText {
  /** What happened, for a marketer. */
  label: Msg;
  /** What it means and what is done about it. */
  meaning: Msg;
}

/** Every category of the taxonomy in plain words. */
export const bounceText: Readonly<Record<BounceCategory, CategoryText>> = {
  invalid_recipient: { label: msg("No such mailbox"), meaning: msg("The address does not exist. It is suppressed.") },
  inactive_mailbox: {
    label: msg("Mailbox closed"),
    meaning: msg("The mailbox was closed or given up. It is suppressed."),
  },
  invalid_domain: {
    label: msg("No such domain"),
    meaning: msg("The domain does not exist or takes no mail. The address is suppressed once that is confirmed."),
  },
  mailbox_full: {
    label: msg("Mailbox full"),
    meaning: msg("There was no room. It counts towards giving the address up."),
  },
  greylist: {
    label: msg("Asked to come again"),
    meaning: msg("The server refuses every first try from somebody it does not know. The next try usually succeeds."),
  },
  transient: { label: msg("Temporary problem at the receiver"), meaning: msg("Tried again until the time was over.") },
  network: { label: msg("Could not be reached"), meaning: msg("The receiving server did not answer.") },
  timeout: {
    label: msg("Took too long"),
    meaning: msg("The receiving server did not take it within the time for retries."),
  },
  system: {
    label: msg("Receiving system out of order"),
    meaning: msg("Their server has a fault. Nothing is wrong with the mailbox."),
  },
  throttled: {
    label: msg("Too fast for the receiver"),
    meaning: msg("They ask for a slower pace. Sending to this provider slows down by itself."),
  },
  recipient_policy: {
    label: msg("Refused by the recipient"),
    meaning: msg(
      "The recipient or their administrator does not take mail from you. After three times the address is suppressed.",
    ),
  },
  reputation_block: {
    label: msg("Blocked for reputation"),
    meaning: msg("Your sending address or domain has a bad name there. It says nothing about the people: they stay."),
  },
  auth_failure: {
    label: msg("Sender not authenticated"),
    meaning: msg("SPF, DKIM or DMARC failed. Look at your sending domain; the people stay."),
  },
  content_rejected: {
    label: msg("Content refused"),
    meaning: msg("Something in the message was taken for spam. The people stay."),
  },
  virus: {
    label: msg("Taken for malware"),
    meaning: msg("A scanner found something dangerous in the message or its links."),
  },
  policy: {
    label: msg("Refused by policy"),
    meaning: msg("A rule of the receiver speaks against the message. The people stay."),
  },
  message_too_large: { label: msg("Message too large"), meaning: msg("It is larger than the receiver allows.") },
  relay_denied: {
    label: msg("Not responsible for the address"),
    meaning: msg("The server does not take mail for that domain."),
  },
  protocol: {
    label: msg("Technical misunderstanding"),
    meaning: msg("The servers did not understand each other. It is not about the mailbox."),
  },
  config: { label: msg("Fault in our set-up"), meaning: msg("Something is set up wrongly on the sending side.") },
  challenge: {
    label: msg("Asks for proof"),
    meaning: msg("The recipient's system wants the sender to prove to be a person."),
  },
  auto_reply: { label: msg("Automatic reply"), meaning: msg("An answering machine, not a bounce.") },
  suppressed_by_provider: {
    label: msg("On the provider's own list"),
    meaning: msg("Your sending provider did not try: the address is on its suppression list, and now on yours."),
  },
  undetermined: {
    label: msg("Reason not understood"),
    meaning: msg("The reply is not known yet. It counts as a soft bounce."),
  },
};

/** The label of a category; a code nobody knows is shown as it is, with spaces. */
export function bounceLabel(category: string | null | undefined): string {
  if (!category) return t("No reason given");
  const known = bounceText[category as BounceCategory];
  return known ? t(known.label) : category.replaceAll("_", " ");
}

/** What a category means for the address; null when nobody knows. */
export function bounceMeaning(category: string | null | undefined): string | null {
  const known = bounceText[category as BounceCategory];
  return known ? t(known.meaning) : null;
}
