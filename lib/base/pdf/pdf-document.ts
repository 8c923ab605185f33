import { type FontPiece, PdfFonts, packedStream } from "./pdf-fonts";
import type { TrueTypeFont } from "./true-type";
import { visualText } from "./visual-text";

/** A4 in points, and the margins around what is written. */
const WIDTH = 595;
const HEIGHT = 842;
const MARGIN = 56;
const BOTTOM = 64;

export interface TextStyle {
  /** In points. */
  size?: number;
  /** From 0 (black) to 1 (white). */
  grey?: number;
  /** From the left margin, in points. */
  indent?: number;
  /** Before it, in points. */
  space?: number;
}

interface DocumentInfo {
  title: string;
  author: string;
  createdAt: Date;
  /** Whose Han characters are meant; see `PdfFonts`. */
  language: string | null;
  font: TrueTypeFont;
}

/**
 * Writes a plain document of lines, paragraph by paragraph, over as many pages as it takes (ISO 32000-1). Own, as what it needs is a page of text: letters
 * of Europe, Arabic and Hebrew come from an embedded font, those of East Asia from the reader's.
 */
export class PdfDocument {
  readonly #info: DocumentInfo;
  readonly #fonts: PdfFonts;
  readonly #pages: string[][] = [[]];
  #y = HEIGHT - MARGIN;

  constructor(info: DocumentInfo) {
    this.#info = info;
    this.#fonts = new PdfFonts(info.font, info.language);
  }

  /** A paragraph, broken where words end; what is longer than a line is broken anywhere. */
  text(text: string, { size = 10, grey = 0, indent = 0, space = 0 }: TextStyle = {}): void {
    this.#y -= space;
    for (const line of this.#lines(text, size, WIDTH - 2 * MARGIN - indent)) this.#line(line, { size, grey, indent });
  }

  /** A thin line across the page. */
  rule(space = 8): void {
    this.#y -= space;
    this.#room(1);
    this.#pages.at(-1)?.push(`0.8 G 0.5 w ${MARGIN} ${this.#y} m ${WIDTH - MARGIN} ${this.#y} l S`);
    this.#y -= space / 2;
  }

  #lines(text: string, size: number, width: number): string[] {
    const fits = (line: string) => widthOf(this.#fonts.pieces(visualText(line)), size) <= width;
    const lines: string[] = [];
    for (const paragraph of text.split(/\r\n|\r|\n/)) {
      let line = "";
      for (const word of paragraph.split(/(?<=[\s\u3000-\u9fff])/u)) {
        if (fits(line + word.trimEnd())) line += word;
        else {
          if (line) lines.push(line);
          line = this.#broken(word, fits, lines);
        }
      }
      lines.push(line);
    }
    return lines;
  }

  /** Puts all but the end of a word that fits no line onto lines of their own. */
  #broken(word: string, fits: (line: string) => boolean, lines: string[]): string {
    let line = "";
    for (const char of word) {
      if (line && !fits(line + char)) {
        lines.push(line);
        line = "";
      }
      line += char;
    }
    return line;
  }

  #line(line: string, { size, grey, indent }: Required<Omit<TextStyle, "space">>): void {
    this.#y -= size * 1.4;
    this.#room(0);
    const shown = this.#fonts.pieces(visualText(line.trimEnd()));
    const parts = shown.map(({ font, code }) => `/${font} ${size} Tf <${code}> Tj`).join(" ");
    this.#pages.at(-1)?.push(`BT ${grey} g ${MARGIN + indent} ${this.#y.toFixed(2)} Td ${parts} ET`);
  }

  #room(height: number): void {
    if (this.#y - height >= BOTTOM) return;
    this.#pages.push([]);
    this.#y = HEIGHT - MARGIN - height;
  }

  /** The whole file. */
  finish(): Buffer {
    this.#numberPages();
    const fonts = this.#fonts.used;
    const objects: (string | Buffer)[] = [];
    const [catalog, pages, info, resources] = [1, 2, 3, 4];
    objects.push("", "", "", "");
    const named = fonts.map((name) => {
      const at = objects.length + 1;
      objects.push(...this.#fonts.objects(name, at));
      return `/${name} ${at} 0 R`;
    });
    const kids = this.#pages.map((content) => {
      const at = objects.length + 1;
      objects.push(
        `<< /Type /Page /Parent ${pages} 0 R /MediaBox [0 0 ${WIDTH} ${HEIGHT}] /Resources ${resources} 0 R /Contents ${at + 1} 0 R >>`,
        packedStream(Buffer.from(content.join("\n")), ""),
      );
      return `${at} 0 R`;
    });
    objects[catalog - 1] = `<< /Type /Catalog /Pages ${pages} 0 R >>`;
    objects[pages - 1] = `<< /Type /Pages /Kids [${kids.join(" ")}] /Count ${kids.length} >>`;
    objects[info - 1] = infoOf(this.#info);
    objects[resources - 1] = `<< /Font << ${named.join(" ")} >> >>`;
    return written(objects, { catalog, info });
  }

  #numberPages(): void {
    const count = this.#pages.length;
    for (const [at, page] of this.#pages.entries()) {
      const pieces = this.#fonts.pieces(`${at + 1} / ${count}`);
      const x = WIDTH - MARGIN - widthOf(pieces, 8);
      const parts = pieces.map(({ font, code }) => `/${font} 8 Tf <${code}> Tj`).join(" ");
      page.push(`BT 0.5 g ${x.toFixed(2)} ${MARGIN / 2} Td ${parts} ET`);
    }
  }
}

const widthOf = (pieces: readonly FontPiece[], size: number) =>
  (pieces.reduce((sum, { width }) => sum + width, 0) * size) / 1000;

/** Text of the document itself: UTF-16 with its mark, in hexadecimal digits. */
const textString = (text: string) => `<feff${Buffer.from(text, "utf16le").swap16().toString("hex")}>`;

function infoOf({ title, author, createdAt }: DocumentInfo): string {
  const date = createdAt.toISOString().replaceAll(/[-:T]/g, "").slice(0, 14);
  return `<< /Title ${textString(title)} /Author ${textString(author)} /CreationDate (D:${date}Z) >>`;
}

function written(objects: readonly (string | Buffer)[], { catalog, info }: { catalog: number; info: number }): Buffer {
  const parts: Buffer[] = [Buffer.from("%PDF-1.5\n%\u00e2\u00e3\u00cf\u00d3\n", "latin1")];
  let length = parts[0]!.length;
  const starts: number[] = [];
  const add = (part: Buffer) => {
    parts.push(part);
    length += part.length;
  };
  for (const [at, object] of objects.entries()) {
    starts.push(length);
    add(Buffer.concat([Buffer.from(`${at + 1} 0 obj\n`), Buffer.from(object), Buffer.from("\nendobj\n")]));
  }
  const table = starts.map((start) => `${String(start).padStart(10, "0")} 00000 n \n`).join("");
  add(
    Buffer.from(
      `xref\n0 ${objects.length + 1}\n0000000000 65535 f \n${table}trailer\n<< /Size ${objects.length + 1} /Root ${catalog} 0 R /Info ${info} 0 R >>\nstartxref\n${length}\n%%EOF\n`,
    ),
  );
  return Buffer.concat(parts);
}
