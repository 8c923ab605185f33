import type { securities } from "@/lib/mail/transports/kinds/securities.shared";

export type MailboxSecurity = (typeof securities)[number];
export const securityLabels: Readonly<Record<MailboxSecurity, string>> = {
  tls: "TLS from the start",
  starttls: "STARTTLS",
  none: "None (not encrypted)",
};

/** What is done with a mail in the mailbox once it is kept here. */
export const afterwardsChoices = ["seen", "move", "delete"] as const;
export type Afterwards = (typeof afterwardsChoices)[number];
export const afterwardsLabels: Readonly<Record<Afterwards, string>> = {
  seen: "Mark it as read",
  move: "Move it to a folder",
  delete: "Delete it",
};

/** Who gives access tokens for mailboxes that take no password any longer. */
export const oauthPresets = {
  google: { label: "Gmail or Google Workspace", tokenUrl: "https://oauth2.googleapis.com/token", scope: "" },
  microsoft: {
    label: "Microsoft 365",
    tokenUrl: "https://login.microsoftonline.com/common/oauth2/v2.0/token",
    scope: "https://outlook.office.com/IMAP.AccessAsUser.All offline_access",
  },
} as const;
