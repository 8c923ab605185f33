import { cleanHeaderText } from "@/lib/mail/mime/encoded-words";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

/** Ids that are looked at, the latest of them. */
const most = 20;

/**
 * Message-IDs that a mail belongs to, the oldest first and its own last, without angle brackets (RFC 5322 §3.6.4). They stay as they are:
 * other programs compare them letter by letter.
 */
export function threadOf(mail: Pick<ReceivedMail, "header">): string[] {
  const ids = (name: string) => idsIn(mail.header(name) ?? "");
  const own = ids("message-id").slice(0, 1);
  const before = [...ids("references"), ...ids("in-reply-to")].filter((id) => id !== own[0]);
  return [...[...new Set(before)].slice(-most), ...own];
}

function idsIn(text: string): string[] {
  return [...text.slice(0, 64 * 1024).matchAll(/<([^<>\s]{1,400})>/g)].map(([, id = ""]) => id);
}

/** The line with the last ten of them, or none. What others wrote cannot begin another line. */
export function referencesLines(ids: readonly string[]): string[] {
  const clean = ids.map(cleanId).filter(Boolean).slice(-10);
  return clean.length > 0 ? [`References: ${clean.map((each) => `<${each}>`).join("\r\n ")}`] : [];
}

/** The mail that is answered, where it has an id. */
export function inReplyToLines(id: string | undefined): string[] {
  const clean = cleanId(id ?? "");
  return clean ? [`In-Reply-To: <${clean}>`] : [];
}

function cleanId(id: string): string {
  return cleanHeaderText(id).replace(/[^\x21-\x7e]|[<>]/g, "");
}
