import {
  CaseTag,
  type Context,
  type Emitter,
  ForTag,
  IfTag,
  type Liquid,
  type Template,
  type Token,
  TypeGuards,
  toValueSync,
  UnlessTag,
} from "liquidjs";
import { type ClickTo, clickTo, TrackedLinkTag, trackedAddress, unescapeHtml } from "@/lib/content/liquid/tracked-tag";
import { type EncodedRun, encodeRun, type TokenPlace } from "@/lib/mail/mime/compiled-run";
import { fillRuns, fillValue, type PlainRuns, type PlainValue, plainRuns, plainValue } from "./plain-runs";

/** What all messages share while a template is condensed: its values become part of the static runs. */
export interface SharedData {
  /** What Liquid sees, with marks where the tokens of a message will stand. */
  scope: object;
  /** Marks of the same length as their tokens, in the order of the tokens. */
  marks: readonly string[];
}

/** Stands in a template for everything up to the next thing that depends on the recipient. Writes itself. */
export class RunNode implements Template {
  readonly token: Token;
  readonly run: EncodedRun;

  constructor(token: Token, run: EncodedRun) {
    this.token = token;
    this.run = run;
  }

  render(_context: Context, emitter: Emitter): void {
    emitter.write(this);
  }
}

/** Stands for one value of the contact. Only what is not plain is left to Liquid. */
export class ValueNode implements Template {
  readonly token: Token;
  readonly value: PlainValue;
  readonly original: Template;
  private readonly html: boolean;

  constructor(original: Template, value: PlainValue, html: boolean) {
    this.token = original.token;
    this.original = original;
    this.value = value;
    this.html = html;
  }

  /** The text for the data, or null when Liquid has to write it. */
  fill(data: object): string | null {
    return fillValue(this.value, data, this.html);
  }

  render(context: Context, emitter: Emitter): unknown {
    const text = this.fill(context.environments);
    if (text === null) return this.original.render(context, emitter);
    emitter.write(text);
    return undefined;
  }
}

/** Stands for the address of a tracked link that only fills values of the contact in. */
export class LinkNode implements Template {
  readonly token: Token;
  readonly original: TrackedLinkTag;
  private readonly runs: PlainRuns;

  constructor(original: TrackedLinkTag, runs: PlainRuns) {
    this.token = original.token;
    this.original = original;
    this.runs = runs;
  }

  /** The tracked address, or null when Liquid has to write it. */
  fill(data: object): string | null {
    const address = fillRuns(this.runs, data, false);
    return address && trackedAddress(address, this.original.link, (data as { [clickTo]?: ClickTo })[clickTo]);
  }

  render(context: Context, emitter: Emitter): unknown {
    const text = this.fill(context.environments);
    if (text === null) return this.original.render(context, emitter);
    emitter.write(text);
    return undefined;
  }
}

/** Tags that give the same text, or none, whatever the data. */
const constantTags = new Set(["raw", "comment", "#"]);
/** What a template finds without defining it; see `liquidData`. */
const roots = [
  ...["contact", "workspace", "campaign", "slots"],
  ...["unsubscribe_url", "preferences_url", "view_in_browser_url"],
];
/** Inside conditions and loops shorter texts stay as they are: they cost less than beginning a line of their own. */
const MIN_NESTED = 48;

/**
 * Condenses a parsed template, which it changes: what is the same for everybody becomes runs, encoded here and now, also
 * inside conditions and loops. What is captured into a variable stays Liquid's, because it is text and not output.
 */
export function condenseTemplate(
  templates: readonly Template[],
  engine: Liquid,
  options: SharedData & { html: boolean },
): Template[] {
  // `{% assign contact = … %}` gives a name another meaning: then Liquid looks everything up.
  const defined = new Set(definedNames(templates));
  const plain = roots.every((root) => !defined.has(root));
  return new Condenser(engine, options, plain).condense(templates, 0);
}

class Condenser {
  private readonly engine: Liquid;
  private readonly options: SharedData & { html: boolean };
  private readonly plain: boolean;
  private readonly marks: RegExp;

  constructor(engine: Liquid, options: SharedData & { html: boolean }, plain: boolean) {
    this.engine = engine;
    this.options = options;
    this.plain = plain;
    this.marks = new RegExp(`(${options.marks.join("|")})`);
  }

  condense(templates: readonly Template[], shortest: number): Template[] {
    const condensed: Template[] = [];
    let same: Template[] = [];
    let words: (string | TokenPlace)[] = [];
    const endRun = () => {
      const length = words.reduce((sum, word) => sum + word.length, 0);
      const [first] = same;
      if (first && length >= shortest && length > 0) condensed.push(new RunNode(first.token, encodeRun(words)));
      else condensed.push(...same);
      same = [];
      words = [];
    };
    for (const template of templates) {
      const value = this.plain ? plainValue(template.token.getText()) : null;
      const more = this.sharedWords(template, value);
      if (more) {
        same.push(template);
        for (const word of more) addWord(words, word);
        continue;
      }
      endRun();
      for (const list of innerLists(template)) list.splice(0, list.length, ...this.condense(list, MIN_NESTED));
      const link = template instanceof TrackedLinkTag ? this.linkRuns(template) : null;
      if (link) condensed.push(new LinkNode(template as TrackedLinkTag, link));
      else condensed.push(value ? new ValueNode(template, value, this.options.html) : template);
    }
    endRun();
    return condensed;
  }

  /** What a node gives in every message, or null when that depends on the recipient. */
  private sharedWords(template: Template, value: PlainValue | null): (string | TokenPlace)[] | null {
    const text = this.constantText(template);
    if (text !== null) return [text];
    if (!value || value.path[0] === "contact") return null;
    return fillValue(value, this.options.scope, this.options.html)?.split(this.marks).map(this.asPlace) ?? null;
  }

  /** The words and values of an address that holds nothing but values of the contact and of what all share; else null. */
  private linkRuns(tag: TrackedLinkTag): PlainRuns | null {
    const runs = this.plain ? plainRuns(tag.templates.map(({ token }) => sourceOf(token)).join("")) : null;
    if (!runs) return null;
    const words = runs.words.map((word) => (this.options.html ? unescapeHtml(word) : word));
    const own: PlainRuns = { words: [words[0] ?? ""], values: [] };
    for (const [at, value] of runs.values.entries()) {
      const shared = value.path[0] === "contact" ? null : fillValue(value, this.options.scope, false);
      if (shared === null && value.path[0] !== "contact") return null;
      if (shared !== null && this.marks.test(shared)) return null;
      if (shared === null) {
        own.values.push(value);
        own.words.push(words[at + 1] ?? "");
      } else own.words[own.words.length - 1] += shared + (words[at + 1] ?? "");
    }
    return own;
  }

  private readonly asPlace = (word: string): string | TokenPlace => {
    const token = this.options.marks.indexOf(word);
    return token < 0 ? word : { token, length: word.length };
  };

  private constantText(template: Template): string | null {
    const { token } = template;
    if (TypeGuards.isHTMLToken(token)) return token.getContent();
    if (!TypeGuards.isTagToken(token) || !constantTags.has(token.name)) return null;
    return this.engine.renderSync([template], {});
  }
}

/** What a node was parsed from, as far as it is shown. */
function sourceOf(token: Token): string {
  return TypeGuards.isHTMLToken(token) ? token.getContent() : token.getText();
}

function addWord(words: (string | TokenPlace)[], word: string | TokenPlace): void {
  const last = words.at(-1);
  if (typeof word === "string" && typeof last === "string") words[words.length - 1] = last + word;
  else if (word !== "") words.push(word);
}

/** The lists of nodes that a condition or loop writes from. */
function innerLists(template: Template): Template[][] {
  if (template instanceof ForTag) return [template.templates, template.elseTemplates ?? []];
  if (template instanceof IfTag || template instanceof UnlessTag || template instanceof CaseTag)
    return [...template.branches.map((branch) => branch.templates), template.elseTemplates ?? []];
  return [];
}

/** Names that assign, capture and for give a meaning to, anywhere. */
function* definedNames(templates: readonly Template[]): Generator<string> {
  for (const template of templates) {
    for (const name of template.localScope?.() ?? []) yield name.content;
    yield* template.blockScope?.() ?? [];
    if (template.children) yield* definedNames(toValueSync(template.children(false, true)) as Template[]);
  }
}
