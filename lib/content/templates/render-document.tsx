import { Fragment, type ReactNode } from "react";
import { Link, render } from "react-email";
import { Button } from "@/emails/blocks/button";
import { Card, type CardVariant, cardInset } from "@/emails/blocks/card";
import { Columns, columnGap } from "@/emails/blocks/columns";
import { Divider } from "@/emails/blocks/divider";
import { Heading } from "@/emails/blocks/heading";
import { Image } from "@/emails/blocks/image";
import { List, ListItem } from "@/emails/blocks/list";
import { Quote } from "@/emails/blocks/quote";
import { Spacer } from "@/emails/blocks/spacer";
import { Table } from "@/emails/blocks/table";
import { Text, type TextVariant } from "@/emails/blocks/text";
import { Frame } from "@/emails/frame";
import { type BrandTheme, contentWidth, palette } from "@/emails/theme";
import { mergeTagSource, protectLiquid, restoreLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { blocksToSend, isEmptyLine } from "./blank-blocks";
import { type DocMark, type DocNode, readDocument } from "./document.shared";
import { renderText } from "./render-text";

export interface RenderOptions {
  brand: BrandTheme;
  /** Liquid source. */
  subject: string;
  /** Liquid source; empty for none. */
  previewText: string;
  /** BCP 47 tag; `en` when the author said nothing. */
  lang?: string | undefined;
  /** Put before addresses that begin with `/`, such as our own images: `https://mail.example.com`. */
  assetBase: string;
}

/** What a block needs to know about where it stands. */
interface Place {
  options: RenderOptions;
  /** Room for an image, in CSS pixels. */
  width: number;
  /** Colour of everything on a filled card; undefined elsewhere. */
  color: string | undefined;
  /** The last text of a list item, quote or cell keeps no space after it. */
  compact: boolean;
  /** In the heading of a table. */
  bold?: boolean;
}

type NodeOf<K extends DocNode["type"]> = Extract<DocNode, { type: K }>;

const textVariants = new Set<string>(["lead", "small", "muted", "eyebrow"]);
const cardVariants = new Set<string>(["card", "tint", "accent"]);

const oneOf = <T extends string>(words: string | null | undefined, known: Set<string>, otherwise: T): T =>
  ((words ?? "").split(/\s+/).find((word) => known.has(word)) ?? otherwise) as T;

const alignOf = (alignment: string | null | undefined) =>
  alignment === "left" || alignment === "center" || alignment === "right" ? alignment : undefined;

const pixels = (size: string | number | null | undefined) => {
  const value = Number.parseInt(String(size ?? ""), 10);
  return value > 0 && !String(size).endsWith("%") ? value : undefined;
};

/** An address made absolute, with its Liquid hidden. */
export function absoluteUrl(url: string | null | undefined, assetBase: string): string {
  const trimmed = (url ?? "").trim();
  return protectLiquid(trimmed.startsWith("/") && !trimmed.startsWith("//") ? assetBase + trimmed : trimmed);
}

function applyMark(mark: DocMark, children: ReactNode, place: Place): ReactNode {
  switch (mark.type) {
    case "bold":
      return <strong>{children}</strong>;
    case "italic":
      return <em>{children}</em>;
    case "underline":
      return <u>{children}</u>;
    case "strike":
      return <s>{children}</s>;
    case "sup":
      return <sup style={{ fontSize: "75%", lineHeight: 0 }}>{children}</sup>;
    case "uppercase":
      return <span style={{ textTransform: "uppercase", letterSpacing: "0.04em" }}>{children}</span>;
    case "code":
      return <code style={{ fontFamily: "Menlo, Consolas, monospace", fontSize: "90%" }}>{children}</code>;
    case "link":
      return (
        <Link
          href={absoluteUrl(mark.attrs.href, place.options.assetBase)}
          className={place.color ? undefined : "hm-link"}
          style={{ color: place.color ?? palette(place.options.brand).link, textDecoration: "underline" }}
        >
          {children}
        </Link>
      );
  }
}

function inlineNode(node: DocNode, place: Place): ReactNode {
  const own =
    node.type === "mergeTag" ? (
      protectLiquid(mergeTagSource(node.attrs.path, node.attrs.fallback))
    ) : node.type === "hardBreak" ? (
      <br />
    ) : (
      protectLiquid(node.text)
    );
  // The first mark is the outermost one.
  return node.marks.reduceRight<ReactNode>((inner, mark) => applyMark(mark, inner, place), own);
}

const keyed = (nodes: DocNode[], draw: (node: DocNode, index: number) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a rendered mail never moves
  nodes.map((node, i) => <Fragment key={i}>{draw(node, i)}</Fragment>);

const inlines = (node: DocNode, place: Place) => keyed(node.content, (child) => inlineNode(child, place));

function blocks(node: DocNode, place: Place): ReactNode {
  return keyed(blocksToSend(node), (child) => (isEmptyLine(child) ? <Spacer height={26} /> : blockNode(child, place)));
}

function tightBlocks(node: DocNode, place: Place): ReactNode {
  const sent = blocksToSend(node);
  return keyed(sent, (child, i) =>
    blockNode(child, { ...place, compact: i === sent.length - 1 && child.type === "paragraph" }),
  );
}

function tableNode(node: NodeOf<"table">, place: Place): ReactNode {
  const rows = node.content.map((row) =>
    row.content.filter((cell) => cell.type === "tableCell" || cell.type === "tableHeader"),
  );
  const columns = Math.max(1, ...rows.map((cells) => cells.reduce((sum, { attrs }) => sum + attrs.colspan, 0)));
  const drawn = rows.map((cells) =>
    cells.map((cell) => {
      const width = Math.floor((place.width * cell.attrs.colspan) / columns);
      const heading = cell.type === "tableHeader";
      return { ...cell.attrs, heading, content: tightBlocks(cell, { ...place, width, bold: heading }) };
    }),
  );
  return <Table theme={place.options.brand} color={place.color} rows={drawn} />;
}

function columnsNode(node: NodeOf<"twoColumns" | "threeColumns" | "fourColumns">, place: Place): ReactNode {
  const count = node.content.length || 1;
  const asked = node.content.map((column) =>
    column.type === "columnsColumn" && /%$/.test(String(column.attrs.width))
      ? Number.parseFloat(String(column.attrs.width))
      : 0,
  );
  const total = asked.reduce((sum, share) => sum + share, 0);
  const widths = asked.every((share) => share > 0)
    ? asked.map((share) => Math.round((share / total) * 100))
    : asked.map(() => Math.floor(100 / count));
  return (
    <Columns widths={widths}>
      {node.content.map((column, i) =>
        blocks(column, {
          ...place,
          width: Math.floor((place.width * (widths[i] ?? 100)) / 100 - (columnGap * (count - 1)) / count),
        }),
      )}
    </Columns>
  );
}

function sectionNode(node: NodeOf<"section">, place: Place): ReactNode {
  const variant = oneOf<CardVariant>(node.attrs.class, cardVariants, "plain");
  const theme = place.options.brand;
  const inside: Place = {
    ...place,
    width: variant === "plain" ? place.width : place.width - cardInset,
    color: variant === "accent" ? palette(theme).onPrimary : place.color,
    compact: false,
  };
  return (
    <Card theme={theme} variant={variant}>
      {blocks(node, inside)}
    </Card>
  );
}

function imageNode(node: NodeOf<"image">, place: Place): ReactNode {
  if (!node.attrs.src) return null;
  const base = place.options.assetBase;
  return (
    <Image
      theme={place.options.brand}
      src={absoluteUrl(node.attrs.src, base)}
      alt={protectLiquid(node.attrs.alt ?? "")}
      width={pixels(node.attrs.width)}
      height={pixels(node.attrs.height)}
      maxWidth={place.width}
      align={alignOf(node.attrs.alignment)}
      href={node.attrs.href ? absoluteUrl(node.attrs.href, base) : undefined}
    />
  );
}

function paragraphNode(node: NodeOf<"paragraph">, place: Place): ReactNode {
  return (
    <Text
      theme={place.options.brand}
      variant={oneOf<TextVariant>(node.attrs.class, textVariants, "body")}
      align={alignOf(node.attrs.alignment)}
      color={place.color}
      compact={place.compact}
      bold={place.bold}
    >
      {inlines(node, place)}
    </Text>
  );
}

function blockNode(node: DocNode, place: Place): ReactNode {
  const theme = place.options.brand;
  switch (node.type) {
    case "doc":
    case "container":
    case "columnsColumn":
      return blocks(node, place);
    case "paragraph":
      return paragraphNode(node, place);
    case "heading":
      return (
        <Heading
          level={Math.min(node.attrs.level, 3) as 1 | 2 | 3}
          theme={theme}
          align={alignOf(node.attrs.alignment)}
          color={place.color}
        >
          {inlines(node, place)}
        </Heading>
      );
    case "blockquote":
      return <Quote theme={theme}>{tightBlocks(node, place)}</Quote>;
    case "bulletList":
    case "orderedList":
      return (
        <List
          theme={theme}
          ordered={node.type === "orderedList"}
          start={node.type === "orderedList" ? (node.attrs.start ?? undefined) : undefined}
          color={place.color}
        >
          {blocks(node, place)}
        </List>
      );
    case "listItem":
      return <ListItem>{tightBlocks(node, { ...place, width: place.width - 24 })}</ListItem>;
    case "button":
      return (
        <Button
          theme={theme}
          href={absoluteUrl(node.attrs.href, place.options.assetBase)}
          align={alignOf(node.attrs.alignment)}
          variant={oneOf(node.attrs.class, new Set(["outline"]), "solid" as "solid" | "outline")}
          inverted={place.color !== undefined}
        >
          {inlines(node, place)}
        </Button>
      );
    case "image":
      return imageNode(node, place);
    case "horizontalRule":
      return <Divider theme={theme} color={place.color} />;
    case "spacer":
      return <Spacer height={node.attrs.height} />;
    case "section":
      return sectionNode(node, place);
    case "twoColumns":
    case "threeColumns":
    case "fourColumns":
      return columnsNode(node, place);
    case "table":
      return tableNode(node, place);
    case "tableRow":
    case "tableHeader":
    case "tableCell":
      return blocks(node, place);
    case "text":
    case "hardBreak":
    case "mergeTag":
      return inlineNode(node, place);
  }
}

/**
 * Renders a stored document to the HTML and the text part of a mail, with Liquid left in place as the author wrote it.
 * Throws a `ZodError` that names the block when the document holds one that is not known.
 */
export async function renderDocument(
  document: unknown,
  options: RenderOptions,
): Promise<{ html: string; text: string }> {
  const root = readDocument(document);
  const { brand } = options;
  const place: Place = { options, width: contentWidth - 80, color: undefined, compact: false };
  const html = await render(
    <Frame
      theme={brand}
      logoUrl={brand.logoUrl ? absoluteUrl(brand.logoUrl, options.assetBase) : null}
      title={protectLiquid(options.subject)}
      previewText={protectLiquid(options.previewText)}
      lang={options.lang ?? "en"}
      footerLinks={{
        unsubscribe: protectLiquid("{{ unsubscribe_url }}"),
        preferences: protectLiquid("{{ preferences_url }}"),
        viewInBrowser: protectLiquid("{{ view_in_browser_url }}"),
      }}
    >
      {blockNode(root, place)}
    </Frame>,
  );
  return { html: restoreLiquid(html.replace(/<!--(\/?\$|html|head|body| )-->/g, "")), text: renderText(root, options) };
}
