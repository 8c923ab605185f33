import { Node } from "@tiptap/core";
import { isRefusedUrl } from "@/lib/content/templates/refused-url.shared";

/** The address when it may stand in a mail, else nothing. */
const kept = (url: string | null) => (url && url.length <= 4000 && !isRefusedUrl(url) ? url : null);

/** A picture with alternative text. */
export const ImageNode = Node.create({
  name: "image",
  group: "block",
  atom: true,
  draggable: true,
  addAttributes() {
    return {
      src: { default: "", parseHTML: (element) => kept(element.getAttribute("src")) ?? "" },
      alt: { default: "", parseHTML: (element) => (element.getAttribute("alt") ?? "").slice(0, 500).toWellFormed() },
      width: {
        default: "auto",
        parseHTML: (element) => /^\d{1,4}/.exec(element.getAttribute("width") ?? "")?.[0] ?? "auto",
      },
      // Designs from elsewhere say it; it is not to be seen here.
      height: { default: null, rendered: false, parseHTML: () => null },
      alignment: {
        default: "center",
        parseHTML: (element) =>
          ["left", "right"].find((side) => side === element.getAttribute("data-align")) ?? "center",
        renderHTML: ({ alignment }) => ({ "data-align": alignment }),
      },
      href: { default: null, parseHTML: (element) => kept(element.getAttribute("data-href")) },
    };
  },
  parseHTML() {
    return [{ tag: "img[src]" }];
  },
  renderHTML({ HTMLAttributes, node }) {
    const width = Number.parseInt(String(node.attrs.width), 10);
    const { href, ...attributes } = HTMLAttributes;
    return ["img", { ...attributes, "data-href": href, style: width ? `width:${width}px` : "width:100%" }];
  },
});
