import type { BounceCategory } from "@/lib/feedback/classify/taxonomy.shared";

interface CategoryText {
  /** What happened, for a marketer. */
  label: string;
  /** What it means and what is done about it. */
  meaning: string;
}

/** Every category of the taxonomy in plain words. */
export const bounceText: Readonly<Record<BounceCategory, CategoryText>> = {
  invalid_recipient: { label: "No such mailbox", meaning: "The address does not exist. It is suppressed." },
  inactive_mailbox: { label: "Mailbox closed", meaning: "The mailbox was closed or given up. It is suppressed." },
  invalid_domain: {
    label: "No such domain",
    meaning: "The domain does not exist or takes no mail. The address is suppressed once that is confirmed.",
  },
  mailbox_full: { label: "Mailbox full", meaning: "There was no room. It counts towards giving the address up." },
  greylist: {
    label: "Asked to come again",
    meaning: "The server refuses every first try from somebody it does not know. The next try usually succeeds.",
  },
  transient: { label: "Temporary problem at the receiver", meaning: "Tried again until the time was over." },
  network: { label: "Could not be reached", meaning: "The receiving server did not answer." },
  timeout: { label: "Took too long", meaning: "The receiving server did not take it within the time for retries." },
  system: {
    label: "Receiving system out of order",
    meaning: "Their server has a fault. Nothing is wrong with the mailbox.",
  },
  throttled: {
    label: "Too fast for the receiver",
    meaning: "They ask for a slower pace. Sending to this provider slows down by itself.",
  },
  recipient_policy: {
    label: "Refused by the recipient",
    meaning:
      "The recipient or their administrator does not take mail from you. After three times the address is suppressed.",
  },
  reputation_block: {
    label: "Blocked for reputation",
    meaning: "Your sending address or domain has a bad name there. It says nothing about the people: they stay.",
  },
  auth_failure: {
    label: "Sender not authenticated",
    meaning: "SPF, DKIM or DMARC failed. Look at your sending domain; the people stay.",
  },
  content_rejected: {
    label: "Content refused",
    meaning: "Something in the message was taken for spam. The people stay.",
  },
  virus: { label: "Taken for malware", meaning: "A scanner found something dangerous in the message or its links." },
  policy: {
    label: "Refused by policy",
    meaning: "A rule of the receiver speaks against the message. The people stay.",
  },
  message_too_large: { label: "Message too large", meaning: "It is larger than the receiver allows." },
  relay_denied: { label: "Not responsible for the address", meaning: "The server does not take mail for that domain." },
  protocol: {
    label: "Technical misunderstanding",
    meaning: "The servers did not understand each other. It is not about the mailbox.",
  },
  config: { label: "Fault in our set-up", meaning: "Something is set up wrongly on the sending side." },
  challenge: { label: "Asks for proof", meaning: "The recipient's system wants the sender to prove to be a person." },
  auto_reply: { label: "Automatic reply", meaning: "An answering machine, not a bounce." },
  suppressed_by_provider: {
    label: "On the provider's own list",
    meaning: "Your sending provider did not try: the address is on its suppression list, and now on yours.",
  },
  undetermined: { label: "Reason not understood", meaning: "The reply is not known yet. It counts as a soft bounce." },
};

/** The label of a category; a code nobody knows is shown as it is, with spaces. */
export function bounceLabel(category: string | null | undefined): string {
  if (!category) return "No reason given";
  return bounceText[category as BounceCategory]?.label ?? category.replaceAll("_", " ");
}

/** What a category means for the address; null when nobody knows. */
export function bounceMeaning(category: string | null | undefined): string | null {
  return bounceText[category as BounceCategory]?.meaning ?? null;
}
