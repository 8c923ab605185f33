import { Fragment, type ReactNode } from "react";
import { Link } from "react-email";
import { palette } from "@/emails/theme";
import { mergeTagSource, protectLiquid } from "@/lib/content/liquid/liquid-tokens.shared";
import type { DocMark, DocNode } from "./document.shared";
import { absoluteUrl, type RenderPlace } from "./render-place";

function applyMark(mark: DocMark, children: ReactNode, place: RenderPlace): ReactNode {
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

/** A piece of a line in its styles. */
export function inlineNode(node: DocNode, place: RenderPlace): ReactNode {
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

/** Several pieces or blocks in their order. */
export const keyed = (nodes: DocNode[], draw: (node: DocNode, index: number) => ReactNode) =>
  // biome-ignore lint/suspicious/noArrayIndexKey: a rendered mail never moves
  nodes.map((node, i) => <Fragment key={i}>{draw(node, i)}</Fragment>);

/** What stands in a line. */
export const inlines = (node: DocNode, place: RenderPlace) => keyed(node.content, (child) => inlineNode(child, place));
