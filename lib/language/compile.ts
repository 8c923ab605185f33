/**
 * Texts in the code are ICU messages (https://unicode-org.github.io/icu/userguide/format_parse/messages/). Catalogs come compiled by
 * `icu-minify`, which needs a parser of 28 KB for it; what stands in the code is compiled here, in the browser too, by these few lines
 * for what our texts use: `{name}`, `{count, plural, =0 {…} one {…} other {# …}}`, `selectordinal`, `select`, `#` and `<b>…</b>`.
 * A test holds every text of the code against icu-minify's own compiler.
 */
import type { CompiledMessage } from "icu-minify/format";

type Part = Exclude<CompiledMessage, string>[number];

// As icu-minify has them (types.ts); the first place of a list is the name.
const pound = 0;
const kinds = new Map([
  ["select", 1],
  ["plural", 2],
  ["selectordinal", 3],
]);

class Reader {
  at = 0;
  constructor(readonly source: string) {}

  fail(what: string): never {
    throw new Error(`${what} at ${this.at} of "${this.source}"`);
  }

  skipSpace(): void {
    while (/\s/.test(this.source[this.at] ?? "")) this.at += 1;
  }

  /** The word that begins here: a name, a kind, a category, or "=1". */
  word(): string {
    this.skipSpace();
    const start = this.at;
    while (/[\w=-]/.test(this.source[this.at] ?? "")) this.at += 1;
    if (start === this.at) this.fail("A word is missing");
    const word = this.source.slice(start, this.at);
    this.skipSpace();
    return word;
  }

  /** Whether this stands next; then it is behind us. */
  took(text: string): boolean {
    if (!this.source.startsWith(text, this.at)) return false;
    this.at += text.length;
    return true;
  }

  need(text: string): void {
    if (!this.took(text)) this.fail(`"${text}" is missing`);
  }
}

/** The compiled form of a text, as `icu-minify/format` takes it. Throws with the place of what is wrong. */
export function compileMessage(source: string): CompiledMessage {
  const parts = readParts(new Reader(source), "", false);
  if (parts.length === 0) return "";
  return parts.length === 1 && typeof parts[0] === "string" ? parts[0] : parts;
}

/** Reads up to `end`: "" is the end of the text, "}" of an option, "</b>" of a tag. */
function readParts(reader: Reader, end: string, inPlural: boolean): Part[] {
  const parts: Part[] = [];
  let text = "";
  const flush = () => {
    if (text) parts.push(text);
    text = "";
  };
  for (;;) {
    if (reader.at >= reader.source.length) {
      if (end) reader.fail(`"${end}" is missing`);
      flush();
      return parts;
    }
    if (end && reader.took(end)) {
      flush();
      return parts;
    }
    const quoted = readQuoted(reader, inPlural);
    if (quoted !== undefined) text += quoted;
    else if (reader.took("{")) {
      flush();
      parts.push(readArgument(reader));
    } else if (inPlural && reader.took("#")) {
      flush();
      parts.push(pound as unknown as Part);
    } else {
      const tag = /^<([a-z][\w-]*)>/i.exec(reader.source.slice(reader.at, reader.at + 40))?.[1];
      if (tag) {
        reader.at += tag.length + 2;
        flush();
        const inner = readParts(reader, `</${tag}>`, inPlural);
        parts.push([tag, ...(inner.length > 0 ? inner : [""])] as unknown as Part);
      } else {
        text += reader.source[reader.at];
        reader.at += 1;
      }
    }
  }
}

/** An apostrophe before a mark of the syntax takes that mark as it is; two are one; any other is one. */
function readQuoted(reader: Reader, inPlural: boolean): string | undefined {
  if (reader.source[reader.at] !== "'") return undefined;
  reader.at += 1;
  if (reader.took("'")) return "'";
  const next = reader.source[reader.at] ?? "";
  if (!(inPlural ? "{}<>#" : "{}<>").includes(next) || next === "") return "'";
  let text = "";
  while (reader.at < reader.source.length) {
    if (reader.took("''")) text += "'";
    else if (reader.took("'")) break;
    else {
      text += reader.source[reader.at];
      reader.at += 1;
    }
  }
  return text;
}

function readArgument(reader: Reader): Part {
  const name = reader.word();
  if (reader.took("}")) return [name] as unknown as Part;
  reader.need(",");
  const kind = reader.word();
  const code = kinds.get(kind) ?? reader.fail(`"${kind}" is no kind of argument`);
  reader.need(",");
  const options: Record<string, unknown> = {};
  for (reader.skipSpace(); !reader.took("}"); reader.skipSpace()) {
    const option = reader.word();
    reader.need("{");
    options[option] = simplest(readParts(reader, "}", kind !== "select"));
  }
  if (!options.other) reader.fail(`"${name}" has no "other"`);
  return [name, code, options] as unknown as Part;
}

/** An option of one text or one "#" is that alone. */
function simplest(parts: Part[]): unknown {
  if (parts.length === 0) return "";
  const [first] = parts;
  return parts.length === 1 && (typeof first === "string" || first === (pound as unknown as Part)) ? first : parts;
}
