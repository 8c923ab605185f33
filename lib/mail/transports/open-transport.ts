import { env } from "@/lib/base/env";
import { parseSmtpUrl, type SmtpOptions, smtpOptions } from "@/lib/mail/smtp/smtp-options";
import type { MailTransport } from "@/lib/mail/transport";
import { openResend } from "./resend";
import { openSes, type SesSettings } from "./ses";
import { SmtpTransport } from "./smtp";

export type InstalledKind = "mailbox" | "smtp" | "resend";

/** What a workspace says about an SMTP server of its own. */
export interface SmtpSettings {
  host: string;
  port: number;
  /** TLS from the start, STARTTLS or nothing at all, or no encryption. */
  security: "tls" | "starttls" | "none";
  username?: string | undefined;
  password?: string | undefined;
  /** The mechanism to insist on; `xoauth2`: the password is an OAuth 2 access token. */
  auth?: "plain" | "login" | "xoauth2" | undefined;
}

/** Settings of one transport; without settings of their own, SMTP and Resend follow the installation's. */
export type TransportConfig = { connections?: number | undefined } & (
  | { kind: "mailbox" }
  | { kind: "smtp"; smtp?: SmtpSettings | undefined }
  | { kind: "resend"; resend?: { apiKey: string } | undefined }
  | { kind: "ses"; ses: SesSettings }
);

/** Which way out the installation's settings name: the embedded mailbox when there is no real one. */
export function installedKind(): InstalledKind {
  if (env.MAILBOX === "embedded") return "mailbox";
  return env.SMTP_URL ? "smtp" : "resend";
}

/** Opens a transport. Nothing is connected yet. Throws a RangeError in words when a setting is missing or wrong. */
export function openTransport(config: TransportConfig): MailTransport {
  if (config.kind === "ses") return openSes(config.ses, { connections: config.connections });
  if (config.kind === "resend") {
    const apiKey = config.resend?.apiKey ?? env.RESEND_API_KEY;
    if (!apiKey) throw new RangeError("RESEND_API_KEY is not set, so nothing can be sent through Resend.");
    return openResend({ apiKey, connections: config.connections });
  }
  const options = config.kind === "mailbox" ? parseSmtpUrl(mailboxUrl()) : smtpOptionsOf(config.smtp);
  return new SmtpTransport(
    { ...options, maxConnections: config.connections ?? options.maxConnections },
    { acceptsForRecipient: config.kind === "mailbox" },
  );
}

function smtpOptionsOf(settings: SmtpSettings | undefined): SmtpOptions {
  if (settings) {
    const { host, port, security, username, password, auth } = settings;
    const encryption = {
      secure: security === "tls",
      requireTls: security === "starttls",
      ignoreTls: security === "none",
    };
    const pass = password ?? "";
    const token = auth === "xoauth2" ? pass : undefined;
    return smtpOptions({
      foreign: true,
      host,
      port,
      ...encryption,
      auth: username ? { user: username, pass, token, method: auth } : null,
    });
  }
  if (!env.SMTP_URL) throw new RangeError("SMTP_URL is not set, so nothing can be sent by SMTP.");
  return parseSmtpUrl(env.SMTP_URL);
}

function mailboxUrl(): string {
  return `smtp://127.0.0.1:${env.MAILBOX_SMTP_PORT}?ignoreTLS=true`;
}
