import {
  type Context,
  type Emitter,
  type Liquid,
  type Parser,
  Tag,
  type TagToken,
  type Template,
  type TopLevelToken,
  TypeGuards,
} from "liquidjs";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { trimUrl } from "./url-liquid";

/** Makes the address that records a click and leads on to link `no`, with the rest of its address. */
export type ClickTo = (no: number, rest: string) => string;

/** Where the data of a message holds its `ClickTo`. A symbol, so that no Liquid reaches it. */
export const clickTo = Symbol("clickTo");

export interface TrackedLink {
  no: number;
  /** How many characters of the address all messages share; the click carries the rest. */
  shared: number;
}

/** Longer addresses are left as they are: mail programs cut lines and addresses of some 2,000 characters. */
const MAX_REST = 1200;

const unescapes: Record<string, string> = ownTable({
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
});

/** Undoes `escapeHtml`: what a browser makes of an attribute written by it. */
export function unescapeHtml(text: string): string {
  return text.includes("&") ? text.replace(/&(amp|lt|gt|quot|#39);/g, (whole) => unescapes[whole] ?? whole) : text;
}

/** The tracked address for a rendered one, or null when that has to stay as it is: not on the web, or too long. */
export function trackedAddress(
  address: string,
  { no, shared }: TrackedLink,
  track: ClickTo | undefined,
): string | null {
  const url = trimUrl(address);
  if (!track || !/^https?:\/\//i.test(url) || url.length - shared > MAX_REST || !URL.canParse(url)) return null;
  return track(no, url.slice(shared));
}

/** The Liquid source of a tracked address that is rendered for each recipient. */
export function trackedSource({ no, shared }: TrackedLink, address: string): string {
  return `{% tracked_link ${no} ${shared} %}${address}{% endtracked_link %}`;
}

/** Whether an author's source holds what only compiling may write. */
export function writesTrackedLinks(source: string): boolean {
  return /\{%-?\s*(end)?tracked_link\b/.test(source);
}

/** The block that renders an address where it stands, loop and assigned variables included, and writes the tracked one. */
export class TrackedLinkTag extends Tag {
  readonly link: TrackedLink;
  readonly templates: Template[] = [];

  constructor(token: TagToken, remaining: TopLevelToken[], liquid: Liquid, parser: Parser) {
    super(token, remaining, liquid);
    const [no = 0, shared = 0] = token.args.trim().split(" ").map(Number);
    this.link = { no, shared };
    while (remaining.length > 0) {
      const next = remaining.shift() as TopLevelToken;
      if (TypeGuards.isTagToken(next) && next.name === "endtracked_link") return;
      this.templates.push(parser.parseToken(next, remaining));
    }
    throw new Error(`tag ${token.getText()} not closed`);
  }

  *render(context: Context, emitter: Emitter): Generator<unknown, void, string> {
    const text = yield this.liquid.renderer.renderTemplates(this.templates, context);
    const isHtml = this.liquid.options.outputEscape !== undefined;
    const track = (context.environments as { [clickTo]?: ClickTo })[clickTo];
    emitter.write(trackedAddress(isHtml ? unescapeHtml(text) : text, this.link, track) ?? text);
  }

  // biome-ignore lint/correctness/useYield: the shape that LiquidJS asks for
  *children(): Generator<unknown, Template[]> {
    return this.templates;
  }
}
