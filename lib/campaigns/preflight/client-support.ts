import { type Msg, msg } from "@/lib/language/t";
import type { ScannedHtml } from "./scan-html";

interface Feature {
  /** What the author sees it as. */
  name: Msg;
  /** Who ignores it, and what is seen instead. */
  effect: Msg;
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
    name: msg("Script"),
    effect: msg("Every mail client removes it, and many filters treat the mail as dangerous."),
    used: element("script"),
  },
  {
    name: msg("Form fields"),
    effect: msg("Outlook shows no fields, and Gmail warns before anything is submitted."),
    used: element("form", "input", "select", "textarea"),
  },
  {
    name: msg("Embedded page (iframe)"),
    effect: msg("Removed everywhere; link to the page instead."),
    used: element("iframe", "object", "embed"),
  },
  {
    name: msg("Video"),
    effect: msg("Only Apple Mail plays it; use a linked picture of the video."),
    used: element("video", "audio"),
  },
  { name: msg("SVG drawing"), effect: msg("Gmail and Outlook show nothing; use a PNG."), used: element("svg") },
  {
    name: msg("External style sheet"),
    effect: msg("Gmail and Outlook ignore it; put the styles in the mail."),
    used: element("link"),
  },
  {
    name: msg("Fixed or sticky position"),
    effect: msg("Removed by Gmail, Outlook and Yahoo; the block appears in the normal flow."),
    used: css(/position\s*:\s*(fixed|sticky|absolute)/i),
  },
  {
    name: msg("CSS grid"),
    effect: msg("Outlook on Windows stacks the cells; use columns."),
    used: css(/display\s*:\s*(inline-)?grid/i),
  },
  {
    name: msg("CSS variables"),
    effect: msg("Gmail and Outlook ignore the values; write them out."),
    used: css(/var\(\s*--/i),
  },
];
