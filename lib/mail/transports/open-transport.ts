import { Resend } from "resend";
import { env } from "@/lib/env";
import type { MailTransport } from "../transport";
import { ResendTransport } from "./resend";
import { SmtpTransport } from "./smtp";
import { parseSmtpUrl } from "./smtp-options";

export type InstalledKind = "mailbox" | "smtp" | "resend";

/** Settings of one transport; what is missing comes from the installation's own settings. */
export interface TransportConfig {
  kind: InstalledKind;
  smtpUrl?: string | undefined;
  resendApiKey?: string | undefined;
  connections?: number | undefined;
}

/** Which way out the installation's settings name: the embedded mailbox when there is no real one. */
export function installedKind(): InstalledKind {
  if (env.MAILBOX === "embedded") return "mailbox";
  return env.SMTP_URL ? "smtp" : "resend";
}

/** Opens a transport. Nothing is connected yet. Throws a RangeError in words when a setting is missing or wrong. */
export function openTransport(config: TransportConfig): MailTransport {
  if (config.kind === "resend") {
    const key = config.resendApiKey ?? env.RESEND_API_KEY;
    if (!key) throw new RangeError("RESEND_API_KEY is not set, so nothing can be sent through Resend.");
    return new ResendTransport(new Resend(key));
  }
  const url = config.kind === "mailbox" ? mailboxUrl() : (config.smtpUrl ?? env.SMTP_URL);
  if (!url) throw new RangeError("SMTP_URL is not set, so nothing can be sent by SMTP.");
  const options = parseSmtpUrl(url);
  return new SmtpTransport(
    { ...options, maxConnections: config.connections ?? options.maxConnections },
    { acceptsForRecipient: config.kind === "mailbox" },
  );
}

function mailboxUrl(): string {
  return `smtp://127.0.0.1:${env.MAILBOX_SMTP_PORT}?ignoreTLS=true`;
}
