import { Unreachable } from "@/lib/base/outgoing/route";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { TokenRefused, tokenTexts } from "@/lib/inbound/mail/imap/access-token";
import { sayAgain } from "@/lib/language/say-again";
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";

interface Failure {
  code?: string;
  authenticationFailed?: boolean;
  responseText?: string;
  serverResponseCode?: string;
  message?: string;
}

const byCode: Readonly<Record<string, Msg>> = ownTable({
  ENOTFOUND: msg("There is no server of this name."),
  EAI_AGAIN: msg("The name of the server could not be looked up just now."),
  ECONNREFUSED: msg("The server does not take connections at this port."),
  ECONNRESET: msg("The server ended the connection."),
  EHOSTUNREACH: msg("The server cannot be reached."),
  ENETUNREACH: msg("The server cannot be reached."),
  ETIMEDOUT: msg("The server does not answer."),
  CONNECT_TIMEOUT: msg("The server does not answer."),
  GREETING_TIMEOUT: msg(
    "The server takes the connection but says nothing. Is the port right, and does it want TLS from the start?",
  ),
  UPGRADE_TIMEOUT: msg("The server did not finish STARTTLS."),
  ETIMEOUT: msg("The server stopped answering."),
  NoConnection: msg("The server ended the connection."),
  EConnectionClosed: msg("The server ended the connection."),
  ERR_SSL_WRONG_VERSION_NUMBER: msg("The server does not speak TLS at this port. Try STARTTLS."),
  DEPTH_ZERO_SELF_SIGNED_CERT: msg("The certificate of the server is not signed by an authority that is trusted."),
  SELF_SIGNED_CERT_IN_CHAIN: msg("The certificate of the server is not signed by an authority that is trusted."),
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: msg("The certificate of the server is not signed by an authority that is trusted."),
  ERR_TLS_CERT_ALTNAME_INVALID: msg("The certificate of the server is for another name."),
  CERT_HAS_EXPIRED: msg("The certificate of the server has run out."),
  MissingServerExtension: msg("The server does not offer STARTTLS."),
});

const others = {
  nobody: msg("It did not work, and nobody said why."),
  signIn: msg("The server does not take the user name and password."),
  folder: msg("There is no such folder."),
  command: msg("The server refused a command."),
  reason: msg("It did not work: {reason}"),
} as const;
const says = msg("The server says: {words}");
const between = ` ${inEnglish(says).split("{")[0]}`;

/** What `explainImapError` said in English, as it was kept, in the language of whoever is asking. */
export function sayImapError(kept: string): string {
  const at = kept.indexOf(between);
  const own = at < 0 ? kept : kept.slice(0, at);
  const text = sayAgain(own, [...Object.values(byCode), ...Object.values(others), ...tokenTexts]);
  return at < 0 ? text : `${text} ${t(says, { words: kept.slice(at + between.length) })}`;
}

/** Why a mailbox could not be read, in plain words and with the server's own where it said any. */
export function explainImapError(error: unknown): string {
  if (error instanceof TokenRefused || error instanceof Unreachable) return error.message;
  if (typeof error !== "object" || error === null) return t(others.nobody);
  const { code, authenticationFailed, responseText, serverResponseCode, message } = error as Failure;
  const said = responseText ? ` ${t(says, { words: responseText.slice(0, 200) })}` : "";
  if (authenticationFailed) return t(others.signIn) + said;
  if (serverResponseCode === "NONEXISTENT" || serverResponseCode === "TRYCREATE") return t(others.folder) + said;
  const text = code ? byCode[code] : undefined;
  if (text) return t(text) + said;
  if (said) return t(others.command) + said;
  return t(others.reason, { reason: (message ?? t("unknown error")).slice(0, 200) });
}
