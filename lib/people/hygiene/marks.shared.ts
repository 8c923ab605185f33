import { type Msg, msg } from "@/lib/language/t";

/** What can be wrong with an address that is written rightly. A mark changes nothing: people decide what follows from it. */
export const addressMarks = ["role", "disposable", "typo", "no_mx"] as const;
export type AddressMark = (typeof addressMarks)[number];

export const markLabels: Readonly<Record<AddressMark, Msg>> = {
  role: msg("Role address"),
  disposable: msg("Throw-away address"),
  typo: msg("Domain looks misspelt"),
  no_mx: msg("Domain takes no mail"),
};

/** Why it matters, in a sentence. */
export const markHelp: Readonly<Record<AddressMark, Msg>> = {
  role: msg("info@, sales@ and the like: several people read them, and they complain more."),
  disposable: msg("The domain gives out mailboxes for a few minutes. Mail to it is hardly ever read."),
  typo: msg("The domain is a slip away from one that millions use. Ask the person before you change it."),
  no_mx: msg("The DNS names no server that takes mail for this domain: what is sent to it bounces."),
};
