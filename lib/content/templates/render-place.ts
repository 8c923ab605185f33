import { columnGap } from "@/emails/blocks/columns";
import type { BrandTheme } from "@/emails/theme";
import { protectLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import type { DocNode } from "./document.shared";

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
  withoutWayOut?: boolean | undefined;
}

/** What a block needs to know about where it stands. */
export interface RenderPlace {
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

export type NodeOf<K extends DocNode["type"]> = Extract<DocNode, { type: K }>;

/** An address made absolute, with its Liquid hidden. */
export function absoluteUrl(url: string | null | undefined, assetBase: string): string {
  const trimmed = (url ?? "").trim();
  return protectLiquid(trimmed.startsWith("/") && !trimmed.startsWith("//") ? assetBase + trimmed : trimmed);
}

/** The place of each column of a row of them, and its share of the width in percent: what the author asked for, or all alike. */
export function columnPlaces(
  node: NodeOf<"twoColumns" | "threeColumns" | "fourColumns">,
  place: RenderPlace,
): { share: number; place: RenderPlace }[] {
  const count = node.content.length || 1;
  const asked = node.content.map((column) =>
    column.type === "columnsColumn" && /%$/.test(String(column.attrs.width))
      ? Number.parseFloat(String(column.attrs.width))
      : 0,
  );
  const total = asked.reduce((sum, share) => sum + share, 0);
  const areAsked = asked.every((each) => each > 0);
  return asked.map((each) => {
    const share = areAsked ? Math.round((each / total) * 100) : Math.floor(100 / count);
    const width = Math.floor((place.width * share) / 100 - (columnGap * (count - 1)) / count);
    return { share, place: { ...place, width } };
  });
}

/** The cells of a table row by row, each with its place: its columns' part of the width. */
export function cellPlaces(
  node: NodeOf<"table">,
  place: RenderPlace,
): { cell: NodeOf<"tableCell" | "tableHeader">; place: RenderPlace }[][] {
  const rows = node.content.map((row) =>
    row.content.filter((cell) => cell.type === "tableCell" || cell.type === "tableHeader"),
  );
  const columns = Math.max(1, ...rows.map((cells) => cells.reduce((sum, { attrs }) => sum + attrs.colspan, 0)));
  return rows.map((cells) =>
    cells.map((cell) => {
      const width = Math.floor((place.width * cell.attrs.colspan) / columns);
      return { cell, place: { ...place, width, bold: cell.type === "tableHeader" } };
    }),
  );
}
