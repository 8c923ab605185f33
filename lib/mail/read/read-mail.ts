import { textOfHtml } from "@/lib/base/html/text-of-html";
import { addressInField, type FieldBlock, fieldOf, parseFields } from "@/lib/mail/read/fields";
import { decodeWords, type MailPart, paramOf, readTree } from "@/lib/mail/read/mime-tree";
import { splitReturned } from "@/lib/mail/read/split-returned";

/** A mail as the feedback parsers need it. */
export interface ReceivedMail {
  header(name: string): string | null;
  fields: FieldBlock;
  /** Address of the sender, or a bare local part such as "mailer-daemon"; empty for the null sender. */
  from: string | null;
  /** Addresses that the mail itself is to: ours, never a recipient that failed. */
  to: string[];
  subject: string;
  /** What the mail says to people, without the returned message. */
  text: string;
  parts: MailPart[];
  /** `report-type` of a multipart/report (RFC 6522), lower case. */
  reportType: string | null;
  /** Header section of the message that came back, from its own part or from the text. */
  returned: FieldBlock | null;
}

const maxText = 128 * 1024;

/** Reads raw RFC 5322 bytes. Never throws; see `readTree` for what it bounds. */
export function readMail(raw: Uint8Array): ReceivedMail {
  const { fields, parts } = readTree(raw);
  const contentType = fieldOf(fields, "content-type") ?? "";
  const { text, inText } = humanText(parts);
  return {
    header: (name) => fieldOf(fields, name.toLowerCase()),
    fields,
    from: senderOf(fields),
    to: ["to", "delivered-to", "x-original-to"].flatMap((name) => addressInField(fieldOf(fields, name)) ?? []),
    subject: decodeWords(fieldOf(fields, "subject") ?? ""),
    text,
    parts,
    reportType: paramOf(contentType, "report-type")?.toLowerCase() ?? null,
    returned: returnedFields(parts) ?? inText,
  };
}

function senderOf(fields: FieldBlock): string | null {
  const value = fieldOf(fields, "from") ?? fieldOf(fields, "sender");
  if (value === null) return null;
  const system = /<?\b(mailer-?daemon|postmaster)\\@/i.exec(value)?.[1];
  const address = system ?? addressInField(value);
  if (address) return address.toLowerCase();
  if (/^\s*<>/.test(value)) return "";
  return /<?\b(mailer-?daemon|postmaster|mdaemon)\b>?/i.exec(value)?.[1]?.toLowerCase() ?? null;
}

/** The text of the received mail itself: plain text where there is any, else HTML without its marks, cut where the returned message begins. */
function humanText(parts: readonly MailPart[]): { text: string; inText: FieldBlock | null } {
  const own = parts.filter((part) => part.depth === 0 && !part.isMessage);
  const firstReturned = parts.findIndex((part) => part.isMessage);
  const before = own.filter((part) => firstReturned < 0 || parts.indexOf(part) < firstReturned);
  const plain = (before.length > 0 ? before : own).filter((part) => isPlain(part) && part.text.trim());
  const html = own.filter((part) => part.type === "text/html");
  const text =
    plain.length > 0
      ? plain.map((part) => part.text).join("\n\n")
      : html.map((part) => textOfHtml(part.text.slice(0, maxText))).join("\n");
  const { said, returned } = splitReturned(text.slice(0, maxText));
  return { text: said, inText: returned };
}

function isPlain(part: MailPart): boolean {
  return /^text\/(plain|enriched|richtext)$/.test(part.type) || part.type.startsWith("multipart/");
}

function returnedFields(parts: readonly MailPart[]): FieldBlock | null {
  const message = parts.find((part) => part.isMessage && part.fields.size > 0);
  if (message) return message.fields;
  const headers = parts.find((part) => part.depth === 0 && /rfc822-headers|global-headers/.test(part.type));
  const fields = headers && parseFields(headers.text.split(/\n[ \t]*\n/)[0] ?? "");
  if (fields && fields.size > 0) return fields;
  // Some gateways attach the header section as plain text.
  for (const part of parts) {
    if (part.depth === 0 && part !== parts[0] && part.type === "text/plain") {
      const { said, returned } = splitReturned(part.text);
      if (returned && said.trim() === "") return returned;
    }
  }
  return null;
}
