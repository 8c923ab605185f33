export interface ImageFacts {
  contentType: "image/png" | "image/jpeg" | "image/gif" | "image/webp";
  extension: "png" | "jpg" | "gif" | "webp";
  /** CSS pixels, null where the header does not tell. */
  width: number | null;
  height: number | null;
}

const startsWith = (bytes: Buffer, ...head: number[]) => head.every((byte, i) => bytes[i] === byte);
const ascii = (bytes: Buffer, from: number, to: number) => bytes.toString("latin1", from, to);

/** Width and height from the first start-of-frame segment (ITU-T T.81, B.2.2). */
function jpegSize(bytes: Buffer): [number, number] | null {
  let at = 2;
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
    if (isFrame) return [bytes.readUInt16BE(at + 7), bytes.readUInt16BE(at + 5)];
    at += 2 + bytes.readUInt16BE(at + 2);
  }
  return null;
}

/** Canvas size of a WebP file (RFC 9649 § 2). */
function webpSize(bytes: Buffer): [number, number] | null {
  const chunk = ascii(bytes, 12, 16);
  if (chunk === "VP8X" && bytes.length >= 30) return [bytes.readUIntLE(24, 3) + 1, bytes.readUIntLE(27, 3) + 1];
  if (chunk === "VP8 " && bytes.length >= 30) return [bytes.readUInt16LE(26) & 0x3fff, bytes.readUInt16LE(28) & 0x3fff];
  if (chunk === "VP8L" && bytes.length >= 25) {
    const bits = bytes.readUInt32LE(21);
    return [(bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1];
  }
  return null;
}

function facts(
  contentType: ImageFacts["contentType"],
  extension: ImageFacts["extension"],
  size: [number, number] | null,
) {
  return { contentType, extension, width: size?.[0] ?? null, height: size?.[1] ?? null };
}

/** What a file is by its first bytes, whatever its name says; null when it is no image that every mail client shows. */
export function readImage(bytes: Buffer): ImageFacts | null {
  if (
    startsWith(bytes, 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a) &&
    ascii(bytes, 12, 16) === "IHDR" &&
    bytes.length > 24
  )
    return facts("image/png", "png", [bytes.readUInt32BE(16), bytes.readUInt32BE(20)]);
  if (startsWith(bytes, 0xff, 0xd8, 0xff)) return facts("image/jpeg", "jpg", jpegSize(bytes));
  if (/^GIF8[79]a$/.test(ascii(bytes, 0, 6)) && bytes.length > 10)
    return facts("image/gif", "gif", [bytes.readUInt16LE(6), bytes.readUInt16LE(8)]);
  if (ascii(bytes, 0, 4) === "RIFF" && ascii(bytes, 8, 12) === "WEBP")
    return facts("image/webp", "webp", webpSize(bytes));
  return null;
}
