import { attributeOf, readHtml } from "@/lib/base/html/read-html";
import { parseMail } from "@/lib/mail/read/parse-mail";

export interface OwnUrls {
  /** The open pixel, when the mail has one. */
  pixel: string | null;
  /** Tracked links, each once, in the order of the mail. */
  clicks: string[];
  /** HTTP(S) address of the List-Unsubscribe header (RFC 8058). */
  unsubscribe: string | null;
  /** Pages that a person reaches from the mail: unsubscribe, preferences, view in browser. */
  pages: string[];
}

/** Picks out of a captured mail the addresses that belong to this installation; nothing else is ever fetched. */
export async function ownUrls(raw: Uint8Array, origins: ReadonlySet<string>): Promise<OwnUrls> {
  const mail = await parseMail(raw);
  if (!mail) throw new Error("The mail cannot be read.");
  const html = mail.html ?? "";
  const images = attributeValues(html, "img", "src").filter((url) => isOwn(url, origins));
  const inHtml = attributeValues(html, "a", "href");
  const links = (inHtml.length > 0 ? inHtml : urlsIn(mail.text ?? "")).filter((url) => isOwn(url, origins));
  const header = (mail.headers.find(({ key }) => key === "list-unsubscribe")?.value ?? "").replace(/\s+/g, "");
  const listed = [...header.matchAll(/<(https?:[^<>\s]{1,2000})>/gi)].map((match) => match[1]!);
  return {
    pixel: images.find((url) => new URL(url).pathname.startsWith("/t/o/")) ?? null,
    clicks: [...new Set(links.filter((url) => new URL(url).pathname.startsWith("/t/c/")))],
    unsubscribe: listed.find((url) => isOwn(url, origins)) ?? null,
    pages: [...new Set(links.filter((url) => !new URL(url).pathname.startsWith("/t/c/")))],
  };
}

/** True for an absolute HTTP(S) address on one of our own origins. */
export function isOwn(url: string, origins: ReadonlySet<string>): boolean {
  return URL.canParse(url) && origins.has(new URL(url).origin);
}

/** Values of one attribute of one element, with character references decoded. */
export function attributeValues(html: string, element: string, attribute: string): string[] {
  const values: string[] = [];
  readHtml(html, (piece) => {
    if (piece.kind !== "open" || piece.name !== element) return;
    const value = attributeOf(piece, attribute)?.trim();
    if (value) values.push(value);
  });
  return values;
}

function urlsIn(text: string): string[] {
  return [...text.matchAll(/https?:\/\/[^\s<>"')\]]+/g)].map(([url]) => url);
}
