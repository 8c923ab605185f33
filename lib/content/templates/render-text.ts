import { frameText } from "@/emails/frame-text";
import { type BrandTheme, senderLine } from "@/emails/theme";
import { hideAddress, mergeTagSource, plainLiquidIn } from "@/lib/content/liquid/liquid-tokens.shared";
import { trimLiquidUrl } from "@/lib/content/liquid/url-liquid";
import { blocksToSend } from "./blank-blocks";
import type { DocNode } from "./document.shared";

interface TextOptions {
  brand: BrandTheme;
  lang?: string | undefined;
  assetBase: string;
  withoutWayOut?: boolean | undefined;
}

const absolute = (url: string, base: string) => (url.startsWith("/") && !url.startsWith("//") ? base + url : url);

/** "words (address)", or the address alone when it is what the words say. */
function withAddress(label: string, href: string | null | undefined, base: string): string {
  const url = absolute(trimLiquidUrl(plainLiquidIn(href ?? "")), base);
  if (!url || url === "#") return label;
  const same = label.trim() === url || url === `mailto:${label.trim()}`;
  const address = hideAddress(url);
  return same ? (url.startsWith("mailto:") ? label : address) : label.trim() ? `${label} (${address})` : address;
}

const hrefOf = (node: DocNode) => {
  const link = node.marks.find((mark) => mark.type === "link");
  return link?.type === "link" ? (link.attrs.href ?? "") : null;
};

function inlineText(node: DocNode): string {
  if (node.type === "mergeTag") return mergeTagSource(node.attrs.path, node.attrs.fallback);
  if (node.type === "hardBreak") return "\n";
  return node.text;
}

/** The words of a line; neighbouring pieces of one link are one link. */
function line(node: DocNode, base: string): string {
  let out = "";
  for (let i = 0; i < node.content.length; ) {
    const href = hrefOf(node.content[i] as DocNode);
    let label = "";
    do label += inlineText(node.content[i++] as DocNode);
    while (i < node.content.length && hrefOf(node.content[i] as DocNode) === href);
    out += href === null ? label : withAddress(label, href, base);
  }
  return out
    .split("\n")
    .map((row) => row.trimEnd())
    .join("\n")
    .trim();
}

const indent = (text: string, first: string, rest: string) =>
  text
    .split("\n")
    .map((row, i) => (row ? (i === 0 ? first : rest) + row : row))
    .join("\n");

function listText(node: DocNode, base: string): string {
  const start = node.type === "orderedList" ? (node.attrs.start ?? 1) : 1;
  return blocksToSend(node)
    .map((item, i) => {
      const bullet = node.type === "orderedList" ? `${start + i}. ` : "- ";
      return indent(blockTexts(item, base, "\n"), bullet, " ".repeat(bullet.length));
    })
    .join("\n");
}

/** A row a line, its cells beside each other. */
function tableText(node: DocNode, base: string): string {
  const cellText = (cell: DocNode) => blockTexts(cell, base, " ").replace(/\s*\n\s*/g, " ");
  return node.content.map((row) => row.content.map(cellText).join(" | ")).join("\n");
}

function blockText(node: DocNode, base: string): string {
  switch (node.type) {
    case "paragraph":
      return line(node, base);
    case "heading":
      return line(node, base);
    case "button":
      return withAddress(line(node, base), node.attrs.href, base);
    case "image":
      return node.attrs.href ? withAddress(node.attrs.alt ?? "", node.attrs.href, base) : "";
    case "horizontalRule":
      return "-".repeat(40);
    case "bulletList":
    case "orderedList":
      return listText(node, base);
    case "blockquote":
      return indent(blockTexts(node, base), "> ", "> ");
    case "table":
      return tableText(node, base);
    case "spacer":
      return "";
    default:
      return blockTexts(node, base);
  }
}

const blockTexts = (node: DocNode, base: string, gap = "\n\n") =>
  blocksToSend(node)
    .map((child) => blockText(child, base))
    .filter(Boolean)
    .join(gap);

/** The text part's footer: who, where, and the ways out. Liquid source. */
export function footerText(options: TextOptions): string {
  const frame = frameText(options.lang ?? "en");
  const sender = senderLine(options.brand);
  const links = [
    `${frame.unsubscribe}: {{ unsubscribe_url }}`,
    `${frame.preferences}: {{ preferences_url }}`,
    `${frame.viewInBrowser}: {{ view_in_browser_url }}`,
  ].join("\n");
  return ["--", [options.brand.footerText, sender].filter(Boolean).join("\n"), options.withoutWayOut ? "" : links]
    .filter(Boolean)
    .join("\n");
}

/**
 * The text part of a mail from its document: every word and every address, in reading order, with Liquid in place. Addresses are
 * hidden (`restoreAddresses`), because tracked ones are others than the author's.
 */
export function renderText(root: DocNode, options: TextOptions): string {
  return `${blockTexts(root, options.assetBase)}\n\n${footerText(options)}\n`;
}
