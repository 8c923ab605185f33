import { type Duplex, pipeline, Readable } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { invalid } from "@/lib/base/errors";
import { ownTable } from "@/lib/base/text/own-table.shared";
import { t } from "@/lib/language/t";

/** By the names of RFC 9110 §8.4.1 and RFC 7932. */
const unpackers: Readonly<Record<string, () => Duplex>> = ownTable({
  gzip: createGunzip,
  "x-gzip": createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
});

/**
 * A body without what Content-Encoding says it is packed in, piece by piece: a few bytes can hold gigabytes, so count what comes out.
 * Throws `invalid` for a packing that we do not know, for one in another, and when the bytes are not what the header says.
 */
export function unpackBody(
  body: AsyncIterable<Uint8Array>,
  contentEncoding: string | null | undefined,
): AsyncIterable<Uint8Array> {
  const packing = contentEncoding?.trim().toLowerCase() || "identity";
  if (packing === "identity") return body;
  const unpacker = unpackers[packing];
  if (!unpacker)
    throw invalid(t("The body is packed in a way that is not known here. Send it as gzip, deflate, br or as it is."));
  return unpacked(body, unpacker());
}

async function* unpacked(body: AsyncIterable<Uint8Array>, through: Duplex): AsyncGenerator<Uint8Array> {
  let empty = true;
  async function* noted() {
    for await (const piece of body) {
      empty &&= piece.byteLength === 0;
      yield piece;
    }
  }
  const pieces = pipeline(Readable.from(noted(), { objectMode: false }), through, () => {});
  try {
    yield* pieces as AsyncIterable<Uint8Array>;
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    if (!/^(Z_|ERR__ERROR_)/.test(code)) throw error;
    // An answer without a body has the header all the same (RFC 9110 §6.4.1).
    if (!empty) throw invalid(t("The body cannot be unpacked."));
  }
}
