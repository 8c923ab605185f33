import PostalMime, { type Attachment, type Email } from "postal-mime";
import { env } from "@/lib/env";
import { attributeValues, isOwn } from "@/lib/mailbox/read-captured";
import type { MailDetail, MailLink } from "@/lib/mailbox/schema";

export type MailContent = Pick<
  MailDetail,
  "frameHtml" | "pixelsRemoved" | "text" | "source" | "sourceCut" | "headers" | "links" | "attachments"
>;

const maxSourceChars = 300_000;
const maxInlineImageBytes = 2_000_000;

/** Decodes a captured mail for the screen. A mail that cannot be parsed still shows its source. */
export async function presentContent(raw: Buffer): Promise<MailContent> {
  const source = raw.toString("utf8");
  const mail = await PostalMime.parse(raw).catch(() => null);
  const cut = { source: source.slice(0, maxSourceChars), sourceCut: source.length > maxSourceChars };
  if (!mail) return { frameHtml: null, pixelsRemoved: 0, text: "", ...cut, headers: [], links: [], attachments: [] };
  const origins = new Set([new URL(env.APP_URL).origin, new URL(env.TRACKING_URL).origin]);
  const frame = mail.html ? frameOf(mail.html, mail.attachments, origins) : null;
  return {
    frameHtml: frame?.html ?? null,
    pixelsRemoved: frame?.pixelsRemoved ?? 0,
    text: mail.text ?? "",
    ...cut,
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    links: linksOf(mail, origins),
    attachments: mail.attachments.map((part) => ({
      name: part.filename ?? part.mimeType,
      type: part.mimeType,
      bytes: typeof part.content === "string" ? part.content.length : part.content.byteLength,
    })),
  };
}

/**
 * A document for a sandboxed frame. Looking at a mail here is not its recipient opening it, so our own pixels are taken out.
 * The policy stands before anything of the mail: no scripts, no forms, pictures only from here or inside the mail.
 */
export function frameOf(
  html: string,
  attachments: readonly Attachment[],
  origins: ReadonlySet<string>,
): { html: string; pixelsRemoved: number } {
  let pixelsRemoved = 0;
  const withoutPixels = html.replace(/<img\b[^>]*>/gi, (tag) => {
    const [src] = attributeValues(tag, "img", "src");
    if (!src || !isOwn(src, origins) || !new URL(src).pathname.startsWith("/t/o/")) return tag;
    pixelsRemoved += 1;
    return "";
  });
  const policy = [
    "default-src 'none'",
    `img-src data: ${[...origins].join(" ")}`,
    "style-src 'unsafe-inline'",
    `font-src data: ${[...origins].join(" ")}`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join("; ");
  const head = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><meta charset="utf-8"><base target="_blank">`;
  const body = inlineImages(withoutPixels, attachments).replace(/^\s*<!doctype[^>]*>/i, "");
  return { html: head + body, pixelsRemoved };
}

/** Pictures inside the mail (RFC 2392 `cid:`) as data URLs; a frame without an origin could not load them otherwise. */
function inlineImages(html: string, attachments: readonly Attachment[]): string {
  return html.replace(/cid:([^"'\s)>]+)/gi, (whole, id: string) => {
    const part = attachments.find(({ contentId }) => contentId?.replace(/^<|>$/g, "") === decodeSafely(id));
    if (!part?.mimeType.startsWith("image/") || typeof part.content === "string") return whole;
    if (part.content.byteLength > maxInlineImageBytes) return whole;
    return `data:${part.mimeType};base64,${Buffer.from(part.content as ArrayBuffer).toString("base64")}`;
  });
}

function decodeSafely(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function linksOf(mail: Email, origins: ReadonlySet<string>): MailLink[] {
  const links = new Map<string, MailLink>();
  for (const [whole, inner] of (mail.html ?? "").matchAll(/<a\b[^>]*>([\s\S]*?)<\/a>/gi)) {
    const [url] = attributeValues(whole, "a", "href");
    if (!url || links.has(url)) continue;
    links.set(url, { url, text: plainText(inner ?? "") || altText(inner ?? ""), own: isOwn(url, origins) });
  }
  if (links.size === 0) {
    for (const [url] of (mail.text ?? "").matchAll(/https?:\/\/[^\s<>"')\]]+/g)) {
      links.set(url, { url, text: "", own: isOwn(url, origins) });
    }
  }
  return [...links.values()].slice(0, 500);
}

function plainText(html: string): string {
  return html
    .replace(/<[^>]*>/g, " ")
    .replace(/&nbsp;|&#160;|&zwnj;|&#847;/g, " ")
    .replace(/&amp;/g, "&")
    .replace(/\s+/g, " ")
    .trim()
    .slice(0, 120);
}

function altText(html: string): string {
  const [alt] = attributeValues(html, "img", "alt");
  return alt ? `Picture: ${alt.slice(0, 100)}` : "";
}
