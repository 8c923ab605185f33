import { QuoteType, Tokenizer } from "htmlparser2";

/** One attribute of an opening tag. Positions count characters of the source. */
export interface HtmlAttribute {
  /** As written; names are compared in lower case. */
  name: string;
  /** With character references read. */
  value: string;
  start: number;
  end: number;
  /** The value without its quotes; both the end of the name where there is none. */
  valueStart: number;
  valueEnd: number;
  quoted: boolean;
  hasValue: boolean;
}

export interface OpenTag {
  kind: "open";
  /** Lower case. */
  name: string;
  attributes: HtmlAttribute[];
  start: number;
  end: number;
}

export type HtmlPiece =
  | OpenTag
  | { kind: "close"; name: string; start: number; end: number }
  /** `inside` names the element whose content is no markup (`style`, `script`, `title`…), else null. */
  | { kind: "text"; text: string; inside: string | null; start: number; end: number }
  | { kind: "comment"; start: number; end: number }
  /** A tag that begins and never ends: browsers drop it, until somebody writes something behind it. */
  | { kind: "unfinished"; start: number; end: number };

/** Elements whose content is text up to their closing tag (HTML standard, §13.2.5). */
const rawText = new Set(["script", "style", "title", "textarea", "xmp", "iframe", "noembed", "noframes", "plaintext"]);

/**
 * Reads HTML of any make piece by piece, as a browser's tokenizer would, in time that grows with its length only: there is no tree,
 * so nothing that nests or stays open costs more than its characters.
 */
export function readHtml(source: string, piece: (piece: HtmlPiece) => void): void {
  const reader = new PieceReader(source, piece);
  // Entities are read by the tokenizer; it is fed once, so its positions are those of the source.
  const tokenizer = new Tokenizer({ decodeEntities: true }, reader);
  tokenizer.write(source);
  tokenizer.end();
}

/** The pieces as a list, for what needs to look ahead. */
export function htmlPieces(source: string): HtmlPiece[] {
  const pieces: HtmlPiece[] = [];
  readHtml(source, (piece) => pieces.push(piece));
  return pieces;
}

/** Value of an attribute, by its name in lower case; null when the tag has none. The first one counts, as in browsers. */
export function attributeOf(tag: OpenTag, name: string): string | null {
  return tag.attributes.find((attribute) => attribute.name.toLowerCase() === name)?.value ?? null;
}

class PieceReader {
  private tag: OpenTag | null = null;
  private name: { start: number; end: number } | null = null;
  private value = "";
  private inside: string | null = null;
  /** Where the last piece ended. */
  private at = 0;

  constructor(
    private readonly source: string,
    private readonly emit: (piece: HtmlPiece) => void,
  ) {}

  ontext(start: number, end: number): void {
    this.text(this.source.slice(start, end), start, end);
  }

  ontextentity(codePoint: number, end: number): void {
    this.text(String.fromCodePoint(codePoint), this.at, end);
  }

  private text(text: string, start: number, end: number): void {
    this.at = end;
    this.emit({ kind: "text", text, inside: this.inside, start, end });
  }

  onopentagname(start: number, end: number): void {
    this.tag = {
      kind: "open",
      name: this.source.slice(start, end).toLowerCase(),
      attributes: [],
      start: start - 1,
      end,
    };
  }

  onattribname(start: number, end: number): void {
    this.name = { start, end };
    this.value = "";
  }

  onattribdata(start: number, end: number): void {
    this.value += this.source.slice(start, end);
  }

  onattribentity(codePoint: number): void {
    this.value += String.fromCodePoint(codePoint);
  }

  onattribend(quote: QuoteType, end: number): void {
    if (!this.tag || !this.name) return;
    const { start, end: nameEnd } = this.name;
    const hasValue = quote !== QuoteType.NoValue;
    const quoted = quote === QuoteType.Double || quote === QuoteType.Single;
    const valueStart = hasValue ? this.valueStart(nameEnd, quoted) : nameEnd;
    this.tag.attributes.push({
      name: this.source.slice(start, nameEnd),
      value: this.value,
      start,
      end: hasValue ? end : nameEnd,
      valueStart,
      valueEnd: hasValue ? (quoted ? end - 1 : end) : nameEnd,
      quoted,
      hasValue,
    });
    this.name = null;
  }

  /** Behind the name stand white space, the equals sign, white space and perhaps a quote. */
  private valueStart(from: number, quoted: boolean): number {
    let at = this.source.indexOf("=", from) + 1;
    while (" \t\n\f\r".includes(this.source[at] ?? "x")) at += 1;
    return quoted ? at + 1 : at;
  }

  onopentagend(end: number): void {
    if (!this.tag) return;
    this.tag.end = end + 1;
    this.at = end + 1;
    this.inside = rawText.has(this.tag.name) ? this.tag.name : null;
    this.emit(this.tag);
    this.tag = null;
  }

  onselfclosingtag(end: number): void {
    this.onopentagend(end);
  }

  onclosetag(start: number, nameEnd: number): void {
    const close = this.source.indexOf(">", nameEnd);
    const end = close < 0 ? this.source.length : close + 1;
    this.inside = null;
    this.at = end;
    this.emit({ kind: "close", name: this.source.slice(start, nameEnd).toLowerCase(), start: start - 2, end });
  }

  oncomment(start: number, end: number): void {
    // From the `<` on: a comment or one of the forms that browsers take for one (`<!x>`, `</ x>`, `<?x>`).
    const opened = this.at;
    this.at = Math.min(this.source.length, end + 1);
    this.emit({ kind: "comment", start: Math.min(opened, start), end: this.at });
  }

  ondeclaration(start: number, end: number): void {
    this.oncomment(start, end);
  }

  oncdata(start: number, end: number): void {
    this.oncomment(start, end);
  }

  onprocessinginstruction(start: number, end: number): void {
    this.oncomment(start, end);
  }

  onend(): void {
    if (this.at < this.source.length) this.emit({ kind: "unfinished", start: this.at, end: this.source.length });
  }
}
