import { cleanHeaderText } from "@/lib/mail/mime/encoded-words";
import { addressesIn } from "@/lib/mail/read/fields";
import type { ReceivedMail } from "@/lib/mail/read/read-mail";

/** Message-IDs that a mail belongs to, the oldest first and its own last, without angle brackets (RFC 5322 §3.6.4). */
export function threadOf(mail: Pick<ReceivedMail, "header">): string[] {
  const named = [mail.header("references"), mail.header("in-reply-to"), mail.header("message-id")];
  return [...new Set(addressesIn(named.filter(Boolean).join(" "), 20))];
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
