import { invalid } from "@/lib/errors";
import { hasLiquid, protectLiquid, restoreLiquid } from "./liquid-tokens";

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

// Runs on HTML whose Liquid is hidden in tokens, so quotes and angle brackets inside a tag cannot confuse it.
const pieces =
  /<!--[\s\S]*?-->|<(style|script)\b[^>]*>[\s\S]*?<\/\1\s*>|<(\/?)([a-z][^\s/>]*)((?:"[^"]*"|'[^']*'|[^'">])*)>/gi;
const attributes = /([^\s"'<>/=]+)(?:(\s*=\s*)(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/g;
const urlAttributes = new Set(["href", "src", "background", "action", "poster", "cite", "longdesc"]);
const forbiddenTags = new Set(["script", "iframe", "object", "embed", "form", "base", "frame", "frameset", "applet"]);
const entities: Record<string, string> = { amp: "&", quot: '"', apos: "'", lt: "<", gt: ">", "#39": "'", "#x27": "'" };

const decodeEntities = (text: string) =>
  text.replace(/&(amp|quot|apos|lt|gt|#39|#x27);/gi, (whole, name: string) => entities[name.toLowerCase()] ?? whole);

/** The first Liquid tag of a protected text that writes something, or null; `{% if %}` writes nothing. */
function outputIn(protectedText: string): string | null {
  return /\{\{[\s\S]*?\}\}/.exec(restoreLiquid(protectedText))?.[0] ?? null;
}

function refuse(tag: string, where: string): never {
  throw invalid(`In the content, ${tag} cannot be used ${where}. Put it in text or in a quoted attribute.`, {
    content: where,
  });
}

/** Personal values in an address: a whole one is checked for its scheme, a part is percent-encoded. */
export function encodeUrlOutputs(url: string): string {
  let literal = "";
  return url.replace(/\{\{([\s\S]*?)\}\}|\{%[\s\S]*?%\}|[^{]+|\{/g, (piece, expression: string | undefined) => {
    if (expression === undefined) {
      if (!piece.startsWith("{%")) literal += piece.trim();
      return piece;
    }
    const filter = literal === "" ? "whole_url" : "url_part";
    literal += "x";
    const [, left, inner, right] = /^(-?)([\s\S]*?)(-?)$/.exec(expression) ?? ["", "", expression, ""];
    return `{{${left}${inner?.trimEnd()} | ${filter} ${right}}}`;
  });
}

function labelAfter(html: string, from: number): string {
  const end = html.slice(from).search(/<\/a\s*>/i);
  const inside = end < 0 ? "" : html.slice(from, from + end);
  const words = inside
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/&(nbsp|#8202|#8203);/g, " ")
    .replace(/\s+/g, " ")
    .trim();
  const alt = /<img\b[^>]*\balt="([^"]*)"/i.exec(inside)?.[1] ?? "";
  return restoreLiquid(decodeEntities(words || alt)).slice(0, 200);
}

function checkAttribute(name: string, value: string, quoted: boolean): void {
  const nameOutput = outputIn(name);
  if (nameOutput) refuse(nameOutput, "as the name of an attribute");
  if (/^on/i.test(name))
    throw invalid(`The content has a script in "${name}". Mail clients remove it.`, { content: name });
  const output = outputIn(value);
  if (output && !quoted) refuse(output, `in ${name} without quotes`);
  if (output && /^(style|srcdoc|srcset)$/i.test(name)) refuse(output, `in ${name}`);
  if (
    urlAttributes.has(name.toLowerCase()) &&
    /^\s*(javascript|vbscript|data:text|file):?/i.test(decodeEntities(value))
  )
    throw invalid(`The content has an address that mail clients refuse: "${value.slice(0, 60)}".`, { content: name });
}

function rewriteAttributes(tag: string, attrs: string, label: () => string, options: PersonaliseOptions): string {
  return attrs.replace(attributes, (whole, name: string, equals: string | undefined, double, single, bare) => {
    const value: string = double ?? single ?? bare ?? "";
    checkAttribute(name, value, bare === undefined);
    if (!equals || !urlAttributes.has(name.toLowerCase())) return whole;
    const url = decodeEntities(restoreLiquid(value)).trim();
    const slot = tag === "a" && name.toLowerCase() === "href" ? options.link({ url, label: label() }) : null;
    const next = slot ?? (hasLiquid(url) ? encodeUrlOutputs(restoreLiquid(value).trim()) : null);
    if (next === null) return whole;
    return `${name}="${protectLiquid(next)}"`;
  });
}

/**
 * Makes HTML with Liquid in it safe to personalise and finds its links: personal values inside addresses are encoded for
 * addresses, links go through `options.link`, and a value where escaping could not protect the reader (in a script, a
 * style, an attribute without quotes) is refused with an error that names it.
 */
export function personaliseHtml(html: string, options: PersonaliseOptions): string {
  const source = protectLiquid(html);
  const result = source.replace(
    pieces,
    (whole, raw: string | undefined, slash, name: string | undefined, attrs, at: number) => {
      if (raw || name?.toLowerCase() === "script") {
        if (raw?.toLowerCase() !== "style")
          throw invalid("The content has a script. Mail clients remove it.", { content: "script" });
        const output = outputIn(whole);
        if (output) refuse(output, "in a style");
        return whole;
      }
      if (!name) return whole;
      const tag = name.toLowerCase();
      const output = outputIn(name);
      if (output) refuse(output, "as the name of an element");
      if (forbiddenTags.has(tag))
        throw invalid(`The content has <${tag}>, which mail clients remove.`, { content: tag });
      if (slash) return whole;
      return `<${name}${rewriteAttributes(tag, attrs, () => labelAfter(source, at + whole.length), options)}>`;
    },
  );
  return restoreLiquid(result);
}
