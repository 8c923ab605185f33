import type { ScannedHtml } from "./scan-html";

interface Feature {
  /** What the author sees it as. */
  name: string;
  /** Who ignores it, and what is seen instead. */
  effect: string;
  used: (html: ScannedHtml) => boolean;
}

const element =
  (...names: string[]) =>
  (html: ScannedHtml) =>
    names.some((name) => html.elements.has(name));
const css = (pattern: RegExp) => (html: ScannedHtml) => pattern.test(html.css);

/**
 * Features that large mail clients drop, with what the reader sees instead. From caniemail.com data of May 2026;
 * only what changes the meaning of a mail is listed, not what merely degrades.
 */
export const unsupportedFeatures: Feature[] = [
  {
    name: "Script",
    effect: "Every mail client removes it, and many filters treat the mail as dangerous.",
    used: element("script"),
  },
  {
    name: "Form fields",
    effect: "Outlook shows no fields, and Gmail warns before anything is submitted.",
    used: element("form", "input", "select", "textarea"),
  },
  {
    name: "Embedded page (iframe)",
    effect: "Removed everywhere; link to the page instead.",
    used: element("iframe", "object", "embed"),
  },
  {
    name: "Video",
    effect: "Only Apple Mail plays it; use a linked picture of the video.",
    used: element("video", "audio"),
  },
  { name: "SVG drawing", effect: "Gmail and Outlook show nothing; use a PNG.", used: element("svg") },
  {
    name: "External style sheet",
    effect: "Gmail and Outlook ignore it; put the styles in the mail.",
    used: element("link"),
  },
  {
    name: "Fixed or sticky position",
    effect: "Removed by Gmail, Outlook and Yahoo; the block appears in the normal flow.",
    used: css(/position\s*:\s*(fixed|sticky|absolute)/i),
  },
  {
    name: "CSS grid",
    effect: "Outlook on Windows stacks the cells; use columns.",
    used: css(/display\s*:\s*(inline-)?grid/i),
  },
  {
    name: "CSS variables",
    effect: "Gmail and Outlook ignore the values; write them out.",
    used: css(/var\(\s*--/i),
  },
];
