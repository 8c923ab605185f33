import { Extension } from "@tiptap/core";
import { knownClass } from "./known-class";

/** Kinds of a paragraph beside the ordinary one. */
export const paragraphKinds = ["lead", "small", "muted", "eyebrow"] as const;

const alignments = ["left", "center", "right"];

/** Where text stands, and what kind of paragraph it is. */
export const TextAttributes = Extension.create({
  name: "textAttributes",
  addGlobalAttributes() {
    return [
      {
        types: ["paragraph", "heading", "button"],
        attributes: {
          alignment: {
            default: null,
            parseHTML: (element) =>
              alignments.find((side) => side === (element.getAttribute("data-align") ?? element.style.textAlign)) ??
              null,
            renderHTML: (attributes) => (attributes.alignment ? { "data-align": attributes.alignment } : {}),
          },
        },
      },
      { types: ["paragraph"], attributes: { class: knownClass(paragraphKinds, "") } },
    ];
  },
});
