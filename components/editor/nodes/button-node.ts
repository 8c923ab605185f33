import { Node } from "@tiptap/core";
import { isRefusedUrl } from "@/lib/content/templates/refused-url.shared";
import { kindIn, knownClass } from "./known-class";

const kinds = ["button", "outline"];

/** A button: its words are written in place, its address is set beside it. */
export const ButtonNode = Node.create({
  name: "button",
  group: "block",
  content: "inline*",
  marks: "bold",
  defining: true,
  addAttributes() {
    return {
      class: knownClass(kinds, "button"),
      href: {
        default: "#",
        parseHTML: (element) => {
          const href = element.getAttribute("data-href") ?? "#";
          return isRefusedUrl(href) || href.length > 4000 ? "#" : href;
        },
      },
    };
  },
  parseHTML() {
    return [{ tag: "div[data-type=button]" }];
  },
  renderHTML({ node, HTMLAttributes }) {
    const kind = kindIn(node.attrs.class, kinds) ?? "button";
    const { "data-align": side } = HTMLAttributes;
    const attributes = { "data-type": "button", "data-kind": kind, "data-align": side, "data-href": node.attrs.href };
    return ["div", attributes, ["span", { class: "node-button" }, 0]];
  },
});
