import { type LiquidPiece, liquidPieces } from "./liquid-tokens.shared";

/** Addresses with Liquid in them: what of it is encoded how, and how much of it is the author's own words. */

const nameOf = ({ source }: LiquidPiece) => /^\{%-?\s*(\w+)/.exec(source)?.[1] ?? "";
const opening = new Set(["if", "unless", "case", "for"]);
const closing = new Set(["endif", "endunless", "endcase", "endfor"]);
const between = new Set(["else", "elsif", "when"]);
/** What stands inside these is written later or never. */
const apart = new Set(["capture", "comment"]);

/** From both ends in one walk each: looking for the end from every blank would take as long as their number squared. */
function trimEnds(url: string): string {
  let from = 0;
  let to = url.length;
  while (from < to && url.charCodeAt(from) <= 0x20) from += 1;
  while (to > from && url.charCodeAt(to - 1) <= 0x20) to -= 1;
  return url.slice(from, to);
}

/** White space that browsers take out of an address (URL standard, basic parser, steps 1 to 3). */
export function trimUrl(url: string): string {
  return trimEnds(url).replace(/[\t\n\r]+/g, "");
}

/** The same for an address with Liquid, whose tags stay as they are. */
export function trimLiquidUrl(url: string): string {
  const whole = trimEnds(url);
  return liquidPieces(whole)
    .map(({ kind, source }) => (kind === "text" ? source.replace(/[\t\n\r]+/g, "") : source))
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

/**
 * Values in an address: one that begins it is a whole address and checked for its scheme, every other is a part and
 * percent-encoded. `words` writes what stands between, as the place of the address needs it.
 */
export function encodeUrlOutputs(url: string, rewrite: (text: string) => string = (text) => text): string {
  let begun = false;
  const outside: { entry: boolean; begun: boolean }[] = [];
  return liquidPieces(url)
    .map((piece) => {
      if (piece.kind === "output") {
        const filter = begun ? "url_part" : "whole_url";
        begun = true;
        return withFilter(piece.source, filter);
      }
      if (piece.kind === "text") {
        if (piece.source.trim() !== "") begun = true;
        return rewrite(piece.source);
      }
      const name = nameOf(piece);
      const block = outside.at(-1);
      if (opening.has(name)) outside.push({ entry: begun, begun: false });
      else if (block && between.has(name)) {
        block.begun ||= begun;
        begun = block.entry;
      } else if (block && closing.has(name)) {
        begun ||= block.begun;
        outside.pop();
      }
      return piece.source;
    })
    .join("");
}

const hostDone = /^[\0-\x20]*https?:\/\/[^\s/?#{}\\]+[/?#]/i;
const webAddress = /^[\0-\x20]*https?:\/\/[^\s/?#{}\\]/i;
const MAX_LEADS = 32;

interface Block {
  /** Beginnings of the address before the block, and after its branches so far. */
  entry: string[];
  after: string[];
  hasElse: boolean;
}

/**
 * Whether an address is on the web and its host is the author's own words in every branch: only then may our redirect lead
 * there. A value that chooses among the author's addresses is fine, one that is part of a host is not.
 */
export function hasFixedHost(url: string): boolean {
  let leads = [""];
  let skip = "";
  const blocks: Block[] = [];
  for (const piece of liquidPieces(url)) {
    const name = piece.kind === "tag" ? nameOf(piece) : "";
    if (skip !== "") {
      if (name === `end${skip}`) skip = "";
    } else if (piece.kind === "text") {
      leads = leads.map((lead) => (hostDone.test(lead) ? lead : (lead + piece.source).slice(0, 2000)));
    } else if (piece.kind === "output") {
      if (!leads.every((lead) => hostDone.test(lead))) return false;
    } else if (apart.has(name)) skip = name;
    else leads = branch(name, leads, blocks);
    if (leads.length > MAX_LEADS) return false;
  }
  return leads.some((lead) => webAddress.test(lead));
}

function branch(name: string, leads: string[], blocks: Block[]): string[] {
  const block = blocks.at(-1);
  if (opening.has(name)) {
    blocks.push({ entry: leads, after: [], hasElse: false });
    return leads;
  }
  if (!block) return leads;
  if (between.has(name)) {
    block.after.push(...leads);
    block.hasElse ||= name === "else";
    return block.entry;
  }
  if (!closing.has(name)) return leads;
  blocks.pop();
  return [...new Set([...block.after, ...leads, ...(block.hasElse ? [] : block.entry)])];
}

/** What an address may be, branch by branch, with a letter for each value; null when there are too many to name. */
export function urlAlternatives(url: string): string[] | null {
  let ends = [""];
  let skip = "";
  const blocks: Block[] = [];
  for (const piece of liquidPieces(url)) {
    const name = piece.kind === "tag" ? nameOf(piece) : "";
    if (skip !== "") {
      if (name === `end${skip}`) skip = "";
    } else if (piece.kind === "text") ends = ends.map((end) => (end + piece.source).slice(0, 4000));
    else if (piece.kind === "output") ends = ends.map((end) => `${end}${end === "" ? "https://value.invalid/" : "x"}`);
    else if (apart.has(name)) skip = name;
    else ends = branch(name, ends, blocks);
    if (ends.length > MAX_LEADS) return null;
  }
  return ends;
}

/** The words with which an address begins for everybody, when they settle its host; else none. */
export function fixedStart(url: string): string {
  const first = liquidPieces(url)[0];
  if (first?.kind !== "text" || first.source.length === url.length) return "";
  const ending = first.source.trimEnd();
  return hostDone.test(ending) ? ending : "";
}
