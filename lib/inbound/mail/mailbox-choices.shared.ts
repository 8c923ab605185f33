import { type Msg, maybeMsg, msg } from "@/lib/language/t";
import type { securities } from "@/lib/mail/transports/kinds/securities.shared";

export type MailboxSecurity = (typeof securities)[number];
export const securityLabels: Readonly<Record<MailboxSecurity, Msg>> = {
  tls: msg("TLS from the start"),
  starttls: maybeMsg("STARTTLS"),
  none: msg("None (not encrypted)"),
};

/** What is done with a mail in the mailbox once it is kept here. */
export const afterwardsChoices = ["seen", "move", "delete"] as const;
export type Afterwards = (typeof afterwardsChoices)[number];
export const afterwardsLabels: Readonly<Record<Afterwards, Msg>> = {
  seen: msg("Mark it as read"),
  move: msg("Move it to a folder"),
  delete: msg("Delete it"),
};

/** Who gives access tokens for mailboxes that take no password any longer. */
export const oauthPresets = {
  google: { label: msg("Gmail or Google Workspace"), tokenUrl: "https://oauth2.googleapis.com/token", scope: "" },
  microsoft: {
    label: maybeMsg("Microsoft 365"),
    tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scope: "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
  },
} as const;
