/** Small words to write the documents of built-in designs with; the shapes are those of `lib/content/templates/document.shared.ts`. */

interface Node {
  type: string;
  attrs?: Record<string, unknown>;
  content?: Node[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

export interface BuiltDocument {
  type: "doc";
  content: Node[];
}

type Inline = string | Node;
type Align = "left" | "center" | "right";

export const run = (text: string, ...marks: string[]): Node => ({
  type: "text",
  text,
  ...(marks.length > 0 ? { marks: marks.map((type) => ({ type })) } : {}),
});

export const bold = (text: string): Node => run(text, "bold");
export const italic = (text: string): Node => run(text, "italic");
export const lineBreak: Node = { type: "hardBreak" };

export const link = (text: string, href: string): Node => ({
  type: "text",
  text,
  marks: [{ type: "link", attrs: { href, target: "_blank" } }],
});

/** A merge tag with what stands in when the contact has no value. */
export const tag = (path: string, fallback = ""): Node => ({ type: "mergeTag", attrs: { path, fallback } });

const inline = (content: Inline[]): Node[] => content.map((piece) => (typeof piece === "string" ? run(piece) : piece));

const block = (type: string, attrs: Record<string, unknown>, content: Inline[]): Node => ({
  type,
  attrs,
  content: inline(content),
});

export const h1 = (...content: Inline[]): Node => block("heading", { level: 1 }, content);
export const h2 = (...content: Inline[]): Node => block("heading", { level: 2 }, content);
export const h3 = (...content: Inline[]): Node => block("heading", { level: 3 }, content);
export const p = (...content: Inline[]): Node => block("paragraph", {}, content);
export const lead = (...content: Inline[]): Node => block("paragraph", { class: "lead" }, content);
export const small = (...content: Inline[]): Node => block("paragraph", { class: "small" }, content);
export const eyebrow = (...content: Inline[]): Node => block("paragraph", { class: "eyebrow" }, content);

export const aligned = (alignment: Align, node: Node): Node => ({ ...node, attrs: { ...node.attrs, alignment } });
export const centered = (node: Node): Node => aligned("center", node);

export const button = (text: string, href: string, variant: "button" | "outline" = "button"): Node => ({
  type: "button",
  attrs: { href, class: variant, alignment: "left" },
  content: [run(text)],
});

/** One of our own pictures in `public/templates`. */
export const picture = (file: string, alt: string, width?: number): Node => ({
  type: "image",
  attrs: { src: `/templates/${file}`, alt, alignment: "center", ...(width ? { width: String(width) } : {}) },
});

export const divider: Node = { type: "horizontalRule", attrs: { class: "divider" } };
export const spacer = (height: number): Node => ({ type: "spacer", attrs: { height } });
export const quote = (...content: Node[]): Node => ({ type: "blockquote", content });
export const section = (variant: "card" | "tint" | "accent", ...content: Node[]): Node => ({
  type: "section",
  attrs: { class: variant },
  content,
});

const items = (entries: (Inline | Inline[])[]): Node[] =>
  entries.map((entry) => ({ type: "listItem", content: [p(...(Array.isArray(entry) ? entry : [entry]))] }));

export const bullets = (...entries: (Inline | Inline[])[]): Node => ({ type: "bulletList", content: items(entries) });
export const numbered = (...entries: (Inline | Inline[])[]): Node => ({ type: "orderedList", content: items(entries) });

/** A table: a line of headings, and lines that each begin with one. */
export const facts = (headings: string[], ...lines: string[][]): Node => ({
  type: "table",
  content: [headings, ...lines].map((line, row) => ({
    type: "tableRow",
    content: line.map((text, i) => ({
      type: row === 0 || i === 0 ? "tableHeader" : "tableCell",
      attrs: { colspan: 1, rowspan: 1 },
      content: [text ? p(text) : p()],
    })),
  })),
});

const columnNames = { 2: "twoColumns", 3: "threeColumns", 4: "fourColumns" } as const;

/** Two to four columns; `widths` in percent when they are not alike. */
export function columns(content: Node[][], widths?: number[]): Node {
  return {
    type: columnNames[content.length as 2 | 3 | 4],
    content: content.map((column, i) => ({
      type: "columnsColumn",
      ...(widths ? { attrs: { width: `${widths[i]}%` } } : {}),
      content: column,
    })),
  };
}

export const doc = (...content: Node[]): BuiltDocument => ({ type: "doc", content: [{ type: "container", content }] });
