import addressparser from "nodemailer/lib/addressparser";
import { defaultBrand } from "@/emails/theme";
import { isMadeOfOwnWords } from "@/lib/base/auth/new-password";
import { detectEncoding } from "@/lib/base/csv/detect-csv";
import { sampleRows } from "@/lib/base/csv/read-csv";
import { Utf8Check, utf8Facts } from "@/lib/base/csv/utf8-check";
import { csvResponse } from "@/lib/base/csv/write-csv";
import { parsePublicId } from "@/lib/base/db/ids";
import { readHtml } from "@/lib/base/html/read-html";
import { isOwnHost, type OwnAddresses } from "@/lib/base/http/own-addresses";
import { hmac } from "@/lib/base/security/tokens";
import { calendarMonth } from "@/lib/campaigns/draft/months.shared";
import { wallTimeOn } from "@/lib/campaigns/draft/usual-time.shared";
import { unsupportedFeatures } from "@/lib/campaigns/preflight/client-support";
import { meantTags } from "@/lib/campaigns/preflight/foreign-words";
import { linkProblem } from "@/lib/campaigns/preflight/link-problems";
import { scanHtml } from "@/lib/campaigns/preflight/scan-html";
import { readMessageToken } from "@/lib/content/links/links";
import { cachedLiquid, htmlLiquid, parseLiquid, plainLiquid } from "@/lib/content/liquid/liquid";
import { usedMergeTags } from "@/lib/content/liquid/merge-tags";
import { compileContent } from "@/lib/content/templates/compile";
import { compilePart } from "@/lib/content/templates/compiled-part";
import { EmailDocument } from "@/lib/content/templates/document.shared";
import { LinkTable } from "@/lib/content/templates/link-table";
import { renderLinkUrl } from "@/lib/content/templates/link-url";
import { personaliseHtml } from "@/lib/content/templates/personalise-html";
import { renderDocument } from "@/lib/content/templates/render-document";
import { linksOf, trackedHtml } from "@/lib/content/templates/track-links";
import { callOf } from "@/lib/edges/api/idempotency";
import { readSubmission } from "@/lib/edges/submission/read-submission";
import { classifyAgent } from "@/lib/events/agents/classify-agent";
import { safePattern } from "@/lib/feedback/bounce-rules/safe-pattern.shared";
import { classifyReply } from "@/lib/feedback/classify/classify";
import { recipientsInText } from "@/lib/feedback/parse/parse-bounce-text";
import { parseInbound } from "@/lib/feedback/parse/parse-inbound";
import { workspaceAddress } from "@/lib/inbound/addresses/workspace-address";
import { ownMail } from "@/lib/inbound/mail/own-mail";
import { providers } from "@/lib/inbound/providers/all-providers";
import { refuse } from "@/lib/inbound/providers/provider";
import { verifyStandardWebhook } from "@/lib/inbound/providers/standard-webhooks";
import { callApi } from "@/lib/inbound/providers/suppression-list";
import { quoted } from "@/lib/inbound/replies/compose-answer";
import { presentReply } from "@/lib/inbound/replies/present-reply";
import { MessageArena } from "@/lib/mail/mime/compiled-arena";
import { MessageWriter } from "@/lib/mail/mime/compiled-writer";
import { maxQuotedBytes, type QuotedCursor, quotePrintable } from "@/lib/mail/mime/quoted-printable";
import { withLineEnds } from "@/lib/mail/mime/raw-mail";
import { verpAddress } from "@/lib/mail/mime/verp";
import { decodeCharset } from "@/lib/mail/read/decode-charset";
import { paramOf } from "@/lib/mail/read/mime-tree";
import { readMail } from "@/lib/mail/read/read-mail";
import { describeError, refusalOfAll, shutDownFailure, uselessFailure } from "@/lib/mail/smtp/failure";
import { ReplyReader } from "@/lib/mail/smtp/reply-reader";
import type { SmtpOptions } from "@/lib/mail/smtp/smtp-options";
import { unsent } from "@/lib/mail/transports/outcomes";
import { failureOf } from "@/lib/mail/transports/resend-answers";
import { freeFieldKey } from "@/lib/people/contacts/field-key";
import { parseFieldValue } from "@/lib/people/contacts/field-values";
import { FIELD_TYPES } from "@/lib/people/fields/field-types.shared";
import { guessMapping } from "@/lib/people/imports/guess-mapping";
import { SegmentRules } from "@/lib/people/segments/schema";
import { addressSearch } from "@/lib/people/suppressions/address-search";
import { fill } from "@/lib/recipients/pages/strings";
import { type PublicRequest, readForm } from "@/lib/recipients/tracking/public-http";
import { describeMail } from "@/lib/run/mailbox/captured";
import { presentContent } from "@/lib/run/mailbox/present-content";
import { buildReply, buildUnsubscribeMail } from "@/lib/run/mailbox/simulator/letters";
import { buildArf, buildDsn } from "@/lib/run/mailbox/simulator/reports";
import { verifyDkim } from "@/lib/run/mailbox/verify-dkim";
import { checkRecord } from "@/lib/sending/domains/check-record";
import type { PublicRecord } from "@/lib/sending/domains/dns-records";
import { readClaims } from "@/lib/sign-in/oidc/read-claims";
import { freeSlug } from "@/lib/workspaces/slug";
import type { Reader } from "./growth";

const uuid = "019b0000-0000-7000-8000-000000000000";
const peer = { host: "mail.example.com", port: 25 } as SmtpOptions;
const bytes = (text: string) => Buffer.from(text);
const none = new Set<string>();

/** How a function is called that needs more than texts, with the text in the place that strangers fill. */
export const adapters: Record<string, Reader> = {
  "lib/base/auth/new-password.ts#isMadeOfOwnWords": (text) =>
    isMadeOfOwnWords(text, { email: "a@b.example", name: text }),
  "lib/campaigns/draft/months.shared.ts#calendarMonth": (text) => calendarMonth(text, "UTC", new Date(0)),
  "lib/campaigns/draft/usual-time.shared.ts#wallTimeOn": (text) =>
    wallTimeOn(text, "09:00", { now: new Date(0), timeZone: "UTC" }),
  "lib/people/contacts/field-values.ts#parseFieldValue": (text) => {
    for (const type of FIELD_TYPES) parseFieldValue({ key: "x", label: "X", type, options: [text, "b"] }, `${text}a`);
  },
  "lib/people/contacts/field-key.ts#freeFieldKey": (text) => freeFieldKey(text, none),
  "lib/base/http/own-addresses.ts#isOwnHost": (text) =>
    isOwnHost(text, { origins: ["https://a.example"], local: false } as OwnAddresses),
  "lib/base/csv/detect-csv.ts#detectEncoding": (text) => detectEncoding(bytes(text), utf8Facts(bytes(text))),
  "lib/edges/api/idempotency.ts#callOf": (text) =>
    callOf(text, { operationId: "sendEmail", showsSecret: false, request: [text] }),
  "lib/base/db/ids.ts#parsePublicId": (text) => parsePublicId("ctc", text),
  "lib/mail/read/mime-tree.ts#paramOf": (text) => paramOf(text, "boundary"),
  "lib/mail/read/decode-charset.ts#decodeCharset": (text) => decodeCharset(text, "utf-8"),
  "lib/feedback/parse/parse-bounce-text.ts#recipientsInText": (text) =>
    recipientsInText(text, readMail(bytes("From: a@b.example"))),
  "lib/feedback/bounce-rules/safe-pattern.shared.ts#safePattern": (text) => [
    safePattern("regex", text),
    safePattern("text", text),
  ],
  "lib/content/templates/track-links.ts#trackedHtml": (text) =>
    trackedHtml(text, { links: linksOf(text), click: () => "https://a.example/", pixel: "https://a.example/" }),
  "lib/base/html/read-html.ts#readHtml": (text) => readHtml(text, () => {}),
  "lib/base/csv/utf8-check.ts#Utf8Check.add": (text) => new Utf8Check().add(bytes(text)),
  "lib/people/imports/guess-mapping.ts#guessMapping": (text) => guessMapping([text], [[text]], []),
  "lib/base/csv/read-csv.ts#sampleRows": (text) => {
    for (const delimiter of [",", ";"] as const)
      sampleRows(bytes(text), true, { encoding: "utf-8", delimiter, bareCr: false, hasHeader: true, skipRows: 0 }, 50);
  },
  "lib/inbound/mail/own-mail.ts#ownMail": (text) => ownMail(bytes(text)),
  "lib/inbound/addresses/workspace-address.ts#workspaceAddress": (text) => workspaceAddress("replies", uuid, text),
  "lib/mail/mime/quoted-printable.ts#quotePrintable": (text) =>
    quotePrintable(text, { target: Buffer.alloc(maxQuotedBytes(text.length)), at: 0, column: 0 } as QuotedCursor),
  "lib/mail/mime/compiled-writer.ts#MessageWriter.text": (text) =>
    new MessageWriter(new MessageArena(0), [], 10).text(text),
  "lib/mail/smtp/reply-reader.ts#ReplyReader.read": (text) => new ReplyReader().read(bytes(text), () => true),
  "lib/mail/smtp/failure.ts#describeError": (text) =>
    describeError(new Error(text), { host: text, port: 25 } as SmtpOptions),
  "lib/mail/smtp/failure.ts#shutDownFailure": (text) => shutDownFailure(peer, text),
  "lib/mail/smtp/failure.ts#refusalOfAll": (text) => refusalOfAll(peer, 550, text),
  "lib/mail/smtp/failure.ts#uselessFailure": (text) => uselessFailure(peer, text),
  "lib/mail/transports/outcomes.ts#unsent": (text) => unsent({ id: uuid }, text),
  "lib/mail/transports/resend-answers.ts#failureOf": (text) =>
    failureOf(null, text, { "ratelimit-policy": text, "retry-after": text }),
  "lib/mail/mime/verp.ts#verpAddress": (text) => verpAddress("bounce", uuid, text),
  "lib/run/mailbox/verify-dkim.ts#verifyDkim": (text) =>
    Promise.all(
      [text, `DKIM-Signature: ${text}\r\n\r\nHi`, `DKIM-Signature: c=relaxed/relaxed\r\n\r\n${text}`].map((raw) =>
        verifyDkim(bytes(raw), async () => []),
      ),
    ),
  "lib/inbound/providers/provider.ts#refuse": (text) => refuse("unreadable", text),
  "lib/inbound/providers/standard-webhooks.ts#verifyStandardWebhook": (text) =>
    verifyStandardWebhook(
      { ...call(text), headers: { "webhook-id": text, "webhook-timestamp": "1", "webhook-signature": text } },
      text,
    ),
  "lib/recipients/pages/strings.ts#fill": (text) => fill(text, { x: text.slice(0, 10) }),
  "lib/base/security/tokens.ts#hmac": (text) => hmac("sha256", "test", bytes(text)),
  "lib/people/suppressions/address-search.ts#addressSearch": (text) => addressSearch("s", text, text),
  "lib/content/templates/compiled-part.ts#compilePart": (text) =>
    compilePart(text, "content", htmlLiquid, { scope: {}, marks: ["\ue003"] }),
  "lib/content/templates/link-table.ts#LinkTable.inHtml": (text) => new LinkTable(true).inHtml(text, text),
  "lib/content/templates/link-table.ts#LinkTable.inText": (text) => new LinkTable(true).inText(text),
  "lib/content/templates/link-url.ts#renderLinkUrl": (text) => renderLinkUrl(`https://a.example/${text}`, { x: 1 }),
  "lib/content/liquid/liquid.ts#parseLiquid": (text) => parseLiquid(text, "content", htmlLiquid),
  "lib/content/liquid/liquid.ts#cachedLiquid": (text) => cachedLiquid(text, "content", plainLiquid),
  "lib/content/templates/personalise-html.ts#personaliseHtml": (text) => personaliseHtml(text, { link: () => null }),
  "lib/content/templates/render-document.tsx#renderDocument": (text) => renderDocument(documentOf(text), content),
  "lib/content/links/links.ts#readMessageToken": (text) => readMessageToken("open", text),
  "lib/campaigns/preflight/foreign-words.ts#meantTags": (text) => meantTags([text], ["first_name"]),
  "lib/sending/domains/check-record.ts#checkRecord": (text) => checkRecords(text),
  "lib/inbound/replies/compose-answer.ts#quoted": (text) => quoted(text, { text, who: text, at: new Date(0) }),
  "lib/workspaces/slug.ts#freeSlug": (text) => freeSlug(text, async () => false),
  "lib/base/csv/write-csv.ts#csvResponse": (text) => csvResponse(text, (async function* () {})()),
  "lib/inbound/providers/suppression-list.ts#callApi": (text) =>
    callApi(async () => new Response(text, { status: 200 }), "https://a.example/", { headers: {} }),
  "lib/run/mailbox/simulator/letters.ts#buildReply": (text) => buildReply(returned(text), "a@b.example"),
  "lib/run/mailbox/simulator/letters.ts#buildUnsubscribeMail": (text) => buildUnsubscribeMail(returned(text), text),
  "lib/run/mailbox/simulator/reports.ts#buildDsn": (text) => buildDsn(returned(text), text),
  "lib/run/mailbox/simulator/reports.ts#buildArf": (text) => buildArf(returned(text), "a@b.example"),
};

const returned = (text: string) => ({
  ...{ raw: bytes(`Subject: ${text}\r\n\r\n${text}`), receivedAt: new Date(0) },
  ...{ recipient: "a@b.example", envelopeFrom: "b@a.example", messageId: null },
});
/** Every kind of record that is looked up, with a text as what the name server says. */
const checkRecords = (text: string) =>
  Promise.all(
    (["TXT", "CNAME", "MX"] as const).map((type) =>
      checkRecord(
        { purpose: "spf", type, host: "a.example", value: "v=spf1 ~all" } as unknown as PublicRecord,
        {
          resolveTxt: async () => [[text], text.slice(0, 100_000).split("\n")],
          resolveCname: async () => [text],
          resolveMx: async () => [{ exchange: text, priority: 10 }],
        },
        "a.example",
      ),
    ),
  );

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
  return [parseInbound(raw), describeMail(raw)];
};
const shown = (head: string) => async (text: string) => {
  const raw = bytes(head.replace("…", () => text));
  return [await presentReply(raw), await presentContent(raw)];
};

/** A mail as a program hands it over, with the text in place of each dot; what is refused was read until there. */
function submitted(form: string): Reader {
  return (text) => {
    const own = "From: a@b.example\r\nX-Homing-Track-Clicks: true\r\n";
    const raw = bytes((form.startsWith("From") ? form : own + form).replaceAll("…", () => text));
    const session = { host: "a.example", protocol: "ESMTPSA", traceId: "x", now: new Date(0) };
    try {
      readSubmission({ raw: withLineEnds(raw), recipients: [], ...session });
    } catch {
      // Its text is no mail.
    }
  };
}

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
  "a shown mail: body": shown("From: a@b.example\r\nSubject: Re: x\r\n\r\n…"),
  "a shown mail: HTML": shown("From: a@b.example\r\nContent-Type: text/html\r\n\r\n…"),
  "a shown mail: parts": shown('Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\n…'),
  "a shown mail: encoded": shown("Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n…"),
  "a submitted mail: header": submitted("From: a@b.example\r\nTo: …\r\nSubject: …\r\nX-SMTPAPI: …\r\n\r\nHi"),
  "a submitted mail: author": submitted("From: …\r\n\r\nHi"),
  "a submitted mail: tags": submitted("From: a@b.example\r\nX-SES-Message-Tags: …\r\nX-Mailgun-Tag: …\r\n\r\nHi"),
  "a submitted mail: tracked": submitted("Content-Type: text/html\r\n\r\n…"),
  "a submitted mail: quoted-printable": submitted(
    "Content-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n…",
  ),
  "a submitted mail: parts": submitted('Content-Type: multipart/mixed; boundary="b"; …\r\n\r\n--b\r\n…'),
  "an SMTP reply: words": (text) => classifyReply({ code: 550, enhanced: null, text }),
  "a visitor's program": (text) =>
    classifyAgent({ event: "click", method: "GET", userAgent: text, accept: text, occurredAt: new Date(0) }),
  "a form of a reader": (text) =>
    Promise.all(
      ["application/x-www-form-urlencoded", 'multipart/form-data; boundary="b"'].map((type) =>
        readForm({ headers: { "content-type": type }, body: bytes(text) } as unknown as PublicRequest),
      ),
    ),
  "claims of a sign-in": (text) =>
    readClaims({ id: "google", issuer: "https://a.example" } as Parameters<typeof readClaims>[0], {
      iss: "https://a.example",
      sub: "a",
      email: text,
      email_verified: true,
      name: text,
      hd: text,
    }),
  "an address list of a header": (text) => addressparser(text.slice(0, 998)),
  "a segment": (text) => SegmentRules.safeParse(json(text)),
  "a document": (text) => EmailDocument.safeParse(json(text)),
  "HTML of an author": compile,
  "HTML of an author, in an address": (text) => compile(`<a href="${text}">x</a>`),
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
