import { fieldOf } from "@/lib/mail/read/fields";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

const systemSender =
  /^(|mailer-?daemon|mail-?daemon|post[-_]?master|mdaemon|imss|sysadmin|mail[._-]?delivery(?:[._-](?:system|subsystem|service))?|mail[._-]?system|e500_smtp_mail_service|smtp[._-]?(?:daemon|gateway|server)|postoffice|mailadm\w*|bounces?|undeliver\w*|delivery|system|administrator|exchange|microsoftexchange[\da-f]*|no-?reply|noreply)([.+@-]|$)/i;

/** Addresses that write nothing but reports. */
const daemon = /^(mailer-?daemon|mail-?daemon|mdaemon)([.+@-]|$)/i;

const subjects =
  /undeliver|not (be )?deliver|undelivered|deliver(y|ed)?[ _-]+(status|failure|failed|failing|has failed|problem|report|notification|error|delay|unsuccessful)|returned (mail|to sender|message)|mail (system )?error|mail delivery|failure (notice|delivery)|failed delivery|failed mail|delivery (fail|warning)|could ?n[o']t be (sent|delivered)|message you sent blocked|has not been delivered|nondeliverable|non[- ]?remis|unzustellbar|nicht zugestellt|processing error|loop alert|not member article|reject mail|security alert|spam mail from|warning: |error sending|delayed mail|mail could not|message delivery|permanent delivery|rejected mail|mail rejected|bounce|non recapita|no entregad|no se puede entregar|falha|mancato recapito|onbestelbaar|kan ikke leveres|olevereret|kunde inte|niedostarczon|недостав|не может быть|не доставлен|エラー|配信|送信でき|配送|退信|无法|退回/iu;

const openings =
  /this is the (qmail|mail system|postfix|mailer-daemon|dragonfly)|created automatically by (mail delivery|the smtp)|automatically generated (delivery|message from|mail)|i'm afraid i wasn't able|unable to deliver|could not be delivered|was(n't| not) (able to be )?delivered|did not reach the following|delivery (to|has failed|failed|of)|following address(es)?|fatal errors|transcript of session|undeliverable|couldn't be delivered|not been delivered|failed permanently|returned because|failure reasons|failed recipients|failure delivering|mailbox is full|message delivery (has )?failed|mail quota|no such (user|mailbox|recipient|account|address)|not a valid (user|mailbox|recipient|address)|no valid recipients|(unknown|invalid) (user|host|recipient|mailbox|final delivery)|exceeds allowed size|(account|mailbox)\b[^.]{0,40}\b(over quota|disabled|full)|failed to deliver|did not receive|has not yet been delivered|rejected your (message|mail)|this message was blocked|non è riuscito|n'a pas pu|konnte nicht|no pudo|não pôde|送信できませ|配信でき|(配信|配送|送信|配達)に失敗|届けられ|お届けでき|無法(投遞|送達)|无法(投递|送达|发送)|未能送达|投递失败|kunne ikke leveres|kan niet worden (afgeleverd|bezorgd)|kunde inte levereras|nie została dostarczona|non è stato (possibile )?(recapita|consegna)|no (ha podido|pudo) ser entregado|não foi (possível )?entreg|доставлен/iu;

const waiting =
  /will be (re)?tr(ied|y)|still being retried|has not yet been (able to be )?delivered|has been (delayed|postponed)|is delayed|being delayed|warning message only|warning only|do not need to resend|no action is required on your part|still (trying|attempting|retrying)|keep trying|continue to (try|attempt)|will (continue|keep on|keep)|temporary failure report/i;
const gaveUp =
  /permanent|giving up|given up|gave up|not going to try|no further|will not (be )?(try|tried|retr)|failed permanently|has been (removed|deleted)|could not be delivered for|deleted from queue|stopped trying|in the queue too long|retry timeout exceeded/i;

/**
 * Whether a mail without a delivery status part is a bounce all the same, and whether it only reports a delay. It must come from a mail
 * system (by its address, or by the null sender of RFC 5321 §4.5.5) and say in its subject or its text that something was not
 * delivered; from any other sender subject, text and a named recipient must all say so. A person who writes about a failure is not enough.
 */
export function looksLikeBounce(
  mail: ReceivedMail,
  nullSender: boolean,
  namesRecipient: boolean,
): { delayed: boolean } | null {
  const from = mail.from ?? "";
  const emptyPath = nullSender || /^\s*<>/.test(mail.header("return-path") ?? "");
  const fromSystem = (mail.from !== null && systemSender.test(from)) || emptyPath || isListServer(mail);
  const start = mail.text.slice(0, 4000);
  const [titled, opened] = [subjects.test(mail.subject), openings.test(start)];
  const returns = mail.returned !== null && namesRecipient;
  const verdict = { delayed: waiting.test(start) && !gaveUp.test(start) };
  if (labelled(mail)) return verdict;
  if (!fromSystem) return titled && opened && namesRecipient && !isConversation(mail) ? verdict : null;
  if (daemon.test(from)) return titled || opened || returns ? verdict : null;
  if (weakSender(from) && !emptyPath) return opened && (titled || returns) ? verdict : null;
  return titled || opened ? verdict : null;
}

/**
 * Whether a mail that calls itself an automatic answer can be a bounce all the same (mail systems put `Auto-Submitted: auto-replied` on
 * those too): it has a report part, brings the message back or comes from a mail system. The null sender proves nothing, because absence
 * notes have it as well (RFC 3834 §3.3), and neither does any phrase.
 */
export function mayBeBounce(mail: ReceivedMail): boolean {
  if (labelled(mail) || isListServer(mail) || returnsMessage(mail)) return true;
  if (mail.from === null || !systemSender.test(mail.from)) return false;
  return !weakSender(mail.from) || (subjects.test(mail.subject) && openings.test(mail.text.slice(0, 4000)));
}

/** A part of its own, or in the text a header section as only a mail in transit has; what answers quote is shorter. */
function returnsMessage({ parts, returned }: ReceivedMail): boolean {
  if (parts.some((part) => part.isMessage)) return true;
  return (
    returned !== null && ["received", "return-path", "message-id"].some((name) => fieldOf(returned, name) !== null)
  );
}

/** Fields that only reports have. */
function labelled(mail: ReceivedMail): boolean {
  return mail.header("x-failed-recipients") !== null || /^delivery-?status$/.test(mail.reportType ?? "");
}

/** Somebody who answers or passes a bounce on is a person, whatever the mail quotes. */
function isConversation(mail: ReceivedMail): boolean {
  return /^\s*(re|aw|sv|fwd?|wg|tr|rv|enc|i)\s*:/i.test(mail.subject) || mail.header("in-reply-to") !== null;
}

/** fml, a mailing list manager, reports from the list's own -admin address. */
function isListServer(mail: ReceivedMail): boolean {
  return /\bfml\b/i.test(mail.header("x-mlserver") ?? "") && /-admin@/.test(mail.from ?? "");
}

/** Addresses that people's systems use for much else as well: there the subject and the text must both say it. */
function weakSender(from: string): boolean {
  return /^(no-?reply|system|administrator|exchange|bounces?|delivery)([.+@-]|$)/.test(from);
}
