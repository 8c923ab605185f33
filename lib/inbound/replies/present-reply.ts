import { textOfHtml } from "@/lib/base/html/text-of-html";
import type { ReplyDetail } from "@/lib/inbound/replies/schema";
import { maskTokens } from "@/lib/mail/mime/mask-tokens";
import { frameOf } from "@/lib/mail/read/mail-frame";
import { parseMail } from "@/lib/mail/read/parse-mail";

const maxText = 100_000;
const maxHtml = 1_000_000;

export type PresentedReply = Pick<ReplyDetail, "text" | "frameHtml" | "files">;

/**
 * What people see of an answer. Nothing of it is run, loaded or followed by itself; files are only named, and the links of our own
 * mail that it quotes cannot be used.
 */
export async function presentReply(raw: Uint8Array): Promise<PresentedReply> {
  const mail = raw.length > 0 ? await parseMail(raw) : null;
  if (!mail) return { text: "", frameHtml: null, files: [] };
  const text = mail.text?.trim() || textOfHtml((mail.html ?? "").slice(0, maxText)).trim();
  const inline = mail.attachments.filter((part) => part.contentId);
  return {
    text: maskTokens(text.slice(0, maxText)),
    frameHtml: mail.html ? frameOf(maskTokens(mail.html.slice(0, maxHtml)), inline, new Set()).html : null,
    files: mail.attachments
      .filter((part) => part.disposition === "attachment" || !part.contentId)
      .slice(0, 50)
      .map((part) => ({
        name: (part.filename ?? part.mimeType).slice(0, 200),
        type: part.mimeType.slice(0, 100),
        bytes: typeof part.content === "string" ? part.content.length : part.content.byteLength,
      })),
  };
}
