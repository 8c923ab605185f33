import { type Msg, msg } from "@/lib/language/t";

/** Why a mail server cannot be used, and what to do. Kept in English (`toKeep`), shown by `sayAgain`. */
export const failureTexts = {
  notSmtp: msg("{peer} does not speak SMTP: {reason}. Check host and port."),
  slow: msg("{peer} is too slow: {reason}."),
  unknownHost: msg("No address is known for {host} ({code}). Check the host name."),
  refused: msg("Nobody answers at {peer} (connection refused). Check host and port, and that the mail server runs."),
  certificate: msg(
    "The certificate of {peer} is not trusted: {reason}. Give the server a valid certificate, or take any with {setting}.",
  ),
  noTlsFromStart: msg(
    "{peer} does not speak TLS from the start. Use {plain} instead of {secure} (it then starts TLS by itself).",
  ),
  noTlsAfterAll: msg("{peer} agreed to STARTTLS, but does not speak TLS."),
  notEncrypted: msg("No encrypted connection to {peer}: {reason}."),
  noConnection: msg("No connection to {peer}: {reason}."),
  silent: msg(
    "{peer} did not answer within {seconds} s. Check host and port; many networks block outgoing mail on port 25.",
  ),
  closed: msg("{peer} closed the connection: {reply}"),
  takesNoMail: msg("{peer} takes no mail from us: {reply}"),
  useless: msg("The connection to {peer} ended before a message was taken: {reason}."),
  passwordInTheClear: msg(
    "{peer} offers no encryption, so the password was not sent. Use a port with TLS, or add {setting}.",
  ),
  signInRefused: msg("{peer} refused to sign in {user}: {reply}"),
  noSignIn: msg(
    "{peer} offers no sign-in on this connection. Take the user name and password out, or use a port with TLS.",
  ),
  otherSignIn: msg("{peer} signs in with {offered} only; wanted: {wanted}."),
  noTls: msg("{peer} offers no TLS (STARTTLS), which this transport demands. Nothing was sent."),
  plainAfterTls: msg(
    "{peer} sent plain text after STARTTLS. Somebody may be tampering with the connection, so it was refused.",
  ),
} as const satisfies Record<string, Msg>;
