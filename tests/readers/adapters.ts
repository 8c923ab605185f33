import addressparser from "nodemailer/lib/addressparser";
import { defaultBrand } from "@/emails/theme";
import { isMadeOfOwnWords } from "@/lib/auth/new-password";
import { calendarMonth } from "@/lib/campaigns/calendar";
import { unsupportedFeatures } from "@/lib/campaigns/preflight/client-support";
import { linkProblem } from "@/lib/campaigns/preflight/link-problems";
import { scanHtml } from "@/lib/campaigns/preflight/scan-html";
import { freeFieldKey } from "@/lib/contacts/field-key";
import { parseFieldValue } from "@/lib/contacts/field-values";
import { parsePublicId } from "@/lib/db/ids";
import { classifyReply } from "@/lib/feedback/classify";
import { decodeCharset } from "@/lib/feedback/decode-charset";
import { paramOf } from "@/lib/feedback/mime-tree";
import { recipientsInText } from "@/lib/feedback/parse-bounce-text";
import { parseInbound } from "@/lib/feedback/parse-inbound";
import { readMail } from "@/lib/feedback/read-mail";
import { safePattern } from "@/lib/feedback/reply-rules/safe-pattern";
import { readHtml } from "@/lib/html/read-html";
import { isOwnHost, type OwnAddresses } from "@/lib/http/own-addresses";
import { detectEncoding } from "@/lib/imports/detect-csv";
import { guessMapping } from "@/lib/imports/guess-mapping";
import { sampleRows } from "@/lib/imports/read-csv";
import { utf8Facts } from "@/lib/imports/utf8-check";
import { workspaceAddress } from "@/lib/inbound/workspace-address";
import { maxQuotedBytes, type QuotedCursor, quotePrintable } from "@/lib/mail/quoted-printable";
import { describeError } from "@/lib/mail/smtp/failure";
import { ReplyReader } from "@/lib/mail/smtp/reply-reader";
import { unsent } from "@/lib/mail/transports/outcomes";
import { troubleOf } from "@/lib/mail/transports/resend-answers";
import type { SmtpOptions } from "@/lib/mail/transports/smtp-options";
import { verpAddress } from "@/lib/mail/verp";
import { describeMail } from "@/lib/mailbox/captured";
import { frameOf, presentContent } from "@/lib/mailbox/present-content";
import { isOwn, ownUrls } from "@/lib/mailbox/read-captured";
import { providers } from "@/lib/providers/all-providers";
import { refuse } from "@/lib/providers/provider";
import { verifyStandardWebhook } from "@/lib/providers/standard-webhooks";
import { fill } from "@/lib/public-pages/strings";
import { presentReply } from "@/lib/replies/present-reply";
import { hmac } from "@/lib/security/tokens";
import { SegmentRules } from "@/lib/segments/schema";
import { addressSearch } from "@/lib/suppressions/address-search";
import { compileContent } from "@/lib/templates/compile";
import { compilePart } from "@/lib/templates/compiled-part";
import { EmailDocument } from "@/lib/templates/document";
import { renderLinkUrl } from "@/lib/templates/link-url";
import { cachedLiquid, htmlLiquid, parseLiquid, plainLiquid } from "@/lib/templates/liquid";
import { usedMergeTags } from "@/lib/templates/merge-tags";
import { personaliseHtml } from "@/lib/templates/personalise-html";
import { renderDocument } from "@/lib/templates/render-document";
import { readMessageToken } from "@/lib/tracking/links";
import type { Reader } from "./growth";

const uuid = "019b0000-0000-7000-8000-000000000000";
const bytes = (text: string) => Buffer.from(text);
const none = new Set<string>();

/** How a function is called that needs more than texts, with the text in the place that strangers fill. */
export const adapters: Record<string, Reader> = {
  "lib/auth/new-password.ts#isMadeOfOwnWords": (text) => isMadeOfOwnWords(text, { email: "a@b.example", name: text }),
  "lib/campaigns/calendar.ts#calendarMonth": (text) => calendarMonth(text, "UTC", new Date(0)),
  "lib/contacts/field-values.ts#parseFieldValue": (text) => {
    for (const type of ["text", "number", "date", "boolean"] as const)
      parseFieldValue({ key: "x", label: "X", type } as Parameters<typeof parseFieldValue>[0], text);
  },
  "lib/contacts/field-key.ts#freeFieldKey": (text) => freeFieldKey(text, none),
  "lib/http/own-addresses.ts#isOwnHost": (text) =>
    isOwnHost(text, { origins: ["https://a.example"], local: false } as OwnAddresses),
  "lib/imports/detect-csv.ts#detectEncoding": (text) => detectEncoding(bytes(text), utf8Facts(bytes(text))),
  "lib/db/ids.ts#parsePublicId": (text) => parsePublicId("ctc", text),
  "lib/feedback/mime-tree.ts#paramOf": (text) => paramOf(text, "boundary"),
  "lib/feedback/mime-tree.ts#decodeCharset": (text) => decodeCharset(text, "utf-8"),
  "lib/feedback/parse-bounce-text.ts#recipientsInText": (text) =>
    recipientsInText(text, readMail(bytes("From: a@b.example"))),
  "lib/feedback/reply-rules/safe-pattern.ts#safePattern": (text) => [
    safePattern("regex", text),
    safePattern("text", text),
  ],
  "lib/html/read-html.ts#readHtml": (text) => readHtml(text, () => {}),
  "lib/imports/guess-mapping.ts#guessMapping": (text) => guessMapping([text], [[text]], []),
  "lib/imports/read-csv.ts#sampleRows": (text) => {
    for (const delimiter of [",", ";"] as const)
      sampleRows(bytes(text), true, { encoding: "utf-8", delimiter, bareCr: false, hasHeader: true, skipRows: 0 }, 50);
  },
  "lib/inbound/workspace-address.ts#workspaceAddress": (text) => workspaceAddress("replies", uuid, text),
  "lib/mail/quoted-printable.ts#quotePrintable": (text) =>
    quotePrintable(text, { target: Buffer.alloc(maxQuotedBytes(text.length)), at: 0, column: 0 } as QuotedCursor),
  "lib/mail/smtp/failure.ts#describeError": (text) =>
    describeError(new Error(text), { host: text, port: 25 } as SmtpOptions),
  "lib/mail/transports/outcomes.ts#unsent": (text) => unsent({ id: uuid }, text),
  "lib/mail/transports/resend-answers.ts#troubleOf": (text) =>
    troubleOf(null, text, { "ratelimit-policy": text, "retry-after": text }),
  "lib/mail/verp.ts#verpAddress": (text) => verpAddress("bounce", uuid, text),
  "lib/mailbox/present-content.ts#frameOf": (text) => frameOf(text, [], none),
  "lib/mailbox/read-captured.ts#isOwn": (text) => isOwn(text, none),
  "lib/mailbox/read-captured.ts#ownUrls": (text) => ownUrls(bytes(`Content-Type: text/html\r\n\r\n${text}`), none),
  "lib/providers/provider.ts#refuse": (text) => refuse("unreadable", text),
  "lib/providers/standard-webhooks.ts#verifyStandardWebhook": (text) =>
    verifyStandardWebhook(
      { ...call(text), headers: { "webhook-id": text, "webhook-timestamp": "1", "webhook-signature": text } },
      text,
    ),
  "lib/public-pages/strings.ts#fill": (text) => fill(text, { x: text.slice(0, 10) }),
  "lib/security/tokens.ts#hmac": (text) => hmac("sha256", "test", bytes(text)),
  "lib/suppressions/address-search.ts#addressSearch": (text) => addressSearch("s", text, text),
  "lib/templates/compiled-part.ts#compilePart": (text) =>
    compilePart(text, "content", htmlLiquid, { scope: {}, marks: ["\ue003"] }),
  "lib/templates/link-url.ts#renderLinkUrl": (text) => renderLinkUrl(`https://a.example/${text}`, { x: 1 }),
  "lib/templates/liquid.ts#parseLiquid": (text) => parseLiquid(text, "content", htmlLiquid),
  "lib/templates/liquid.ts#cachedLiquid": (text) => cachedLiquid(text, "content", plainLiquid),
  "lib/templates/personalise-html.ts#personaliseHtml": (text) => personaliseHtml(text, { link: () => null }),
  "lib/templates/render-document.tsx#renderDocument": (text) => renderDocument(documentOf(text), content),
  "lib/tracking/links.ts#readMessageToken": (text) => readMessageToken("open", text),
};

const call = (text: string) => ({ method: "POST", url: "/", headers: {}, rawBody: bytes(text), now: new Date(0) });
const content = {
  brand: defaultBrand,
  assetBase: "https://a.example",
  subject: "x",
  previewText: "",
  trackOpens: true,
  trackClicks: true,
};
const documentOf = (text: string) => ({
  type: "doc",
  content: [{ type: "paragraph", content: [{ type: "text", text: text.slice(0, 50_000) }] }],
});
const json = (text: string): unknown => JSON.parse(text);
const compile = (html: string) => compileContent({ ...content, html });
const mail = (head: string) => (text: string) => {
  const raw = bytes(head.replace("…", () => text));
  return Promise.all([parseInbound(raw), presentReply(raw), presentContent(raw), describeMail(raw)]);
};

/** Readers that are no exported function of one text: schemas, methods, and whole mails with the text in one place of them. */
export const more: Record<string, Reader> = {
  "a mail: subject": mail("From: a@b.example\r\nSubject: …\r\n\r\nHi"),
  "a mail: sender": mail("From: …\r\nTo: …\r\nSubject: x\r\n\r\nHi"),
  "a mail: body": mail("From: a@b.example\r\nSubject: Re: x\r\n\r\n…"),
  "a mail: HTML": mail("From: a@b.example\r\nContent-Type: text/html\r\n\r\n…"),
  "a mail: type": mail("From: a@b.example\r\nContent-Type: multipart/mixed; boundary=…\r\n\r\n--b\r\n\r\nHi"),
  "a mail: parts": mail('From: a@b.example\r\nContent-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n…'),
  "a mail: base64": mail("Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n…"),
  "a mail: quoted-printable": mail("Content-Transfer-Encoding: quoted-printable\r\n\r\n…"),
  "a mail: bounce": mail(
    "From: MAILER-DAEMON@b.example\r\nSubject: Undelivered Mail Returned to Sender\r\n\r\nfailed:\r\n…",
  ),
  "a mail: delivery status": mail(
    "From: <>\r\nContent-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nFinal-Recipient: rfc822; a@b.example\r\nDiagnostic-Code: smtp; …\r\n\r\n…\r\n--b--",
  ),
  "a mail: spam report": mail(
    "Content-Type: multipart/report; report-type=feedback-report; boundary=b\r\n\r\n--b\r\nContent-Type: message/feedback-report\r\n\r\nFeedback-Type: …\r\n…\r\n--b--",
  ),
  "a mail: provider's notice": mail('From: no-reply@sns.amazonaws.com\r\n\r\n{"notificationType":"Bounce",…'),
  "an SMTP reply: words": (text) => classifyReply({ code: 550, enhanced: null, text }),
  "an SMTP reply: octets": (text) => new ReplyReader().read(bytes(text), () => true),
  "an address list of a header": (text) => addressparser(text.slice(0, 998)),
  "a segment": (text) => SegmentRules.safeParse(json(text)),
  "a document": (text) => EmailDocument.safeParse(json(text)),
  "HTML of an author": compile,
  "HTML of an author, in an address": (text) => compile(`<a href="${text}">x</a>`),
  "HTML of an author, in the body": (text) => compile(`<html><body><p>Hi ${text}</p></body></html>`),
  "merge tags": (text) => usedMergeTags([{ place: "content", source: text }]),
  "findings on HTML": (text) => {
    const html = scanHtml(text);
    return [unsupportedFeatures.map(({ used }) => used(html)), html.links.map(({ href }) => linkProblem(href))];
  },
  ...Object.fromEntries(
    Object.values(providers).flatMap((provider) => [
      [`${provider.name}: a call`, async (text: string) => provider.map(await provider.parse(call(text)), {})],
      [`${provider.name}: words in a call`, (text: string) => provider.map(everywhere(text), {})],
    ]),
  ),
};

/** A payload that says the same text wherever it is asked. */
function everywhere(text: string): unknown {
  const names =
    "event type event_type record_type RecordType notificationType reason description diagnosticCode Description Details smtp-id sg_message_id email recipient rcpt_to timestamp raw_reason subject".split(
      " ",
    );
  return Object.fromEntries(names.map((name) => [name, text]));
}
