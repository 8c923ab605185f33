import { Unreachable } from "@/lib/base/outgoing/route";
import { toKeep } from "@/lib/language/say-again";
import type { TransportFailure } from "@/lib/mail/transport";
import { SmtpTimeout } from "./dialogue";
import { failureTexts } from "./failure-texts";
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
    return new SmtpFailure("network", toKeep(failureTexts.notSmtp, { peer, reason: message }), false);
  }
  // Waiting as long once more would only keep everybody waiting.
  if (error instanceof SmtpTimeout)
    return new SmtpFailure("network", toKeep(failureTexts.slow, { peer, reason: message }));
  if (code === "ENOTFOUND" || code.startsWith("EAI_")) {
    return new SmtpFailure("network", toKeep(failureTexts.unknownHost, { host: options.host, code }));
  }
  if (code === "ECONNREFUSED") {
    return new SmtpFailure("network", toKeep(failureTexts.refused, { peer }), false);
  }
  if (code === "ETIMEDOUT") return connectTimeout(options);
  if (CERTIFICATE.test(code)) {
    const text = toKeep(failureTexts.certificate, { peer, reason: message, setting: "rejectUnauthorized=false" });
    return new SmtpFailure("config", text);
  }
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER" || code === "ERR_SSL_PACKET_LENGTH_TOO_LONG") {
    const text = options.secure
      ? toKeep(failureTexts.noTlsFromStart, { peer, plain: "smtp://", secure: "smtps://" })
      : toKeep(failureTexts.noTlsAfterAll, { peer });
    return new SmtpFailure("config", text);
  }
  if (TLS.test(code)) {
    return new SmtpFailure("config", toKeep(failureTexts.notEncrypted, { peer, reason: message }));
  }
  const reason = code ? `${message} (${code})` : message;
  return new SmtpFailure("network", toKeep(failureTexts.noConnection, { peer, reason }), false);
}

/** Nobody answered in time. */
export function connectTimeout(options: SmtpOptions): SmtpFailure {
  const seconds = options.timeouts.connectMs / 1000;
  return new SmtpFailure("network", toKeep(failureTexts.silent, { peer: peerName(options), seconds }));
}

/** The peer closes the connection with 421 (RFC 5321 §3.8): it wants us to come back later. */
export function shutDownFailure(options: SmtpOptions, reply: string): TransportFailure {
  const text = toKeep(failureTexts.closed, { peer: peerName(options), reply });
  return { kind: "throttled", text, retryAfterMs: null };
}

/** MAIL was refused for want of a sign-in or of encryption: no message fares better. */
export function refusalOfAll(options: SmtpOptions, code: number, reply: string): TransportFailure {
  const text = toKeep(failureTexts.takesNoMail, { peer: peerName(options), reply });
  return { kind: code === 538 || /STARTTLS|TLS|encrypt/i.test(text) ? "config" : "auth", text, retryAfterMs: null };
}

/** A connection ended before it had been of any use. */
export function uselessFailure(options: SmtpOptions, why: string): TransportFailure {
  const text = toKeep(failureTexts.useless, { peer: peerName(options), reason: why });
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
