import { invalid } from "@/lib/errors";
import { type HtmlAttribute, type OpenTag, readHtml } from "@/lib/html/read-html";
import { hasLiquid, liquidPieces, protectLiquid, restoreLiquid, withoutLiquid } from "./liquid-tokens";

/** An address in the HTML of a mail, as the author wrote it (Liquid in place, entities read). */
export interface FoundLink {
  url: string;
  /** What the reader sees: the words of the link or the alternative text of its image. */
  label: string;
}

export interface PersonaliseOptions {
  /** Decides what stands in the `href` of an `a`; returns HTML-safe Liquid source, or null to leave it. */
  link(link: FoundLink): string | null;
}

const urlAttributes = new Set(["href", "src", "background", "action", "poster", "cite", "longdesc"]);
const forbiddenTags = new Set(["iframe", "object", "embed", "form", "base", "frame", "frameset", "applet"]);
const labelChars = 2000;
const entities: Record<string, string> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", "#39": "'", "#x27": "'" };

/** Editors write the quotes of a Liquid tag in an attribute as references. */
const decodeTag = (tag: string) =>
  tag.replace(/&(amp|quot|apos|lt|gt|#39|#x27);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);

/** The first Liquid tag of a protected text that writes something, or null; `{% if %}` writes nothing. */
function outputIn(protectedText: string): string | null {
  if (!protectedText.includes("\ue000")) return null;
  return liquidPieces(restoreLiquid(protectedText)).find(({ kind }) => kind === "output")?.source ?? null;
}

function refuse(tag: string, where: string): never {
  throw invalid(`In the content, ${tag} cannot be used ${where}. Put it in text or in a quoted attribute.`, {
    content: where,
  });
}

/** Personal values in an address: a whole one is checked for its scheme, a part is percent-encoded. */
export function encodeUrlOutputs(url: string): string {
  let begun = false;
  return liquidPieces(url)
    .map(({ kind, source }) => {
      if (kind === "output") {
        const filter = begun ? "url_part" : "whole_url";
        begun = true;
        return withFilter(source, filter);
      }
      if (kind === "text" && source.trim() !== "") begun = true;
      return source;
    })
    .join("");
}

/** `{{- value -}}` with one more filter at its end; the hyphens strip white space around it and stay where they are. */
function withFilter(output: string, filter: string): string {
  const inside = output.slice(2, -2);
  const left = inside.startsWith("-") ? "-" : "";
  const right = inside.length > left.length && inside.endsWith("-") ? "-" : "";
  const expression = inside.slice(left.length, inside.length - right.length);
  return `{{${left}${expression.trimEnd()} | ${filter} ${right}}}`;
}

function checkAttribute(attribute: HtmlAttribute, raw: string): void {
  const nameOutput = outputIn(attribute.name);
  if (nameOutput) refuse(nameOutput, "as the name of an attribute");
  const name = withoutLiquid(attribute.name);
  if (/^on/i.test(name))
    throw invalid(`The content has a script in "${name.slice(0, 60)}". Mail clients remove it.`, { content: name });
  const output = outputIn(raw);
  if (output && !attribute.quoted) refuse(output, `in ${name} without quotes`);
  if (output && /^(style|srcdoc|srcset)$/i.test(name)) refuse(output, `in ${name}`);
  // Browsers skip white space and control characters inside a scheme.
  const scheme = attribute.value.slice(0, 200).replace(/[\s\p{Cc}]+/gu, "");
  if (urlAttributes.has(name.toLowerCase()) && /^(javascript|vbscript|data:text|file):?/i.test(scheme))
    throw invalid(`The content has an address that mail clients refuse: "${raw.slice(0, 60)}".`, { content: name });
}

function checkTag(tag: OpenTag): void {
  const output = outputIn(tag.name);
  if (output) refuse(output, "as the name of an element");
  if (tag.name === "script") throw invalid("The content has a script. Mail clients remove it.", { content: "script" });
  if (forbiddenTags.has(tag.name))
    throw invalid(`The content has <${tag.name}>, which mail clients remove.`, { content: tag.name });
}

/** A link that is being read: its words up to its end, the alternative text of its first image. */
interface OpenLabel {
  words: string;
  alt: string;
}

interface FoundUrl {
  attribute: HtmlAttribute;
  raw: string;
  label: OpenLabel | null;
}

const labelOf = ({ words, alt }: OpenLabel) =>
  restoreLiquid(words.replace(/[\s\u200b]+/g, " ").trim() || alt).slice(0, 200);

/** Checks the HTML and collects its addresses, each with the words of its link. */
function findUrls(source: string): FoundUrl[] {
  const urls: FoundUrl[] = [];
  let label: OpenLabel | null = null;
  readHtml(source, (piece) => {
    switch (piece.kind) {
      case "open": {
        checkTag(piece);
        if (piece.name === "a") label = { words: "", alt: "" };
        else if (label && piece.name === "img") label.alt ||= altOf(piece);
        if (label && piece.name !== "a") addWords(label, " ");
        for (const attribute of piece.attributes) {
          const raw = source.slice(attribute.valueStart, attribute.valueEnd);
          checkAttribute(attribute, raw);
          const name = withoutLiquid(attribute.name).toLowerCase();
          if (!attribute.hasValue || !urlAttributes.has(name)) continue;
          urls.push({ attribute, raw, label: piece.name === "a" && name === "href" ? label : null });
        }
        return;
      }
      case "close":
        if (piece.name === "a") label = null;
        else if (label) addWords(label, " ");
        return;
      case "text":
        if (piece.inside === "style" || piece.inside === "script") {
          const output = outputIn(piece.text);
          if (output) refuse(output, "in a style");
        } else if (label) addWords(label, piece.text);
        return;
      case "unfinished": {
        const output = outputIn(source.slice(piece.start, piece.end));
        if (output) refuse(output, "in a tag that does not end");
      }
    }
  });
  return urls;
}

function addWords(label: OpenLabel, words: string): void {
  if (label.words.length < labelChars) label.words += words.slice(0, labelChars);
}

const altOf = (tag: OpenTag) => tag.attributes.find(({ name }) => name.toLowerCase() === "alt")?.value ?? "";

/**
 * Makes HTML with Liquid in it safe to personalise and finds its links: personal values inside addresses are encoded for
 * addresses, links go through `options.link`, and a value where escaping could not protect the reader (in a script, a
 * style, an attribute without quotes) is refused with an error that names it. All else stays as the author wrote it.
 */
export function personaliseHtml(html: string, options: PersonaliseOptions): string {
  // Liquid is hidden in tokens, so that quotes and angle brackets inside a tag cannot confuse the reader.
  const source = protectLiquid(html);
  const parts: string[] = [];
  let from = 0;
  for (const { attribute, raw, label } of findUrls(source)) {
    const url = restoreLiquid(attribute.value, decodeTag).trim();
    const slot = label ? options.link({ url, label: labelOf(label) }) : null;
    const next = slot ?? (hasLiquid(url) ? encodeUrlOutputs(restoreLiquid(raw).trim()) : null);
    if (next === null) continue;
    parts.push(source.slice(from, attribute.start), `${attribute.name}="${protectLiquid(next)}"`);
    from = attribute.end;
  }
  parts.push(source.slice(from));
  return restoreLiquid(parts.join(""));
}
