import { Unreachable } from "@/lib/base/outgoing/route";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { TokenRefused } from "@/lib/inbound/mail/imap/access-token";

interface Failure {
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  serverResponseCode?: string;
  message?: string;
}

const byCode: Readonly<Record<string, string>> = ownTable({
  ENOTFOUND: "There is no server of this name.",
  EAI_AGAIN: "The name of the server could not be looked up just now.",
  ECONNREFUSED: "The server does not take connections at this port.",
  ECONNRESET: "The server ended the connection.",
  EHOSTUNREACH: "The server cannot be reached.",
  ENETUNREACH: "The server cannot be reached.",
  ETIMEDOUT: "The server does not answer.",
  CONNECT_TIMEOUT: "The server does not answer.",
  GREETING_TIMEOUT:
    "The server takes the connection but says nothing. Is the port right, and does it want TLS from the start?",
  UPGRADE_TIMEOUT: "The server did not finish STARTTLS.",
  ETIMEOUT: "The server stopped answering.",
  NoConnection: "The server ended the connection.",
  EConnectionClosed: "The server ended the connection.",
  ERR_SSL_WRONG_VERSION_NUMBER: "The server does not speak TLS at this port. Try STARTTLS.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "The certificate of the server is not signed by an authority that is trusted.",
  SELF_SIGNED_CERT_IN_CHAIN: "The certificate of the server is not signed by an authority that is trusted.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "The certificate of the server is not signed by an authority that is trusted.",
  ERR_TLS_CERT_ALTNAME_INVALID: "The certificate of the server is for another name.",
  CERT_HAS_EXPIRED: "The certificate of the server has run out.",
  MissingServerExtension: "The server does not offer STARTTLS.",
});

/** Why a mailbox could not be read, in plain words and with the server's own where it said any. */
export function explainImapError(error: unknown): string {
  if (error instanceof TokenRefused || error instanceof Unreachable) return error.message;
  if (typeof error !== "object" || error === null) return "It did not work, and nobody said why.";
  const { code, authenticationFailed, responseText, serverResponseCode, message } = error as Failure;
  const said = responseText ? ` The server says: ${responseText.slice(0, 200)}` : "";
  if (authenticationFailed) return `The server does not take the user name and password.${said}`;
  if (serverResponseCode === "NONEXISTENT" || serverResponseCode === "TRYCREATE")
    return `There is no such folder.${said}`;
  const text = code ? byCode[code] : undefined;
  if (text) return `${text}${said}`;
  return said
    ? `The server refused a command.${said}`
    : `It did not work: ${(message ?? "unknown error").slice(0, 200)}`;
}
