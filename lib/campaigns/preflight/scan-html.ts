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

const tagPattern = /<!--[\s\S]*?-->|<(\/?)([a-z][a-z0-9:-]*)((?:[^>"']|"[^"]*"|'[^']*')*)>/gi;
const attributePattern = /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g;
const stylePattern = /<style\b[^>]*>([\s\S]*?)<\/style>/gi;

const entities: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'", "#x27": "'", nbsp: " " };

function decode(value: string): string {
  return value.replace(/&(amp|lt|gt|quot|nbsp|#39|#x27);/gi, (_, name: string) => entities[name.toLowerCase()] ?? "");
}

function attributesOf(source: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const match of source.matchAll(attributePattern)) {
    attributes.set((match[1] ?? "").toLowerCase(), decode(match[2] ?? match[3] ?? match[4] ?? ""));
  }
  return attributes;
}

/** Reads links, images, element names and styles out of compiled email HTML (our own renderer's, or pasted by an author). */
export function scanHtml(html: string): ScannedHtml {
  const scanned: ScannedHtml = { links: [], images: [], elements: new Set(), css: "" };
  let openLink: ScannedLink | null = null;
  let end = 0;
  for (const tag of html.matchAll(tagPattern)) {
    if (openLink) openLink.label += decode(html.slice(end, tag.index));
    end = tag.index + tag[0].length;
    const name = tag[2]?.toLowerCase();
    if (!name) continue;
    if (tag[1]) {
      if (name === "a") openLink = null;
      continue;
    }
    const attributes = attributesOf(tag[3] ?? "");
    scanned.elements.add(name);
    scanned.css += `${attributes.get("style") ?? ""};`;
    if (name === "a" && attributes.has("href")) {
      openLink = { href: attributes.get("href")?.trim() ?? "", label: "" };
      scanned.links.push(openLink);
    }
    if (name === "img") {
      const alt = attributes.get("alt");
      scanned.images.push({ src: attributes.get("src")?.trim() ?? "", alt, linked: openLink !== null });
      if (openLink) openLink.label += alt ?? "";
    }
  }
  for (const style of html.matchAll(stylePattern)) scanned.css += style[1] ?? "";
  for (const link of scanned.links) link.label = link.label.replace(/(?:\s|\u200b|\u200c|\u034f)+/g, " ").trim();
  return scanned;
}
