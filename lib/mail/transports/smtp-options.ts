import type { SMTPConnectionAuth, SMTPConnectionOptions } from "nodemailer/lib/smtp-connection";

/** How to reach and use one SMTP peer. */
export interface SmtpOptions {
  connection: SMTPConnectionOptions;
  auth: SMTPConnectionAuth | null;
  /** Connections held open at once. */
  maxConnections: number;
  /** Messages after which a connection is closed and a new one opened. */
  maxMessagesPerConnection: number;
  /** Idle time after which a connection is given back. */
  idleTimeoutMs: number;
}

const DEFAULT_CONNECTIONS = 8;
const DEFAULT_MESSAGES_PER_CONNECTION = 500;

/**
 * Reads `smtp://user:password@host:port` or `smtps://…` (TLS from the start). STARTTLS is used whenever the peer offers
 * it. Query: `requireTLS=true`, `ignoreTLS=true`, `rejectUnauthorized=false`, `name=` (our host name in EHLO),
 * `connections=`, `messages=` (per connection). Throws a RangeError in words for anything else.
 */
export function parseSmtpUrl(url: string): SmtpOptions {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (!parsed || (parsed.protocol !== "smtp:" && parsed.protocol !== "smtps:") || !parsed.hostname) {
    throw new RangeError("SMTP_URL must look like smtp://user:password@mail.example.com:587");
  }
  const secure = parsed.protocol === "smtps:";
  const query = parsed.searchParams;
  return {
    connection: {
      host: parsed.hostname.replace(/^\[|\]$/g, ""),
      port: Number(parsed.port) || (secure ? 465 : 587),
      secure,
      requireTLS: query.get("requireTLS") === "true",
      ignoreTLS: query.get("ignoreTLS") === "true",
      name: query.get("name") ?? undefined,
      connectionTimeout: 15_000,
      greetingTimeout: 30_000,
      dnsTimeout: 15_000,
      socketTimeout: 120_000,
      socketCloseTimeout: 1_000,
      tls: { minVersion: "TLSv1.2", rejectUnauthorized: query.get("rejectUnauthorized") !== "false" },
    },
    auth: parsed.username
      ? { user: decodeURIComponent(parsed.username), pass: decodeURIComponent(parsed.password) }
      : null,
    maxConnections: positive(query.get("connections"), DEFAULT_CONNECTIONS),
    maxMessagesPerConnection: positive(query.get("messages"), DEFAULT_MESSAGES_PER_CONNECTION),
    idleTimeoutMs: 20_000,
  };
}

function positive(value: string | null, fallback: number): number {
  const number = Number(value);
  return Number.isInteger(number) && number > 0 ? number : fallback;
}
