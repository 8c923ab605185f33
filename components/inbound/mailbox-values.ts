import type { Afterwards, MailboxSecurity } from "@/lib/inbound/mail/mailbox-choices.shared";
import type { MailboxView } from "@/lib/inbound/mail/mailbox-schema";

/** The form of a mailbox as it is typed. */
export interface MailboxValues extends Record<string, unknown> {
  name: string;
  host: string;
  port: string;
  security: MailboxSecurity;
  username: string;
  auth: "password" | "oauth2";
  password: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  tokenUrl: string;
  scope: string;
  folder: string;
  afterwards: Afterwards;
  moveTo: string;
}

/** Its values before anybody types: those that are saved, or the usual ones. */
export function initialValues(mailbox: MailboxView | null): MailboxValues {
  return {
    name: mailbox?.name ?? "",
    host: mailbox?.host ?? "",
    port: String(mailbox?.port ?? 993),
    security: mailbox?.security ?? "tls",
    username: mailbox?.username ?? "",
    auth: mailbox?.auth ?? "password",
    password: "",
    clientId: mailbox?.clientId ?? "",
    clientSecret: "",
    refreshToken: "",
    tokenUrl: mailbox?.tokenUrl ?? "",
    scope: mailbox?.scope ?? "",
    folder: mailbox?.folder ?? "INBOX",
    afterwards: mailbox?.afterwards ?? "seen",
    moveTo: mailbox?.moveTo ?? "",
  };
}
