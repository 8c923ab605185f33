import { env } from "@/lib/base/env";
import { t } from "@/lib/language/t";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { openSmtp } from "./open-smtp";
import type { TransportBehaviour } from "./transport-behaviour";

/** The mailbox that is part of this installation; it has no settings of its own. */
export const mailboxTransport = {
  open: (_own, connections) => {
    const url = `smtp://127.0.0.1:${env.MAILBOX_SMTP_PORT}?ignoreTLS=true`;
    return openSmtp(parseSmtpUrl(url), { connections, acceptsForRecipient: true });
  },
  missing: () =>
    env.MAILBOX === "embedded" ? null : t("The embedded mailbox is switched off ({setting}).", { setting: "MAILBOX" }),
  target: () => t("Nothing leaves this machine"),
  own: null,
} satisfies TransportBehaviour<never>;
