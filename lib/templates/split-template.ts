import { type Liquid, type Template, TypeGuards, toValueSync } from "liquidjs";
import { type PlainValue, plainValue } from "./plain-runs";

/** A template cut at its top level, in order. Written one behind the other, the pieces give what the whole would. */
export type TemplatePiece =
  | { kind: "static"; text: string }
  /** A value to be looked up; `template` renders it where it turns out not to be plain. */
  | { kind: "value"; value: PlainValue; template: Template }
  | { kind: "liquid"; template: Template };

/** Tags that give the same text, or none, whatever the data. */
const constantTags = new Set(["raw", "comment", "#"]);
/** What a template finds without defining it; see `liquidData`. */
const roots = [
  "contact",
  "workspace",
  "campaign",
  "slots",
  "unsubscribe_url",
  "preferences_url",
  "view_in_browser_url",
];

/** Cuts a parsed template into static text, plain values and what only Liquid can render. */
export function splitTemplate(templates: readonly Template[], engine: Liquid): TemplatePiece[] {
  // `{% assign contact = … %}` gives a name another meaning: then Liquid looks everything up.
  const defined = new Set(definedNames(templates));
  const plain = roots.every((root) => !defined.has(root));
  const pieces: TemplatePiece[] = [];
  for (const template of templates) {
    const fixed = constantText(template, engine);
    const before = pieces.at(-1);
    const value = plain && fixed === null ? plainValue(template.token.getText()) : null;
    if (fixed === null) pieces.push(value ? { kind: "value", value, template } : { kind: "liquid", template });
    else if (before?.kind === "static") before.text += fixed;
    else if (fixed !== "") pieces.push({ kind: "static", text: fixed });
  }
  return pieces;
}

/** Static texts inside conditions and loops, which come back as the very same strings when they are rendered. */
export function nestedTexts(template: Template): string[] {
  return childrenOf(template).flatMap((child) => {
    const text = htmlText(child);
    return text === null ? nestedTexts(child) : [text];
  });
}

function constantText(template: Template, engine: Liquid): string | null {
  const text = htmlText(template);
  if (text !== null) return text;
  const { token } = template;
  if (!TypeGuards.isTagToken(token) || !constantTags.has(token.name)) return null;
  return engine.renderSync([template], {});
}

function htmlText({ token }: Template): string | null {
  return TypeGuards.isHTMLToken(token) ? token.getContent() : null;
}

function childrenOf(template: Template): Template[] {
  return template.children ? (toValueSync(template.children(false, true)) as Template[]) : [];
}

/** Names that assign, capture and for give a meaning to, anywhere. */
function* definedNames(templates: readonly Template[]): Generator<string> {
  for (const template of templates) {
    for (const name of template.localScope?.() ?? []) yield name.content;
    yield* template.blockScope?.() ?? [];
    yield* definedNames(childrenOf(template));
  }
}
