import { Unreachable } from "@/lib/base/outgoing/route";
import type { TransportFailure } from "@/lib/mail/transport";
import { SmtpTimeout } from "./dialogue";
import { SmtpProtocolError } from "./reply-reader";
import type { SmtpOptions } from "./smtp-options";

/** A connection that could not be made, and why. */
export class SmtpFailure extends Error {
  override name = "SmtpFailure";
  readonly failure: TransportFailure;
  /** False when another try within seconds may help (the peer restarts, a line broke). */
  readonly final: boolean;

  constructor(kind: TransportFailure["kind"], text: string, final = true) {
    super(text);
    this.failure = { kind, text, retryAfterMs: null };
    this.final = final;
  }
}

/** `mail.example.com:587`, as people know the peer. */
export function peerName({ host, port }: Pick<SmtpOptions, "host" | "port">): string {
  return `${host.includes(":") ? `[${host}]` : host}:${port}`;
}

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)|INVALID_CA|INVALID_PURPOSE/;

const TLS = /^ERR_(SSL|TLS)|^EPROTO$/;

/** True when somebody answered, and not as a mail server with good TLS does. Only servers that may be reached get so far. */
export function answersWrongly(error: unknown): boolean {
  const { code } = systemError(error);
  return error instanceof SmtpProtocolError || CERTIFICATE.test(code) || TLS.test(code);
}

/** A text for what the system says about a connection, with what to do. */
export function describeError(error: unknown, options: SmtpOptions): SmtpFailure {
  if (error instanceof SmtpFailure) return error;
  if (error instanceof Unreachable) return new SmtpFailure("network", error.message);
  const peer = peerName(options);
  const { code, message } = systemError(error);
  if (error instanceof SmtpProtocolError) {
    return new SmtpFailure("network", `${peer} does not speak SMTP: ${message}. Check host and port.`, false);
  }
  // Waiting as long once more would only keep everybody waiting.
  if (error instanceof SmtpTimeout) return new SmtpFailure("network", `${peer} is too slow: ${message}.`);
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) {
    return new SmtpFailure("network", `No address is known for ${options.host} (${code}). Check the host name.`);
  }
  if (code === "ECONNREFUSED") {
    const text = `Nobody answers at ${peer} (connection refused). Check host and port, and that the mail server runs.`;
    return new SmtpFailure("network", text, false);
  }
  if (code === "ETIMEDOUT") return connectTimeout(options);
  if (CERTIFICATE.test(code)) {
    const text = `The certificate of ${peer} is not trusted: ${message}. Give the server a valid certificate, or take any with rejectUnauthorized=false.`;
    return new SmtpFailure("config", text);
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    const text = options.secure
      ? `${peer} does not speak TLS from the start. Use smtp:// instead of smtps:// (it then starts TLS by itself).`
      : `${peer} agreed to STARTTLS, but does not speak TLS.`;
    return new SmtpFailure("config", text);
  }
  if (TLS.test(code)) {
    return new SmtpFailure("config", `No encrypted connection to ${peer}: ${message}.`);
  }
  return new SmtpFailure("network", `No connection to ${peer}: ${message}${code ? ` (${code})` : ""}.`, false);
}

/** Nobody answered in time. */
export function connectTimeout(options: SmtpOptions): SmtpFailure {
  const seconds = options.timeouts.connectMs / 1000;
  const text = `${peerName(options)} did not answer within ${seconds} s. Check host and port; many networks block outgoing mail on port 25.`;
  return new SmtpFailure("network", text);
}

/** The peer closes the connection with 421 (RFC 5321 §3.8): it wants us to come back later. */
export function shutDownFailure(options: SmtpOptions, reply: string): TransportFailure {
  return { kind: "throttled", text: `${peerName(options)} closed the connection: ${reply}`, retryAfterMs: null };
}

/** MAIL was refused for want of a sign-in or of encryption: no message fares better. */
export function refusalOfAll(options: SmtpOptions, code: number, reply: string): TransportFailure {
  const text = `${peerName(options)} takes no mail from us: ${reply}`;
  return { kind: code === 538 || /STARTTLS|TLS|encrypt/i.test(text) ? "config" : "auth", text, retryAfterMs: null };
}

/** A connection ended before it had been of any use. */
export function uselessFailure(options: SmtpOptions, why: string): TransportFailure {
  const text = `The connection to ${peerName(options)} ended before a message was taken: ${why}.`;
  return { kind: "network", text, retryAfterMs: null };
}

/** Happy Eyeballs reports one error an address; the first one speaks for all. */
function systemError(error: unknown): { code: string; message: string } {
  const first = error instanceof AggregateError ? error.errors[0] : error;
  const code = first instanceof Error && "code" in first && typeof first.code === "string" ? first.code : "";
  const message = first instanceof Error ? first.message : String(first);
  const sentence = message.replace(/; if the root CA is installed.*$/s, "").replace(/\s+/g, " ");
  return { code, message: sentence.replace(/[\s.;:]+$/, "") };
}
