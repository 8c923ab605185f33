import type { toPlainText } from "react-email";

const headings = ["h1", "h2", "h3", "h4", "h5", "h6"].map((selector) => ({
  selector,
  options: { uppercase: false },
}));

/** How HTML becomes the text part: no shouting headings, no images, no preview padding, links as "words (address)". */
export const plainTextOptions: Parameters<typeof toPlainText>[1] = {
  wordwrap: false,
  selectors: [
    ...headings,
    { selector: "[data-preview]", format: "skip" },
    { selector: "style", format: "skip" },
    { selector: "img", format: "skip" },
    {
      selector: "a",
      options: { linkBrackets: ["(", ")"], hideLinkHrefIfSameAsText: true, ignoreHref: false, noAnchorUrl: true },
    },
  ],
};
