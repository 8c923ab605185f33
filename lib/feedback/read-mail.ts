import PostalMime, { type Attachment, type Email } from "postal-mime";

/** A mail as the feedback parsers need it: header look-up, text, and the machine-readable parts as strings. */
export interface ReceivedMail {
  header(name: string): string | null;
  headers(name: string): string[];
  from: string | null;
  subject: string;
  text: string;
  parts: { mimeType: string; content: string }[];
  /** `report-type` of a multipart/report (RFC 6522), lower case. */
  reportType: string | null;
}

/** Parts past this size are cut: a report's own fields come first, and only its header section matters of the returned mail. */
const maxPartChars = 256 * 1024;

/** Parses raw RFC 5322 bytes. Throws when the MIME structure itself is hostile (nesting or header bombs). */
export async function readMail(raw: Uint8Array): Promise<ReceivedMail> {
  const email = await PostalMime.parse(raw, { forceRfc822Attachments: true, maxNestingDepth: 32 });
  const values = (name: string) => email.headers.filter((h) => h.key === name.toLowerCase()).map((h) => h.value);
  const contentType = values("content-type")[0] ?? "";
  return {
    header: (name) => values(name)[0] ?? null,
    headers: values,
    from: addressOf(email, values("from")[0]),
    subject: email.subject ?? "",
    text: textOf(email),
    parts: email.attachments.map((part) => ({ mimeType: part.mimeType, content: decode(part.content) })),
    reportType: /report-type\s*=\s*"?([a-z-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? null,
  };
}

/** Also a bare local part such as "MAILER-DAEMON", which some systems write. */
function addressOf(email: Email, header: string | undefined): string | null {
  const bare = /^\s*(?:"[^"]*"\s*)?<?([A-Za-z][\w.+-]*)>?\s*(?:\([^)]*\)|<>)?\s*$/.exec(header ?? "")?.[1];
  return (email.from?.address || bare)?.toLowerCase() ?? null;
}

function textOf(email: Email): string {
  if (email.text?.trim()) return email.text;
  return (email.html ?? "")
    .replace(/<(style|script)[\s\S]*?<\/\1>/gi, "")
    .replace(/<[^>]{0,2000}>/g, " ")
    .replace(/&nbsp;/g, " ");
}

function decode(content: Attachment["content"]): string {
  if (typeof content === "string") return content.slice(0, maxPartChars);
  const bytes = new Uint8Array(content).subarray(0, maxPartChars);
  return new TextDecoder("utf-8").decode(bytes);
}
