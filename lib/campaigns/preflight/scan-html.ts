import { attributeOf, readHtml } from "@/lib/base/html/read-html";

export interface ScannedLink {
  href: string;
  /** Visible words between the tags, or the alt text of an image inside. */
  label: string;
}

export interface ScannedImage {
  src: string;
  /** Undefined when the attribute is missing; "" marks an image as decoration. */
  alt: string | undefined;
  linked: boolean;
}

export interface ScannedHtml {
  links: ScannedLink[];
  images: ScannedImage[];
  /** Element names in use, lower case. */
  elements: Set<string>;
  /** Contents of style elements and style attributes, joined. */
  css: string;
}

/** Findings quote 40 characters of a link's words. */
const labelChars = 1000;

/** Reads links, images, element names and styles out of compiled email HTML (our own renderer's, or pasted by an author). */
export function scanHtml(html: string): ScannedHtml {
  const scanned: ScannedHtml = { links: [], images: [], elements: new Set(), css: "" };
  const css: string[] = [];
  let openLink: ScannedLink | null = null;
  const addText = (text: string) => {
    if (openLink && openLink.label.length < labelChars) openLink.label += text.slice(0, labelChars);
  };
  readHtml(html, (piece) => {
    if (piece.kind === "text") {
      if (piece.inside === "style") css.push(piece.text);
      else addText(piece.text);
    } else if (piece.kind === "close") {
      if (piece.name === "a") openLink = null;
    } else if (piece.kind === "open") {
      scanned.elements.add(piece.name);
      css.push(attributeOf(piece, "style") ?? "", ";");
      const href = piece.name === "a" ? attributeOf(piece, "href") : null;
      if (href !== null) {
        openLink = { href: href.trim(), label: "" };
        scanned.links.push(openLink);
      }
      if (piece.name === "img") {
        const alt = attributeOf(piece, "alt");
        const src = attributeOf(piece, "src")?.trim() ?? "";
        scanned.images.push({ src, alt: alt ?? undefined, linked: openLink !== null });
        addText(alt ?? "");
      }
    }
  });
  scanned.css = css.join("");
  for (const link of scanned.links) link.label = link.label.replace(/(?:\s|\u200b|\u200c|\u034f)+/g, " ").trim();
  return scanned;
}
