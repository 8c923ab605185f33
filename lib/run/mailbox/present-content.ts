import type { Email } from "postal-mime";
import { env } from "@/lib/base/env";
import { attributeOf, readHtml } from "@/lib/base/html/read-html";
import { t } from "@/lib/language/t";
import { frameOf } from "@/lib/mail/read/mail-frame";
import { isOwn } from "@/lib/mail/read/own-urls";
import { parseMail } from "@/lib/mail/read/parse-mail";
import type { MailDetail, MailLink } from "@/lib/run/mailbox/schema";

export type CapturedContent = Pick<
  MailDetail,
  "frameHtml" | "pixelsRemoved" | "text" | "source" | "sourceCut" | "headers" | "links" | "attachments"
>;

const maxSourceChars = 300_000;
const maxLinks = 500;
const maxLinkChars = 1000;

/** Decodes a captured mail for the screen. A mail that cannot be parsed still shows its source. */
export async function presentContent(raw: Buffer): Promise<CapturedContent> {
  const mail = await parseMail(raw);
  if (!mail) return sourceOnly(raw);
  const origins = new Set([new URL(env.APP_URL).origin, new URL(env.TRACKING_URL).origin]);
  const frame = mail.html ? frameOf(mail.html, mail.attachments, origins) : null;
  return {
    frameHtml: frame?.html ?? null,
    pixelsRemoved: frame?.pixelsRemoved ?? 0,
    text: mail.text ?? "",
    ...sourceOf(raw),
    headers: mail.headers.map(({ originalKey, value }) => ({ name: originalKey, value })),
    links: linksOf(mail, origins),
    attachments: mail.attachments.map((part) => ({
      name: part.filename ?? part.mimeType,
      type: part.mimeType,
      bytes: typeof part.content === "string" ? part.content.length : part.content.byteLength,
    })),
  };
}

/** A mail that cannot be decoded. */
export function sourceOnly(raw: Buffer): CapturedContent {
  return { frameHtml: null, pixelsRemoved: 0, text: "", ...sourceOf(raw), headers: [], links: [], attachments: [] };
}

function sourceOf(raw: Buffer): Pick<CapturedContent, "source" | "sourceCut"> {
  const source = raw.toString("utf8");
  return { source: source.slice(0, maxSourceChars), sourceCut: source.length > maxSourceChars };
}

function linksOf(mail: Email, origins: ReadonlySet<string>): MailLink[] {
  const links = new Map<string, MailLink>();
  const add = (url: string) => {
    if (!url || links.has(url) || links.size >= maxLinks) return null;
    const link: MailLink = { url, text: "", own: isOwn(url, origins) };
    links.set(url, link);
    return link;
  };
  collectLinks(mail.html ?? "", add);
  if (links.size === 0) {
    for (const [url] of (mail.text ?? "").matchAll(/https?:\/\/[^\s<>"')\]]+/g)) add(url.slice(0, 4000));
  }
  return [...links.values()];
}

/** Links of the HTML with their words, or the alternative text of their picture. */
function collectLinks(html: string, add: (url: string) => MailLink | null): void {
  let link: MailLink | null = null;
  let text = "";
  let alt = "";
  const close = () => {
    if (link)
      link.text =
        text
          .replace(/(?:\s|\u200c|\u034f)+/g, " ")
          .trim()
          .slice(0, 120) ||
        (alt && t("Picture: {alt}", { alt }));
    link = null;
  };
  readHtml(html, (piece) => {
    if (piece.kind === "open" && piece.name === "a") {
      close();
      link = add(attributeOf(piece, "href")?.trim() ?? "");
      text = alt = "";
    } else if (piece.kind === "close" && piece.name === "a") close();
    else if (piece.kind === "open" && piece.name === "img") alt ||= (attributeOf(piece, "alt") ?? "").slice(0, 100);
    else if (link && text.length < maxLinkChars)
      text += piece.kind === "text" ? piece.text.slice(0, maxLinkChars) : " ";
  });
  close();
}
