/** A font in the TrueType format (OpenType 1.9, "glyf" outlines), as far as a PDF needs it. Lengths are in thousandths of the size. */
export interface TrueTypeFont {
  name: string;
  ascent: number;
  descent: number;
  box: readonly [number, number, number, number];
  /** The glyph of a code point; 0 when the font has none. */
  glyphOf(codePoint: number): number;
  widthOf(glyph: number): number;
  /** The font with the outlines of these glyphs alone; all keep their numbers. */
  subset(glyphs: Iterable<number>): Buffer;
}

type Tables = ReadonlyMap<string, Buffer>;

/** Tables that a PDF reader looks at; `cmap` is not among them where glyphs are named by their numbers. */
const EMBEDDED = ["head", "hhea", "maxp", "hmtx", "cvt ", "fpgm", "prep", "loca", "glyf"];

/** Reads a font. Throws for a file that is none, or that has other outlines. */
export function readTrueType(file: Buffer): TrueTypeFont {
  const tables = readTables(file);
  const [head, hhea, hmtx, maxp] = ["head", "hhea", "hmtx", "maxp"].map((name) => tableOf(tables, name)) as [
    Buffer,
    Buffer,
    Buffer,
    Buffer,
  ];
  const unitsPerEm = head.readUInt16BE(18);
  const scaled = (units: number) => Math.round((units * 1000) / unitsPerEm);
  const metrics = hhea.readUInt16BE(34);
  const count = maxp.readUInt16BE(4);
  const cmap = readCmap(tableOf(tables, "cmap"));
  return {
    name: "DejaVuSans",
    ascent: scaled(hhea.readInt16BE(4)),
    descent: scaled(hhea.readInt16BE(6)),
    box: [0, 1, 2, 3].map((at) => scaled(head.readInt16BE(36 + 2 * at))) as [number, number, number, number],
    glyphOf: (codePoint) => cmap(codePoint),
    widthOf: (glyph) => scaled(hmtx.readUInt16BE(4 * Math.min(glyph, metrics - 1))),
    subset: (glyphs) => writeSubset(tables, new Set(glyphs), count),
  };
}

function readTables(file: Buffer): Tables {
  if (file.readUInt32BE(0) !== 0x00010000) throw new Error("The file is no TrueType font.");
  const tables = new Map<string, Buffer>();
  for (let at = 12, left = file.readUInt16BE(4); left > 0; left--, at += 16) {
    const begin = file.readUInt32BE(at + 8);
    tables.set(file.toString("latin1", at, at + 4), file.subarray(begin, begin + file.readUInt32BE(at + 12)));
  }
  return tables;
}

function tableOf(tables: Tables, name: string): Buffer {
  const table = tables.get(name);
  if (!table) throw new Error(`The font has no table ${name}.`);
  return table;
}

/** The Unicode map of formats 4 and 12. */
function readCmap(cmap: Buffer): (codePoint: number) => number {
  const subtables = Array.from({ length: cmap.readUInt16BE(2) }, (_, at) =>
    cmap.subarray(cmap.readUInt32BE(8 + 8 * at)),
  );
  const full = subtables.find((table) => table.readUInt16BE(0) === 12);
  if (full) return (codePoint) => inGroups(full, codePoint);
  const basic = subtables.find((table) => table.readUInt16BE(0) === 4);
  if (!basic) throw new Error("The font has no Unicode map.");
  return (codePoint) => inSegments(basic, codePoint);
}

function inGroups(table: Buffer, codePoint: number): number {
  let [low, high] = [0, table.readUInt32BE(12) - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const at = 16 + 12 * middle;
    if (codePoint < table.readUInt32BE(at)) high = middle - 1;
    else if (codePoint > table.readUInt32BE(at + 4)) low = middle + 1;
    else return table.readUInt32BE(at + 8) + codePoint - table.readUInt32BE(at);
  }
  return 0;
}

function inSegments(table: Buffer, codePoint: number): number {
  if (codePoint > 0xffff) return 0;
  const size = table.readUInt16BE(6);
  for (let at = 0; at < size; at += 2) {
    if (table.readUInt16BE(14 + at) < codePoint) continue;
    const start = table.readUInt16BE(16 + size + at);
    if (start > codePoint) return 0;
    const delta = table.readInt16BE(16 + 2 * size + at);
    const place = 16 + 3 * size + at;
    const range = table.readUInt16BE(place);
    if (range === 0) return (codePoint + delta) & 0xffff;
    const glyph = table.readUInt16BE(place + range + 2 * (codePoint - start));
    return glyph === 0 ? 0 : (glyph + delta) & 0xffff;
  }
  return 0;
}

function writeSubset(tables: Tables, wanted: Set<number>, count: number): Buffer {
  const glyf = tableOf(tables, "glyf");
  const offsets = readOffsets(tables, count);
  const used = withParts(wanted.add(0), (glyph) => glyf.subarray(offsets[glyph], offsets[glyph + 1]));
  const loca = Buffer.alloc(4 * (count + 1));
  const outlines: Buffer[] = [];
  let end = 0;
  for (let glyph = 0; glyph < count; glyph++) {
    loca.writeUInt32BE(end, 4 * glyph);
    if (!used.has(glyph)) continue;
    const outline = padded(glyf.subarray(offsets[glyph], offsets[glyph + 1]));
    outlines.push(outline);
    end += outline.length;
  }
  loca.writeUInt32BE(end, 4 * count);
  const head = Buffer.from(tableOf(tables, "head"));
  // Offsets of 32 bits.
  head.writeInt16BE(1, 50);
  const own: Tables = new Map([...tables, ["head", head], ["loca", loca], ["glyf", Buffer.concat(outlines)]]);
  return writeTables(EMBEDDED.flatMap((name) => (own.has(name) ? [[name, own.get(name)!] as const] : [])));
}

function readOffsets(tables: Tables, count: number): number[] {
  const loca = tableOf(tables, "loca");
  const isLong = tableOf(tables, "head").readInt16BE(50) === 1;
  return Array.from({ length: count + 1 }, (_, at) =>
    isLong ? loca.readUInt32BE(4 * at) : 2 * loca.readUInt16BE(2 * at),
  );
}

/** With the glyphs that others are put together of. */
function withParts(wanted: Set<number>, outlineOf: (glyph: number) => Buffer): Set<number> {
  const used = new Set<number>();
  const open = [...wanted];
  for (let glyph = open.pop(); glyph !== undefined; glyph = open.pop()) {
    if (used.has(glyph)) continue;
    used.add(glyph);
    open.push(...partsOf(outlineOf(glyph)));
  }
  return used;
}

function partsOf(outline: Buffer): number[] {
  if (outline.length < 10 || outline.readInt16BE(0) >= 0) return [];
  const parts: number[] = [];
  for (let at = 10; ; ) {
    const flags = outline.readUInt16BE(at);
    parts.push(outline.readUInt16BE(at + 2));
    at += 4 + (flags & 1 ? 4 : 2) + (flags & 8 ? 2 : flags & 0x40 ? 4 : flags & 0x80 ? 8 : 0);
    if (!(flags & 0x20)) return parts;
  }
}

const padded = (piece: Buffer) => Buffer.concat([piece, Buffer.alloc(-piece.length & 3)]);

function writeTables(tables: readonly (readonly [string, Buffer])[]): Buffer {
  const header = Buffer.alloc(12 + 16 * tables.length);
  const power = 2 ** Math.floor(Math.log2(tables.length));
  header.writeUInt32BE(0x00010000, 0);
  header.writeUInt16BE(tables.length, 4);
  header.writeUInt16BE(16 * power, 6);
  header.writeUInt16BE(Math.log2(power), 8);
  header.writeUInt16BE(16 * (tables.length - power), 10);
  let begin = header.length;
  const sorted = tables.toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [at, [name, table]] of sorted.entries()) {
    header.write(name, 12 + 16 * at, "latin1");
    header.writeUInt32BE(checksum(padded(table)), 16 + 16 * at);
    header.writeUInt32BE(begin, 20 + 16 * at);
    header.writeUInt32BE(table.length, 24 + 16 * at);
    begin += padded(table).length;
  }
  return Buffer.concat([header, ...sorted.map(([, table]) => padded(table))]);
}

function checksum(table: Buffer): number {
  let sum = 0;
  for (let at = 0; at < table.length; at += 4) sum = (sum + table.readUInt32BE(at)) >>> 0;
  return sum;
}
