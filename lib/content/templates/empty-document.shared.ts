import type { EmailDocument } from "./document.shared";

/** An empty document, ready to be written in. */
export const emptyDocument: EmailDocument = {
  type: "doc",
  content: [{ type: "container", content: [{ type: "paragraph" }] }],
};
