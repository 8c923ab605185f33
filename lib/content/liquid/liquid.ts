import { createHash } from "node:crypto";
import { Context, type Emitter, Liquid, LiquidError, type Template, toValue, toValueSync } from "liquidjs";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import { invalid } from "@/lib/base/errors";
import { escapeHtml } from "@/lib/base/html/escape-html";
import { t } from "@/lib/language/t";
import { hasLiquid, liquidPieces, plainLiquidIn } from "./liquid-tokens.shared";
import { type ContentPlace, inPlace } from "./place-names";
import { TrackedLinkTag } from "./tracked-tag";

/** What a tag may do: choose and repeat. Including files and writing without escaping are not among it. */
const allowedTags = new Set([
  "assign",
  "break",
  "capture",
  "case",
  "comment",
  "continue",
  "for",
  "if",
  "raw",
  "unless",
  "#",
]);

const asText = (value: unknown) => (value === null || value === undefined ? "" : String(value));

const linkSchemes =
  /^(https?:\/\/|(mailto|tel|sms|mms|webcals?|whatsapp|viber|tg|skype|facetime|facetime-audio|geo|maps|xmpp|sip|sips|matrix):)/i;

/** A whole address from data: only the web and what people are reached by, so that no contact's value can become a script. */
export function wholeUrl(value: unknown): string {
  const url = asText(value).trim().toWellFormed();
  return linkSchemes.test(url) ? encodeURI(url).replaceAll("%25", "%") : "";
}

/** A value as a part of an address, percent-encoded. */
export function partOfUrl(value: unknown): string {
  return encodeURIComponent(asText(value).toWellFormed());
}

/**
 * What a part of one mail may cost: characters that filters and outputs make, members of ranges, and a price for each pass through a
 * block. A mail of 100 KB takes a tenth of it; what takes more would hold up everybody else's.
 */
const WORK_LIMIT = 2_000_000;
const PASS_PRICE = 20;

/** Counts passes through blocks and what is written into the limit that LiquidJS keeps for memory. */
function bounded(engine: Liquid): void {
  const { renderer } = engine;
  const render = renderer.renderTemplates.bind(renderer);
  renderer.renderTemplates = (templates, context, emitter) => {
    context.memoryLimit.use(PASS_PRICE + templates.length);
    return render(templates, context, emitter ?? countingEmitter(context));
  };
}

function countingEmitter(context: Context): Emitter {
  return {
    buffer: "",
    write(given: unknown) {
      const text = liquidText(given);
      context.memoryLimit.use(text.length);
      this.buffer += text;
    },
  };
}

/** A value as Liquid writes it. */
export function liquidText(given: unknown): string {
  const value: unknown = toValue(given);
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.map(liquidText).join("") : String(value);
}

function makeEngine(html: boolean): Liquid {
  const engine = new Liquid({
    ...(html ? { outputEscape: escapeHtml } : {}),
    ownPropertyOnly: true,
    strictFilters: true,
    strictVariables: false,
    templates: {},
    dynamicPartials: false,
    relativeReference: false,
    parseLimit: 2_000_000,
    // Only a last resort: what a mail may do is counted (see `bounded`), so that a slow moment of the machine fails none.
    renderLimit: 3_000,
    memoryLimit: WORK_LIMIT,
    timezoneOffset: 0,
  });
  for (const tag of Object.keys(engine.tags)) if (!allowedTags.has(tag)) delete engine.tags[tag];
  bounded(engine);
  // Everything is escaped once, at the end, whatever the author asks for: a contact's value never becomes markup.
  for (const name of ["raw", "escape", "escape_once", "xml_escape"]) engine.registerFilter(name, asText);
  engine.registerTag("tracked_link", TrackedLinkTag);
  engine.registerFilter("whole_url", wholeUrl);
  engine.registerFilter("url_part", partOfUrl);
  return engine;
}

/** For HTML: every output is escaped. */
export const htmlLiquid = makeEngine(true);
/** For the subject and the text part: nothing is escaped. */
export const plainLiquid = makeEngine(false);

/** The tag at fault as the author wrote it, for messages; empty when the parser does not know. */
function faultyTag(error: LiquidError): string {
  const tag = error.token?.getText?.() ?? "";
  return tag.length > 120 ? `${tag.slice(0, 117)}…` : tag;
}

function complaint(error: unknown, place: ContentPlace): Error {
  const where = inPlace(place);
  if (!(error instanceof Error)) return invalid(t("{where}, something cannot be read.", { where }));
  const isLiquid = LiquidError.is(error);
  const tag = isLiquid ? faultyTag(error as LiquidError) : "";
  if (/limit exceeded/.test(error.message))
    return invalid(
      t("{where}, {tag} cannot be used: it repeats or writes far too much.", { where, tag: tag || "Liquid" }),
      {
        [place]: t("repeats or writes far too much"),
      },
    );
  const reason = error.message.replace(/, (file|line):.*$/s, "").split("\n")[0] ?? "";
  return invalid(
    tag
      ? t("{where}, {tag} cannot be used: {reason}.", { where, tag, reason })
      : t("{where}, {reason}.", { where, reason }),
    { [place]: reason },
  );
}

/** What a mail that people write stays far below: the parser's time grows with the square of both. */
const limits = { tags: 10_000, depth: 50 };
const opening = /^\{%-?\s*(?:if|unless|case|for|capture|comment|raw)\b/;

function checkAmount(source: string, place: ContentPlace): void {
  if (!hasLiquid(source)) return;
  let tags = 0;
  let depth = 0;
  for (const piece of liquidPieces(source)) {
    if (piece.kind === "text") continue;
    tags += 1;
    if (opening.test(piece.source)) depth += 1;
    else if (/^\{%-?\s*end/.test(piece.source)) depth -= 1;
    if (depth > limits.depth)
      throw invalid(
        t(
          "{place, select, subject {The subject has conditions more than {most} deep.} link {The link has conditions more than {most} deep.} other {The content has conditions more than {most} deep.}}",
          { place, most: String(limits.depth) },
        ),
        { [place]: "depth" },
      );
    if (tags > limits.tags)
      throw invalid(
        t("{where}, there are more than {most} Liquid tags.", { where: inPlace(place), most: String(limits.tags) }),
        {
          [place]: "tags",
        },
      );
  }
}

/** Parses Liquid; throws an `invalid` error that names the place and the tag. */
export function parseLiquid(source: string, place: ContentPlace, engine: Liquid): Template[] {
  checkAmount(source, place);
  try {
    return engine.parse(plainLiquidIn(source));
  } catch (error) {
    throw complaint(error, place);
  }
}

const parsed = new BoundedCache<Template[]>({ max: 200 });

/** Like `parseLiquid`, remembering the syntax tree by the hash of its source: a campaign is parsed once a process. */
export function cachedLiquid(source: string, place: ContentPlace, engine: Liquid): Template[] {
  const key = (engine === htmlLiquid ? "h" : "p") + createHash("sha256").update(source).digest("base64url");
  const known = parsed.get(key);
  if (known) return known;
  const templates = parseLiquid(source, place, engine);
  parsed.set(key, templates);
  return templates;
}

/** Renders parsed Liquid; a failure (a loop without end, a value that does not fit) names the place. */
export function renderLiquid(templates: Template[], data: object, place: ContentPlace, engine: Liquid): string {
  try {
    return engine.renderSync(templates, data);
  } catch (error) {
    throw complaint(error, place);
  }
}

/** Data and variables for rendering a template node by node: what one node assigns the next ones see. */
export function liquidContext(data: object, engine: Liquid): Context {
  return new Context(data, engine.options, { sync: true }, { liquid: engine });
}

/**
 * Renders one node of a template into the emitter; fails like `renderLiquid`. False when nothing of the template may
 * follow, because a break or continue outside any loop ended it.
 */
export function renderNode(
  template: Template,
  context: Context,
  emitter: Emitter,
  { place, engine }: { place: ContentPlace; engine: Liquid },
): boolean {
  try {
    toValueSync(engine.renderer.renderTemplates([template], context, emitter));
    return !context.breakCalled && !context.continueCalled;
  } catch (error) {
    throw complaint(error, place);
  }
}
