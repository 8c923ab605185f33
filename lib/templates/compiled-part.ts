import type { Context, Emitter, Liquid, Template } from "liquidjs";
import { toValue } from "liquidjs";
import { type EncodedRun, encodeRun, type TokenPlace } from "@/lib/mail/compiled-run";
import type { MessageWriter } from "@/lib/mail/compiled-writer";
import { type ContentPlace, cachedLiquid, htmlLiquid, liquidContext, renderNode } from "./liquid";
import { fillValue, type PlainValue } from "./plain-runs";
import { nestedTexts, splitTemplate, type TemplatePiece } from "./split-template";

/** A text or HTML part, ready to be written for any recipient: encoded runs, and what is rendered between them. */
export interface CompiledPart {
  steps: readonly Step[];
  /** Static texts inside conditions and loops, encoded; by their text. */
  nested: ReadonlyMap<string, EncodedRun>;
  /** Octets of the runs at the top level. */
  bytes: number;
  html: boolean;
  place: ContentPlace;
  engine: Liquid;
}

type Step =
  | { kind: "run"; run: EncodedRun }
  | { kind: "value"; value: PlainValue; template: Template }
  | { kind: "liquid"; template: Template };

/** What all messages share while a part is compiled: its values become part of the static runs. */
export interface SharedData {
  /** What Liquid sees, with the marks where the tokens of a message will stand. */
  scope: object;
  /** Marks of the same length as their tokens, in the order of the tokens. */
  marks: readonly string[];
}

/** Shorter texts are cheaper to encode again than to begin on a line of their own. */
const MIN_NESTED = 48;

/** Compiles one part. Only values of the contact, and what Liquid has to render, are left for the recipient. */
export function compilePart(source: string, place: ContentPlace, engine: Liquid, shared: SharedData): CompiledPart {
  const html = engine === htmlLiquid;
  const steps: Step[] = [];
  const nested = new Map<string, EncodedRun>();
  let words: (string | TokenPlace)[] = [];
  const endRun = () => {
    if (words.length > 0) steps.push({ kind: "run", run: encodeRun(words) });
    words = [];
  };
  for (const piece of splitTemplate(cachedLiquid(source, place, engine), engine)) {
    const text = sharedText(piece, shared, html);
    if (text !== null) {
      for (const word of piece.kind === "static" ? [text] : cutAtMarks(text, shared.marks)) addWord(words, word);
      continue;
    }
    endRun();
    if (piece.kind === "static") continue;
    steps.push(piece);
    for (const inner of piece.kind === "liquid" ? nestedTexts(piece.template) : [])
      if (inner.length >= MIN_NESTED && !nested.has(inner)) nested.set(inner, encodeRun([inner]));
  }
  endRun();
  const bytes = steps.reduce((sum, step) => sum + (step.kind === "run" ? step.run.bytes.length + 3 : 0), 0);
  return { steps, nested, bytes, html, place, engine };
}

/** Writes a part for one recipient. `scope` is what Liquid sees; it is asked for only when Liquid has something to do. */
export function writePart(
  part: CompiledPart,
  writer: MessageWriter,
  contact: { contact: Record<string, unknown> },
  scope: () => object,
): void {
  let liquid: { context: Context; emitter: Emitter } | undefined;
  for (const step of part.steps) {
    if (step.kind === "run") {
      writer.run(step.run);
      continue;
    }
    const text = step.kind === "value" ? fillValue(step.value, contact, part.html) : null;
    if (text !== null) {
      writer.text(text);
      continue;
    }
    liquid ??= { context: liquidContext(scope(), part.engine), emitter: quotedEmitter(part, writer) };
    if (!renderNode(step.template, liquid.context, liquid.emitter, part)) return;
  }
}

/** Takes what Liquid writes; what it found in the template itself is encoded already. */
function quotedEmitter(part: CompiledPart, writer: MessageWriter): Emitter {
  return {
    buffer: "",
    write(value: unknown) {
      const text = liquidText(value);
      const run = text.length >= MIN_NESTED ? part.nested.get(text) : undefined;
      if (run) writer.run(run);
      else writer.text(text);
    },
  };
}

/** A value as Liquid writes it. */
function liquidText(given: unknown): string {
  const value: unknown = toValue(given);
  if (typeof value === "string") return value;
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.map(liquidText).join("") : String(value);
}

/** The text of a piece that every message has, or null. */
function sharedText(piece: TemplatePiece, { scope }: SharedData, html: boolean): string | null {
  if (piece.kind === "static") return piece.text;
  if (piece.kind === "liquid" || piece.value.path[0] === "contact") return null;
  return fillValue(piece.value, scope, html);
}

function addWord(words: (string | TokenPlace)[], word: string | TokenPlace): void {
  const last = words.at(-1);
  if (typeof word === "string" && typeof last === "string") words[words.length - 1] = last + word;
  else if (word !== "") words.push(word);
}

function cutAtMarks(text: string, marks: readonly string[]): (string | TokenPlace)[] {
  return text.split(new RegExp(`(${marks.join("|")})`)).map((word) => {
    const token = marks.indexOf(word);
    return token < 0 ? word : { token, length: word.length };
  });
}
