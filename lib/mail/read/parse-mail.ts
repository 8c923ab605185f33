import PostalMime, { type Email } from "postal-mime";

/** The parser takes some seven microseconds a line, however short: these are what mail of people and programs stays below. */
const limits = { shortLines: 5000, shortLine: 60, bytes: 32 * 1024 * 1024, nesting: 20, headers: 512 * 1024 };

/**
 * Reads a mail for the screen; null when it cannot be read. A mail of a million empty lines is read up to the line where it stops being
 * one that anybody would write.
 */
export async function parseMail(raw: Uint8Array): Promise<Email | null> {
  const options = { maxNestingDepth: limits.nesting, maxHeadersSize: limits.headers };
  return PostalMime.parse(withoutManyLines(raw), options).catch(() => null);
}

function withoutManyLines(raw: Uint8Array): Uint8Array {
  const end = Math.min(raw.length, limits.bytes);
  let short = 0;
  let from = 0;
  while (from < end) {
    const at = raw.indexOf(10, from);
    if (at < 0) break;
    if (at - from < limits.shortLine && ++short > limits.shortLines) return raw.subarray(0, from);
    from = at + 1;
  }
  return raw.subarray(0, end);
}
