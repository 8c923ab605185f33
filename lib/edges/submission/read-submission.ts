import { addressParser } from "postal-mime";
import { isEmailAddress, parseEmailAddress } from "@/lib/base/addresses/email-address";
import { newId } from "@/lib/base/db/ids";
import type { RecipientRole } from "@/lib/content/links/email-content";
import { linksOf } from "@/lib/content/templates/track-links";
import type { SubmittedMail } from "@/lib/emails/accept-submitted";
import { type GivenMailbox, MAX_SUBJECT } from "@/lib/emails/schema";
import { asciiDomain } from "@/lib/mail/mime/address";
import { readAuthor } from "@/lib/mail/mime/author";
import { htmlOf } from "@/lib/mail/mime/html-parts";
import { formatDate } from "@/lib/mail/mime/mime";
import { type RawField, type RawMail, rawValue, rawValues, readRawMail, writeRawMail } from "@/lib/mail/mime/raw-mail";
import { decodeWords, readTree } from "@/lib/mail/read/mime-tree";
import { storableText } from "@/lib/mail/read/storable-text";
import { type Controls, isControl, readControls } from "./control-headers";
import { refusals } from "./refusal";

/** What a session hands over. */
export interface Handed {
  /** With CRLF at each line end. */
  raw: Buffer;
  /** Who the envelope names, each once. */
  recipients: readonly GivenMailbox[];
  /** Of what the client is greeted by, for the trace that RFC 5321 §4.4 asks for. */
  host: string;
  /** `ESMTPSA` and the like. */
  protocol: string;
  /** By which it is found in our log. */
  traceId: string;
  now: Date;
}

export interface Submission {
  mail: SubmittedMail;
  controls: Controls;
  /** As it is passed on. */
  messageId: string;
}

/** A mail that has gone through so many systems goes in a circle (RFC 5321 §6.3). */
const MOST_HOPS = 100;
/** Written by whoever passes a mail on, or for nobody's eyes. */
const dropped: ReadonlySet<string> = new Set(["bcc", "resent-bcc", "return-path", "x-msg-id"]);
/** Those by which a recipient leaves a list: ours where the mail is about one. */
const ofLists: ReadonlySet<string> = new Set(["list-unsubscribe", "list-unsubscribe-post"]);
const MOST_SHOWN = 200;

/**
 * Reads a mail as a session hands it over: what it says to us, who it is from and to, and the octets to pass on. Its body and the fields
 * that stay are as they came; Bcc and what is meant for us is gone, and Date, Message-ID and a trace are there. Throws a Refusal or RawMailError.
 */
export function readSubmission(handed: Handed): Submission {
  const read = readRawMail(handed.raw);
  const { fields } = read;
  const author = authorOf(fields);
  if (rawValues(fields, "received").length > MOST_HOPS)
    throw refusals.unreadable("The mail goes in a circle: too many Received fields.");
  const controls = readControls(fields);
  const kept = keptFields(fields, controls, author.address);
  const passed = withOwnFields({ fields: kept, body: read.body }, handed, author.address);
  const isSigned = fields.some(({ name }) => name === "dkim-signature");
  const isTracked = !isSigned && (controls.trackOpens || controls.trackClicks);
  const html = isTracked ? htmlOf(passed) : [];
  const trackClicks = html.length > 0 && controls.trackClicks;
  const named = (name: string) => mailboxesOf(rawValues(fields, name));
  const [to, cc] = [named("to"), named("cc")];
  return {
    controls,
    messageId: rawValues(passed.fields, "message-id")[0] ?? "",
    mail: {
      raw: writeRawMail(passed),
      author,
      ...{ to, cc, replyTo: named("reply-to") },
      subject: storableText(decodeWords(rawValues(fields, "subject")[0] ?? ""), MAX_SUBJECT),
      text: hiddenAddresses(handed.raw, fields),
      links: trackClicks ? [...new Set(html.flatMap(linksOf))].slice(0, MOST_LINKS) : [],
      tags: [...controls.tags].map(([name, value]) => ({ name, value })),
      topicId: controls.topicId,
      trackOpens: html.length > 0 && controls.trackOpens,
      trackClicks,
      scheduledAt: controls.scheduledAt,
      recipients: withRoles(handed.recipients, to, cc),
    },
  };
}

/** The number of a link has two octets. */
const MOST_LINKS = 5000;

function authorOf(fields: readonly RawField[]): SubmittedMail["author"] {
  const values = rawValues(fields, "from");
  if (values.length !== 1)
    throw refusals.unreadable(`The mail has ${values.length === 0 ? "no" : "several"} From fields.`);
  const found = readAuthor(values[0] ?? "");
  if (!found) throw refusals.unreadable("From has to name exactly one address, as in App <app@example.com>.");
  const [shown] = addressParser((values[0] ?? "").slice(0, 2_000));
  const name = shown && "name" in shown ? decodeWords(shown.name) : "";
  return { name: storableText(name === found.address ? "" : name, MOST_SHOWN), address: found.address };
}

function keptFields(fields: readonly RawField[], { topicId }: Controls, author: string): RawField[] {
  return fields.filter(
    (field) =>
      !dropped.has(field.name) &&
      !isControl(field.name) &&
      !(topicId !== null && ofLists.has(field.name)) &&
      !(field.name === "sender" && !isBeside(author, rawValue(field))),
  );
}

/** Whether a mailbox is at the domain of the author: readers show a Sender beside From, and nobody has looked whether others are theirs. */
function isBeside(author: string, value: string): boolean {
  const sender = readAuthor(value);
  return sender !== null && sender.domain === domainOf(author);
}

/** What RFC 5322 §3.6 asks for where it is missing, and the trace. */
function withOwnFields({ fields, body }: RawMail, { host, protocol, traceId, now }: Handed, author: string): RawMail {
  const has = (name: string) => fields.some((field) => field.name === name);
  const added: RawField[] = [field("Received", `by ${host} with ${protocol} id ${traceId};\r\n ${formatDate(now)}`)];
  if (!has("date")) added.push(field("Date", formatDate(now)));
  if (!has("message-id")) added.push(field("Message-ID", `<${newId()}@${domainOf(author)}>`));
  return { fields: [...added, ...fields], body };
}

const field = (name: string, value: string): RawField => ({ name: name.toLowerCase(), text: `${name}: ${value}` });
const domainOf = (address: string) => asciiDomain(address.slice(address.lastIndexOf("@") + 1));

/** Names and addresses of a header, groups opened; what is no address is left out. */
function mailboxesOf(values: readonly string[]): { name: string; address: string }[] {
  const text = values.join(", ").slice(0, 10_000);
  return addressParser(text, { flatten: true })
    .flatMap(({ name, address }) => {
      const read = parseEmailAddress(address ?? "");
      return isEmailAddress(read) ? [{ name: storableText(decodeWords(name), MOST_SHOWN), address: read.email }] : [];
    })
    .slice(0, MOST_SHOWN);
}

type Shown = readonly { address: string }[];

/** The header that names a recipient; `bcc` where none does. */
function withRoles(recipients: readonly GivenMailbox[], to: Shown, cc: Shown): SubmittedMail["recipients"] {
  const inHeader = (people: Shown) => new Set(people.map(({ address }) => address.toLowerCase()));
  const [inTo, inCc] = [inHeader(to), inHeader(cc)];
  const roleOf = (normalized: string): RecipientRole =>
    inTo.has(normalized) ? "to" : inCc.has(normalized) ? "cc" : "bcc";
  return recipients.map((recipient) => ({ ...recipient, role: roleOf(recipient.normalized) }));
}

const ENCODED = /base64|quoted-printable/i;
const MOST_HIDDEN = 200_000;
/** What no address holds, as far as it is written without quotes. */
const betweenWords = /[\s<>()[\],;:"\\]+/;

/** Addresses in encoded parts and headers, which nobody finds in the mail as it stands. */
function hiddenAddresses(raw: Buffer, fields: readonly RawField[]): string {
  const said = fields.filter(({ text }) => text.includes("=?")).map((field) => decodeWords(rawValue(field)));
  const { parts } = readTree(raw);
  for (const { type, fields: own, text } of parts)
    if (type.startsWith("text/") && ENCODED.test(own.get("content-transfer-encoding")?.[0] ?? "")) said.push(text);
  const words = said.flatMap((text) => text.split(betweenWords).filter((word) => word.includes("@")));
  return storableText([...new Set(words)].join("\n"), MOST_HIDDEN);
}
