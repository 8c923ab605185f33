import type { ReactNode } from "react";
import { Button } from "@/emails/blocks/button";
import { Card, type CardVariant, cardInset } from "@/emails/blocks/card";
import { Columns } from "@/emails/blocks/columns";
import { Divider } from "@/emails/blocks/divider";
import { Heading } from "@/emails/blocks/heading";
import { Image } from "@/emails/blocks/image";
import { List, ListItem } from "@/emails/blocks/list";
import { Quote } from "@/emails/blocks/quote";
import { Spacer } from "@/emails/blocks/spacer";
import { Table } from "@/emails/blocks/table";
import { Text, type TextVariant } from "@/emails/blocks/text";
import { directionOf } from "@/emails/frame-text";
import { palette } from "@/emails/theme";
import { protectLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import { blocksToSend, isEmptyLine } from "./blank-blocks";
import type { DocNode } from "./document.shared";
import { inlineNode, inlines, keyed } from "./render-inlines";
import { absoluteUrl, cellPlaces, columnPlaces, type NodeOf, type RenderPlace } from "./render-place";

const textVariants = new Set<string>(["lead", "small", "muted", "eyebrow"]);
const cardVariants = new Set<string>(["card", "tint", "accent"]);

const oneOf = <T extends string>(words: string | null | undefined, known: Set<string>, otherwise: T): T =>
  ((words ?? "").split(/\s+/).find((word) => known.has(word)) ?? otherwise) as T;

const alignOf = (alignment: string | null | undefined) =>
  alignment === "left" || alignment === "center" || alignment === "right" ? alignment : undefined;

const dirOf = ({ options }: RenderPlace) => directionOf(options.lang ?? "en");

const pixels = (size: string | number | null | undefined) => {
  const value = Number.parseInt(String(size ?? ""), 10);
  return value > 0 && !String(size).endsWith("%") ? value : undefined;
};

function blocks(node: DocNode, place: RenderPlace): ReactNode {
  return keyed(blocksToSend(node), (child) => (isEmptyLine(child) ? <Spacer height={26} /> : blockNode(child, place)));
}

function tightBlocks(node: DocNode, place: RenderPlace): ReactNode {
  const sent = blocksToSend(node);
  return keyed(sent, (child, i) =>
    blockNode(child, { ...place, compact: i === sent.length - 1 && child.type === "paragraph" }),
  );
}

function tableNode(node: NodeOf<"table">, place: RenderPlace): ReactNode {
  const rows = cellPlaces(node, place).map((cells) =>
    cells.map(({ cell, place: own }) => ({
      ...cell.attrs,
      heading: cell.type === "tableHeader",
      content: tightBlocks(cell, own),
    })),
  );
  return <Table theme={place.options.brand} color={place.color} dir={dirOf(place)} rows={rows} />;
}

function columnsNode(node: NodeOf<"twoColumns" | "threeColumns" | "fourColumns">, place: RenderPlace): ReactNode {
  const places = columnPlaces(node, place);
  return (
    <Columns widths={places.map(({ share }) => share)} dir={dirOf(place)}>
      {node.content.map((column, i) => blocks(column, places[i]?.place ?? place))}
    </Columns>
  );
}

function sectionNode(node: NodeOf<"section">, place: RenderPlace): ReactNode {
  const variant = oneOf<CardVariant>(node.attrs.class, cardVariants, "plain");
  const theme = place.options.brand;
  const inside: RenderPlace = {
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

function imageNode(node: NodeOf<"image">, place: RenderPlace): ReactNode {
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

function paragraphNode(node: NodeOf<"paragraph">, place: RenderPlace): ReactNode {
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

/** A block of a mail as it is drawn where it stands. */
export function blockNode(node: DocNode, place: RenderPlace): ReactNode {
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
      return (
        <Quote theme={theme} dir={dirOf(place)}>
          {tightBlocks(node, place)}
        </Quote>
      );
    case "bulletList":
    case "orderedList":
      return (
        <List
          theme={theme}
          ordered={node.type === "orderedList"}
          start={node.type === "orderedList" ? (node.attrs.start ?? undefined) : undefined}
          color={place.color}
          dir={dirOf(place)}
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
          dir={dirOf(place)}
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
