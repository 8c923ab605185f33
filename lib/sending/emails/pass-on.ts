import { emailDetails } from "@/lib/content/links/email-content";
import { messageTokens, messageUrls } from "@/lib/content/links/links";
import { trackedHtml } from "@/lib/content/templates/track-links";
import { dkimSignatures } from "@/lib/mail/dkim/dkim";
import { plainMailbox, wireAddress } from "@/lib/mail/mime/address";
import { withHtml } from "@/lib/mail/mime/html-parts";
import { listHeaders } from "@/lib/mail/mime/mime";
import { readRawMail, splitRaw, writeRawMail } from "@/lib/mail/mime/raw-mail";
import { messageIdLeft, verpAddresses } from "@/lib/mail/mime/verp";
import { parseMail } from "@/lib/mail/read/parse-mail";
import type { MessageParts, OutgoingMessage } from "@/lib/mail/transport";
import { type EmailWork, feedbackIdOf } from "./compose-email";

interface RawWork extends Omit<EmailWork, "files"> {
  raw: Buffer;
  /** The way out takes parts and composes by itself. */
  inParts: boolean;
}

/**
 * A mail that its program composed, on its way to one recipient: as it came, with our signature, our return path and what tells us about it on
 * top. Where tracking was asked for its links and pixel are this recipient's own; the rest of the body stays octet for octet.
 */
export async function passOn(work: RawWork): Promise<OutgoingMessage> {
  const { email, identity, now, inParts } = work;
  const verp = verpAddresses(email.messageId, identity.returnPathHost);
  const { head, body } = splitRaw(tracked(work));
  const lines = ownLines(work, verp("unsubscribe"), head);
  const headers = `${lines.map((line) => `${line}\r\n`).join("")}${head.toString("utf8")}`;
  const signature = await dkimSignatures({ headers, body, smtpUtf8: false }, identity.keys, now);
  const raw = Buffer.concat([Buffer.from(`${signature}${headers}\r\n`, "utf8"), body]);
  const to = wireAddress(email.email);
  const parts = inParts ? await partsOf(work, raw) : null;
  return {
    id: email.messageId,
    envelopeFrom: verp("bounce"),
    envelopeTo: to.address,
    raw,
    // Nobody has looked whether it has any.
    hasFiles: true,
    smtpUtf8: to.smtpUtf8,
    parts: () => {
      if (!parts) throw new Error("This way out takes mails whole.");
      return parts;
    },
  };
}

/** What finds the message again when something comes back, and by which its recipient leaves the list that it is about. */
function ownLines({ email, workspace, identity }: RawWork, mailto: string, head: Buffer): string[] {
  const known = head.toString("latin1");
  const urls = messageUrls(messageTokens({ workspaceId: workspace.id, messageId: email.messageId }));
  const leaving = email.listId === null ? {} : { listUnsubscribe: { oneClickUrl: urls.unsubscribe, mailto } };
  return [
    `X-Msg-Id: <${messageIdLeft(email.messageId)}@${identity.domain}>`,
    ...(/^feedback-id[ \t]*:/im.test(known) ? [] : [`Feedback-ID: ${feedbackIdOf(workspace, identity)}`]),
    ...listHeaders(leaving),
  ];
}

function tracked({ email, workspace, raw }: RawWork): Buffer {
  if (!email.trackOpens && !email.trackClicks) return raw;
  const { links } = emailDetails.read(email.details);
  const urls = messageUrls(messageTokens({ workspaceId: workspace.id, messageId: email.messageId }));
  const pixel = email.trackOpens ? urls.pixel : null;
  return writeRawMail(withHtml(readRawMail(raw), (html) => trackedHtml(html, { links, click: urls.click, pixel })));
}

/** Headers that a provider writes by itself. */
const ofProvider =
  /^(from|to|cc|bcc|reply-to|subject|date|message-id|mime-version|content-.*|received|dkim-signature|return-path|sender)$/;

/** For providers that compose by themselves: what a reader sees of it. To this recipient alone. */
async function partsOf({ email, identity }: RawWork, raw: Buffer): Promise<MessageParts> {
  const mail = await parseMail(raw);
  if (!mail) throw new Error("This mail cannot be taken apart for a provider that composes by itself.");
  const replyTo = (mail.replyTo ?? []).flatMap(({ name, address }) =>
    address ? [plainMailbox({ name, address })] : [],
  );
  const headers = mail.headers.filter(({ key }) => !ofProvider.test(key)).map(({ key, value }) => [key, value]);
  return {
    from: plainMailbox(identity.from),
    to: wireAddress(email.email).address,
    ...(replyTo.length > 0 && { replyTo: replyTo.join(", ") }),
    subject: email.subject,
    html: mail.html ?? "",
    text: mail.text ?? "",
    headers: { ...Object.fromEntries(headers), "X-Entity-Ref-ID": email.messageId },
    files: mail.attachments.map(({ filename, mimeType, contentId, disposition, content }) => ({
      fileName: filename ?? "file",
      contentType: mimeType,
      contentId: disposition === "inline" && contentId ? contentId.replace(/^<|>$/g, "") : null,
      data: Buffer.from(content as ArrayBuffer),
    })),
  };
}
