import { deflateSync } from "node:zlib";
import type { TrueTypeFont } from "./true-type";

/** A piece of a line in one font. `code` is what the content stream says, in hexadecimal digits; `width` in thousandths of the size. */
export interface FontPiece {
  font: FontName;
  code: string;
  width: number;
}

/** `main` is embedded; the others are the reader's own, which every PDF reader has or asks for (ISO 32000-1 § 9.7.5.2). */
export const fontNames = ["main", "japanese", "korean", "chinese"] as const;
export type FontName = (typeof fontNames)[number];

/** By the registries of Adobe, with the maps that take UTF-16. */
const readersOwn: Record<
  Exclude<FontName, "main">,
  { name: string; map: string; ordering: string; supplement: number }
> = {
  japanese: { name: "HeiseiKakuGo-W5", map: "UniJIS-UTF16-H", ordering: "Japan1", supplement: 4 },
  korean: { name: "HYGoThic-Medium", map: "UniKS-UTF16-H", ordering: "Korea1", supplement: 1 },
  chinese: { name: "STSong-Light", map: "UniGB-UTF16-H", ordering: "GB1", supplement: 4 },
};

const HAN = /[\u2e80-\u303f\u30fb-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]|[\u{20000}-\u{3ffff}]/u;
const KANA = /[\u3040-\u30ff\u31f0-\u31ff]/;
const HANGUL = /[\u1100-\u11ff\u3130-\u318f\uac00-\ud7af]/;

/** Takes lines apart into fonts, and remembers which glyphs are used. */
export class PdfFonts {
  readonly #main: TrueTypeFont;
  readonly #han: FontName;
  /** Glyph to the text that it stands for. */
  readonly #glyphs = new Map<number, string>();
  readonly #used = new Set<FontName>(["main"]);

  /** `language` says whose Han characters are meant where nothing else does. */
  constructor(main: TrueTypeFont, language: string | null) {
    this.#main = main;
    this.#han = language?.startsWith("zh") ? "chinese" : language?.startsWith("ko") ? "korean" : "japanese";
  }

  get used(): FontName[] {
    return fontNames.filter((name) => this.#used.has(name));
  }

  /** The pieces of a line that is in the order of the paper already. */
  pieces(visual: string): FontPiece[] {
    const pieces: FontPiece[] = [];
    const han = KANA.test(visual) ? "japanese" : this.#han;
    for (const char of visual) {
      const piece = this.#pieceOf(char, han);
      const last = pieces.at(-1);
      if (last?.font === piece.font) pieces[pieces.length - 1] = together(last, piece);
      else pieces.push(piece);
    }
    return pieces;
  }

  #pieceOf(char: string, han: FontName): FontPiece {
    const codePoint = char.codePointAt(0)!;
    const font = fontOf(char, han);
    this.#used.add(font);
    if (font !== "main") return { font, code: Buffer.from(char, "utf16le").swap16().toString("hex"), width: 1000 };
    const glyph = this.#main.glyphOf(codePoint) || this.#main.glyphOf(0xfffd);
    this.#glyphs.set(glyph, char.normalize("NFKC"));
    return { font, code: glyph.toString(16).padStart(4, "0"), width: this.#main.widthOf(glyph) };
  }

  /** The objects of a font, the first the font itself; `at` is the number that the first gets. */
  objects(name: FontName, at: number): (string | Buffer)[] {
    return name === "main" ? this.#embedded(at) : ownObjects(name, at);
  }

  #embedded(at: number): (string | Buffer)[] {
    const { name, box, ascent, descent } = this.#main;
    const base = `HOMING+${name}`;
    const glyphs = [...this.#glyphs.keys()].sort((a, b) => a - b);
    const widths = glyphs.map((glyph) => `${glyph} [${this.#main.widthOf(glyph)}]`).join(" ");
    const file = this.#main.subset(glyphs);
    return [
      `<< /Type /Font /Subtype /Type0 /BaseFont /${base} /Encoding /Identity-H /DescendantFonts [${at + 1} 0 R] /ToUnicode ${at + 4} 0 R >>`,
      `<< /Type /Font /Subtype /CIDFontType2 /BaseFont /${base} /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /FontDescriptor ${at + 2} 0 R /CIDToGIDMap /Identity /DW 600 /W [${widths}] >>`,
      `<< /Type /FontDescriptor /FontName /${base} /Flags 4 /FontBBox [${box.join(" ")}] /ItalicAngle 0 /Ascent ${ascent} /Descent ${descent} /CapHeight ${ascent} /StemV 80 /FontFile2 ${at + 3} 0 R >>`,
      packedStream(file, `/Length1 ${file.length}`),
      packedStream(Buffer.from(toUnicode(this.#glyphs)), ""),
    ];
  }
}

/** `han` is the font of Han characters, which several languages write. */
function fontOf(char: string, han: FontName): FontName {
  if (HANGUL.test(char)) return "korean";
  if (KANA.test(char)) return "japanese";
  return HAN.test(char) ? han : "main";
}

const together = (a: FontPiece, b: FontPiece): FontPiece => ({
  font: a.font,
  code: a.code + b.code,
  width: a.width + b.width,
});

function ownObjects(font: Exclude<FontName, "main">, at: number): string[] {
  const { name, map, ordering, supplement } = readersOwn[font];
  return [
    `<< /Type /Font /Subtype /Type0 /BaseFont /${name}-${map} /Encoding /${map} /DescendantFonts [${at + 1} 0 R] >>`,
    `<< /Type /Font /Subtype /CIDFontType0 /BaseFont /${name} /CIDSystemInfo << /Registry (Adobe) /Ordering (${ordering}) /Supplement ${supplement} >> /FontDescriptor ${at + 2} 0 R /DW 1000 >>`,
    `<< /Type /FontDescriptor /FontName /${name} /Flags 4 /FontBBox [-92 -250 1010 922] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 709 /StemV 93 >>`,
  ];
}

/** A stream object, packed. */
export function packedStream(content: Buffer, more: string): Buffer {
  const packed = deflateSync(content);
  return Buffer.concat([
    Buffer.from(`<< /Length ${packed.length} /Filter /FlateDecode ${more} >>\nstream\n`),
    packed,
    Buffer.from("\nendstream"),
  ]);
}

/** So that text can be searched and copied (ISO 32000-1 § 9.10.3). */
function toUnicode(glyphs: ReadonlyMap<number, string>): string {
  const lines = [...glyphs].map(
    ([glyph, text]) =>
      `<${glyph.toString(16).padStart(4, "0")}> <${Buffer.from(text, "utf16le").swap16().toString("hex")}>`,
  );
  const blocks: string[] = [];
  for (let at = 0; at < lines.length; at += 100) {
    const some = lines.slice(at, at + 100);
    blocks.push(`${some.length} beginbfchar\n${some.join("\n")}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def /CMapName /Adobe-Identity-UCS def /CMapType 2 def 1 begincodespacerange <0000> <ffff> endcodespacerange
${blocks.join("\n")}
endcmap CMapName currentdict /CMap defineresource pop end end`;
}
