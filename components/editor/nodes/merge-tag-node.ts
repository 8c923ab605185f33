import { mergeAttributes, Node, nodeInputRule } from "@tiptap/core";
import { mergeTagSource } from "@/lib/content/liquid/liquid-tokens.shared";
import { tagLabel } from "../merge-text-parts";

declare module "@tiptap/core" {
  interface Commands<ReturnType> {
    mergeTag: {
      /** Puts a personal value where the cursor is. */
      insertMergeTag: (tag: { path: string; fallback: string }) => ReturnType;
    };
  }
}

const typed =
  /\{\{\s*(?=[\w.]{1,120}[\s|}])([a-z_]\w*(?:\.\w+)*)\s*(?:\|\s*default:\s*["“']([^"”']{0,200})["”']\s*)?\}\}$/i;

const isPath = (path: string) => path.length <= 120 && /^[a-z_]\w*(\.\w+)*$/i.test(path);

/** A personal value in the text: shown as a chip with the name of its field, sent as Liquid. Typing `{{ contact.first_name }}` makes one too. */
export const MergeTagNode = Node.create({
  name: "mergeTag",
  group: "inline",
  inline: true,
  atom: true,
  selectable: true,
  addAttributes() {
    return {
      path: { default: "contact.first_name", parseHTML: (element) => element.getAttribute("data-path") },
      fallback: {
        default: "",
        parseHTML: (element) => (element.getAttribute("data-fallback") ?? "").slice(0, 200).toWellFormed(),
      },
    };
  },
  parseHTML() {
    return [{ tag: "span[data-path]", getAttrs: (element) => (isPath(element.dataset.path ?? "") ? null : false) }];
  },
  renderHTML({ node }) {
    const { path, fallback } = node.attrs as { path: string; fallback: string };
    const attributes = {
      "data-path": path,
      "data-fallback": fallback,
      class: "hm-merge-tag",
      title: mergeTagSource(path, fallback),
    };
    return ["span", mergeAttributes(attributes), fallback ? `${tagLabel(path)} · ${fallback}` : tagLabel(path)];
  },
  renderText({ node }) {
    return mergeTagSource(node.attrs.path as string, node.attrs.fallback as string);
  },
  addCommands() {
    return {
      insertMergeTag:
        (tag) =>
        ({ commands }) =>
          commands.insertContent({ type: this.name, attrs: tag }),
    };
  },
  addInputRules() {
    return [
      nodeInputRule({
        find: typed,
        type: this.type,
        getAttributes: (match) => ({ path: match[1], fallback: match[2] ?? "" }),
      }),
    ];
  },
});
