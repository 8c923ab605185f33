/** One block of `Name: value` lines: names in lower case, folded lines joined, repeated fields kept in order. */
export type FieldBlock = Map<string, string[]>;

const maxLines = 4000;
const maxValue = 8000;

/** Splits the body of a message/delivery-status or message/feedback-report part into its blocks (RFC 3464 §2.1, RFC 5965 §3). */
export function parseFieldBlocks(body: string): FieldBlock[] {
  return body
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .slice(0, maxLines)
    .map(parseFields)
    .filter((block) => block.size > 0);
}

/** Parses one header section; lines that are neither a field nor a continuation are skipped. */
export function parseFields(block: string): FieldBlock {
  const fields: FieldBlock = new Map();
  let last: string[] | undefined;
  for (const line of block.replace(/\r\n?/g, "\n").split("\n").slice(0, maxLines)) {
    const field = /^([A-Za-z][A-Za-z0-9_-]{0,76})[ \t]*:(.*)$/.exec(line);
    if (field) {
      const name = field[1]!.toLowerCase();
      last = fields.get(name) ?? [];
      last.push(field[2]!.trim());
      fields.set(name, last);
    } else if (/^[ \t]+\S/.test(line) && last?.length && last[last.length - 1]!.length < maxValue) {
      last[last.length - 1] = `${last[last.length - 1]} ${line.trim()}`.trim();
    }
  }
  return fields;
}

/** First value of a field, or null. */
export function fieldOf(block: FieldBlock, name: string): string | null {
  return block.get(name)?.[0] || null;
}

/** An address as mails write it, also with a quoted local part; the domain may be a bare host name. Bounded, so that it cannot backtrack far. */
export const addressPattern = String.raw`(?:"[^"\n]{1,64}"|[^\s<>:;,"'()[\]\\|@]{1,128})@(?:\[[\d.]{7,15}\]|[\p{L}\p{N}](?:[\p{L}\p{N}._-]{0,250}[\p{L}\p{N}])?)`;

const anyAddress = new RegExp(addressPattern, "u");
const inBrackets = new RegExp(`<\\s*(?:smtp:|mailto:)?(${addressPattern})\\s*>`, "iu");

/** Address of an `address-type; address` field (RFC 3464 §2.3.1), also without the type, also in angle brackets, lower case. */
export function addressInField(value: string | null): string | null {
  if (!value) return null;
  const withoutType = value.slice(0, 1000).replace(/^\s*[a-z0-9-]+\s*;\s*/i, "");
  const x400 = fromX400(withoutType);
  if (x400) return x400;
  const address = inBrackets.exec(withoutType)?.[1] ?? anyAddress.exec(withoutType.replace(/^smtp:/i, ""))?.[0];
  return address?.toLowerCase() ?? null;
}

/** The RFC 822 address that an X.400 O/R address carries (RFC 2156 §4.3.3): `/DD.RFC-822=user(a)host/…`. */
function fromX400(value: string): string | null {
  const carried = /DD[.:]?RFC-?822[=:;]([^/;]{3,250}?\(a\)[^/;]{1,250})/i.exec(value)?.[1];
  return carried?.replace(/\(a\)/i, "@").replace(/\(u\)/gi, "_").trim().toLowerCase() ?? null;
}

/** Every address in a text, lower case, in order, once each; at most `limit`. */
export function addressesIn(text: string, limit = 50): string[] {
  const found = new Set<string>();
  for (const match of text.slice(0, 64 * 1024).matchAll(new RegExp(addressPattern, "gu"))) {
    found.add(match[0].toLowerCase());
    if (found.size >= limit) break;
  }
  return [...found];
}
