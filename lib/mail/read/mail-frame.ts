import type { Attachment } from "postal-mime";
import { cleanHtml } from "@/lib/base/html/clean-html";
import { isOwn } from "@/lib/mail/read/own-urls";

const maxInlineImageBytes = 2_000_000;
const maxInlineBytes = 10_000_000;

/**
 * A document for a sandboxed frame: what the allow-list leaves of the mail. Looking at a mail here is not its recipient opening it, so
 * our own pixels are taken out. The policy stands before anything of the mail: no scripts, no forms, pictures only from here or inside
 * the mail.
 */
export function frameOf(
  html: string,
  attachments: readonly Attachment[],
  origins: ReadonlySet<string>,
): { html: string; pixelsRemoved: number } {
  let pixelsRemoved = 0;
  const inline = inlineImages(attachments);
  const picture = (address: string) => {
    if (/^cid:/i.test(address)) return inline(address);
    if (!isOwn(address, origins) || !new URL(address).pathname.startsWith("/t/o/")) return address;
    pixelsRemoved += 1;
    return null;
  };
  const policy = [
    "default-src 'none'",
    `img-src data: ${[...origins].join(" ")}`,
    "style-src 'unsafe-inline'",
    `font-src data: ${[...origins].join(" ")}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><meta charset="utf-8"><base target="_blank">`;
  const body = cleanHtml(html, { picture });
  const note = body.cut ? "<p>The rest of this mail is too large to be shown here.</p>" : "";
  return { html: head + body.html + note, pixelsRemoved };
}

/** Pictures inside the mail (RFC 2392 `cid:`) as data URLs; a frame without an origin could not load them otherwise. */
function inlineImages(attachments: readonly Attachment[]): (address: string) => string {
  const byId = new Map(attachments.map((part) => [(part.contentId ?? "").replace(/^<|>$/g, ""), part]));
  // A mail can name one picture ten thousand times.
  let left = maxInlineBytes;
  return (address) => {
    const part = byId.get(decodeSafely(address.slice("cid:".length, 1000)));
    if (!part?.mimeType.startsWith("image/") || typeof part.content === "string") return address;
    if (part.content.byteLength > Math.min(left, maxInlineImageBytes)) return address;
    left -= part.content.byteLength;
    return `data:${part.mimeType};base64,${Buffer.from(part.content as ArrayBuffer).toString("base64")}`;
  };
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
