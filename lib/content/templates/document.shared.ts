import { z } from "zod";
import { t } from "@/lib/language/t";
import { maxDepth, maxNodes, maxText } from "./document-limits.shared";
import { isRefusedUrl } from "./refused-url.shared";

/**
 * The document of the block editor: TipTap JSON. This file is the list of every node, mark and attribute that the editor
 * can make and the renderer can draw; anything else is refused by name, so that nothing an author wrote is lost in silence.
 */

const text = (max: number) => z.string().max(max).nullish();
const alignment = z.enum(["left", "center", "right", "justify"]).nullish();
const url = z
  .string()
  .max(4000)
  .refine((value) => !isRefusedUrl(value), "is an address that mail clients refuse")
  .nullish();
const block = { alignment, class: text(200) };
const size = z.union([z.string().max(20), z.number()]).nullish();
const layout = {
  align: text(20),
  width: size,
  height: size,
  id: text(100),
  class: text(200),
  title: text(200),
  lang: text(35),
  dir: text(3),
  "data-id": text(100),
};
const columns = z.strictObject({ ...layout, cellspacing: size });
const span = z.number().int().min(1).max(100).default(1);
const cell = z.strictObject({ colspan: span, rowspan: span });

/** A merge tag's path: words joined by dots, as in `contact.first_name`. */
export const MergeTagPath = z
  .string()
  .max(120)
  .regex(/^[a-z_]\w*(\.\w+)*$/i, "is not a merge tag");

export const nodeAttrs = {
  doc: z.strictObject({}),
  container: z.strictObject({}),
  paragraph: z.strictObject(block),
  heading: z.strictObject({ ...block, level: z.number().int().min(1).max(6).default(2) }),
  text: z.strictObject({}),
  hardBreak: z.strictObject({}),
  mergeTag: z.strictObject({ path: MergeTagPath, fallback: text(200) }),
  blockquote: z.strictObject(block),
  bulletList: z.strictObject(block),
  orderedList: z.strictObject({ ...block, start: z.number().int().nullish(), type: text(5) }),
  listItem: z.strictObject(block),
  button: z.strictObject({ ...block, href: url }),
  image: z.strictObject({ ...block, src: url, alt: text(500), width: size, height: size, href: url }),
  horizontalRule: z.strictObject({ class: text(200) }),
  spacer: z.strictObject({ height: z.number().int().min(4).max(200).default(24) }),
  section: z.strictObject({ class: text(200) }),
  twoColumns: columns,
  threeColumns: columns,
  fourColumns: columns,
  columnsColumn: z.strictObject({ ...layout, alignment }),
  table: z.strictObject({}),
  tableRow: z.strictObject({}),
  tableHeader: cell,
  tableCell: cell,
} as const;

export const markAttrs = {
  bold: z.strictObject({}),
  italic: z.strictObject({}),
  underline: z.strictObject({}),
  strike: z.strictObject({}),
  code: z.strictObject({}),
  sup: z.strictObject({}),
  uppercase: z.strictObject({}),
  link: z.strictObject({
    href: url,
    target: text(20),
    rel: text(100),
    class: text(200),
    title: text(300),
    "ses:no-track": text(20),
  }),
} as const;

export type NodeName = keyof typeof nodeAttrs;
export type MarkName = keyof typeof markAttrs;

export type DocMark = { [K in MarkName]: { type: K; attrs: z.output<(typeof markAttrs)[K]> } }[MarkName];

/** A node with its attributes read and every part present, for code that walks the document. */
export type DocNode = {
  [K in NodeName]: {
    type: K;
    attrs: z.output<(typeof nodeAttrs)[K]>;
    content: DocNode[];
    text: string;
    marks: DocMark[];
  };
}[NodeName];

/** TipTap JSON as it is stored. */
export interface EmailDocument {
  type: "doc";
  content: JsonNode[];
}

export interface JsonNode {
  type: string;
  attrs?: Record<string, unknown>;
  content?: JsonNode[];
  text?: string;
  marks?: { type: string; attrs?: Record<string, unknown> }[];
}

const inline: readonly NodeName[] = ["text", "hardBreak", "mergeTag"];
const blocks: readonly NodeName[] = [
  "paragraph",
  "heading",
  "blockquote",
  "bulletList",
  "orderedList",
  "button",
  "image",
  "horizontalRule",
  "spacer",
  "section",
  "twoColumns",
  "threeColumns",
  "fourColumns",
  "table",
];
const column: readonly NodeName[] = ["columnsColumn"];
const none: readonly NodeName[] = [];

const children: Record<NodeName, readonly NodeName[]> = {
  doc: [...blocks, "container"],
  container: blocks,
  paragraph: inline,
  heading: inline,
  text: none,
  hardBreak: none,
  mergeTag: none,
  blockquote: blocks,
  bulletList: ["listItem"],
  orderedList: ["listItem"],
  listItem: blocks,
  button: inline,
  image: none,
  horizontalRule: none,
  spacer: none,
  section: blocks,
  twoColumns: column,
  threeColumns: column,
  fourColumns: column,
  columnsColumn: blocks,
  table: ["tableRow"],
  tableRow: ["tableHeader", "tableCell"],
  tableHeader: blocks,
  tableCell: blocks,
};

class Problem extends Error {}

const RawNode = z.strictObject({
  type: z.string(),
  attrs: z.record(z.string(), z.unknown()).nullish(),
  content: z.array(z.unknown()).nullish(),
  text: z.string().max(maxText).optional(),
  marks: z
    .array(z.strictObject({ type: z.string(), attrs: z.record(z.string(), z.unknown()).nullish() }))
    .max(20)
    .nullish(),
});

function readAttrs(schema: z.ZodType, name: string, attrs: unknown): unknown {
  const result = schema.safeParse(attrs ?? {});
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  const key = issue?.code === "unrecognized_keys" ? issue.keys[0] : issue?.path.join(".");
  const place = { key: key ?? "", block: name };
  if (issue?.code === "unrecognized_keys")
    throw new Problem(t('In the document, "{key}" of a {block} is not known.', place));
  throw new Problem(
    t('In the document, "{key}" of a {block} {reason}.', { ...place, reason: issue?.message ?? "is wrong" }),
  );
}

const isName = <T extends object>(table: T, name: string): name is Extract<keyof T, string> =>
  Object.hasOwn(table, name);

function readMark(mark: { type: string; attrs?: Record<string, unknown> | null | undefined }): DocMark {
  if (!isName(markAttrs, mark.type))
    throw new Problem(t('The document uses a text style that is not known: "{style}".', { style: mark.type }));
  return { type: mark.type, attrs: readAttrs(markAttrs[mark.type], mark.type, mark.attrs) } as DocMark;
}

function readNode(input: unknown, parent: NodeName | null, depth: number, count: { nodes: number }): DocNode {
  const raw = RawNode.safeParse(input);
  if (!raw.success) throw new Problem(t("The document holds something that is not a block."));
  const { type, attrs, content, text: written, marks } = raw.data;
  if (!isName(nodeAttrs, type))
    throw new Problem(t('The document uses a block that is not known: "{block}".', { block: type }));
  if (parent && !children[parent].includes(type))
    throw new Problem(t("In the document, a {block} cannot be inside a {parent}.", { block: type, parent }));
  if (depth > maxDepth) throw new Problem(t("The document is nested too deeply."));
  count.nodes += 1;
  if (count.nodes > maxNodes)
    throw new Problem(t("The document has more than {most} blocks.", { most: String(maxNodes) }));
  return {
    type,
    attrs: readAttrs(nodeAttrs[type], type, attrs),
    content: (content ?? []).map((child) => readNode(child, type, depth + 1, count)),
    text: written ?? "",
    marks: (marks ?? []).map(readMark),
  } as DocNode;
}

/** Reads a stored document into a tree with every attribute checked; throws a `ZodError` that names what is not known. */
export function readDocument(document: unknown): DocNode {
  try {
    const root = readNode(document, null, 0, { nodes: 0 });
    if (root.type !== "doc") throw new Problem('The document must begin with "doc".');
    return root;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    throw new z.ZodError([{ code: "custom", message: error.message, path: [], input: undefined }]);
  }
}

/** A document as it comes from the editor or the API: checked whole, kept as it is. */
export const EmailDocument = z.unknown().transform((input, ctx): EmailDocument => {
  try {
    readDocument(input);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    for (const issue of error.issues) ctx.issues.push({ code: "custom", message: issue.message, input, path: [] });
    return z.NEVER;
  }
  return input as EmailDocument;
});

/** Every node of the tree, parents before children, in reading order. */
export function* walkNodes(node: DocNode): Generator<DocNode> {
  yield node;
  for (const child of node.content) yield* walkNodes(child);
}
