import { uuidToBytes } from "@/lib/base/db/uuid-bytes";
import { type EmailDetails, emailDetails } from "@/lib/content/links/email-content";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { trackedHtml } from "@/lib/content/templates/track-links";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { toRawMessage } from "@/lib/mail/mime/mime";
import type { MailFile } from "@/lib/mail/mime/single-body";
import { composeSingleMail, type SingleMail } from "@/lib/mail/mime/single-mail";
import { verpAddresses } from "@/lib/mail/mime/verp";
import type { MessageParts, OutgoingMessage } from "@/lib/mail/transport";
import type { MailIdentity } from "@/lib/sending/engine/mail-identity";
import type { WaitingEmail } from "./load-emails";
import { withWayOut } from "./way-out";

/** What a single mail is composed with. */
export interface EmailWork {
  email: WaitingEmail;
  workspace: { id: string; name: string; slug: string };
  identity: MailIdentity;
  files: readonly MailFile[];
  now: Date;
}

/**
 * Composes and signs a single mail for one recipient. All recipients get the same headers; the envelope, the Message-ID, and the tracked
 * addresses where there are any, are each one's own. Throws, in words, for what cannot be written.
 */
export async function composeEmail(work: EmailWork): Promise<OutgoingMessage> {
  const { email, identity, files, now } = work;
  const details = emailDetails.read(email.details);
  const verp = verpAddresses(email.messageId, identity.returnPathHost);
  const mail = mailOf(work, details, verp("unsubscribe"));
  const composed = composeSingleMail(mail);
  const to = wireAddress(email.email);
  return {
    id: email.messageId,
    envelopeFrom: verp("bounce"),
    envelopeTo: to.address,
    raw: toRawMessage(composed, await dkimSignatures(composed, identity.keys, now)),
    hasFiles: files.length > 0,
    smtpUtf8: composed.smtpUtf8 || to.smtpUtf8,
    parts: () => partsOf(work, mail),
  };
}

function mailOf(
  { email, workspace, identity, files, now }: EmailWork,
  details: EmailDetails,
  mailto: string,
): SingleMail {
  const urls = messageUrls(messageTokens({ workspaceId: workspace.id, messageId: email.messageId }));
  const { to, cc, replyTo, headers, links } = details;
  const pixel = email.trackOpens ? urls.pixel : null;
  const isTracked = email.trackOpens || email.trackClicks;
  const tracked = (html: string) => (isTracked ? trackedHtml(html, { links, click: urls.click, pixel }) : html);
  return {
    id: email.messageId,
    domain: identity.domain,
    from: identity.from,
    ...{ to, cc, replyTo, headers, files },
    subject: email.subject,
    html: email.html === null ? null : withWayOut(tracked(email.html), urls.unsubscribe),
    text: withWayOut(email.text ?? "", urls.unsubscribe),
    date: now,
    listUnsubscribe: email.listId === null ? null : { oneClickUrl: urls.unsubscribe, mailto },
    feedbackId: feedbackIdOf(workspace, identity),
  };
}

/** For providers that compose by themselves and send to whom the parts name: to this recipient alone. */
function partsOf(
  { email, identity, files }: EmailWork,
  { html, text, replyTo, headers, feedbackId }: SingleMail,
): MessageParts {
  return {
    from: plainMailbox(identity.from),
    to: wireAddress(email.email).address,
    ...(replyTo.length > 0 && { replyTo: replyTo.map(plainMailbox).join(", ") }),
    subject: email.subject,
    html: html?.toWellFormed() ?? "",
    text: text.toWellFormed(),
    headers: {
      ...Object.fromEntries(headers.map(({ name, value }) => [name, value])),
      "Feedback-ID": feedbackId ?? "",
      "X-Entity-Ref-ID": email.messageId,
    },
    files,
  };
}

/** Gmail's, by which its reports tell workspaces and domains apart. */
export const feedbackIdOf = ({ id }: { id: string }, { feedbackSender }: MailIdentity): string =>
  `transactional:${shortId(id)}:email:${feedbackSender}`;

const shortId = (uuid: string) => uuidToBytes(uuid).subarray(-8).toString("hex");
