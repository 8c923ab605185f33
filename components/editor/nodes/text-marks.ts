import { Mark } from "@tiptap/core";

/** Raised text, as in "10²". */
export const SupMark = Mark.create({
  name: "sup",
  parseHTML() {
    return [{ tag: "sup" }];
  },
  renderHTML() {
    return ["sup", 0];
  },
});

/** Text in capitals, whatever it was typed as. */
export const UppercaseMark = Mark.create({
  name: "uppercase",
  parseHTML() {
    return [{ tag: "span[data-type=uppercase]" }];
  },
  renderHTML() {
    return ["span", { "data-type": "uppercase", style: "text-transform: uppercase; letter-spacing: 0.04em" }, 0];
  },
});
