/** One block of `Name: value` lines: names in lower case, folded lines joined, repeated fields kept in order. */
export type FieldBlock = Map<string, string[]>;

/** Splits the body of a message/delivery-status or message/feedback-report part into its blocks (RFC 3464 §2.1, RFC 5965 §3). */
export function parseFieldBlocks(body: string): FieldBlock[] {
  return body
    .replace(/\r\n?/g, "\n")
    .split(/\n[ \t]*\n/)
    .map(parseFields)
    .filter((block) => block.size > 0);
}

/** Parses one header section; lines that are neither a field nor a continuation are skipped. */
export function parseFields(block: string): FieldBlock {
  const fields: FieldBlock = new Map();
  let last: string[] | undefined;
  for (const line of block.replace(/\r\n?/g, "\n").split("\n")) {
    const field = /^([A-Za-z][A-Za-z0-9-]{0,76})[ \t]*:[ \t]*(.*)$/.exec(line);
    if (field) {
      const name = field[1]!.toLowerCase();
      last = fields.get(name) ?? [];
      last.push(field[2]!.trim());
      fields.set(name, last);
    } else if (/^[ \t]+\S/.test(line) && last?.length) {
      last[last.length - 1] = `${last[last.length - 1]} ${line.trim()}`.trim();
    }
  }
  return fields;
}

/** First value of a field, or null. */
export function fieldOf(block: FieldBlock, name: string): string | null {
  return block.get(name)?.[0] || null;
}

/** Address of an `address-type; address` field (RFC 3464 §2.3.1), also without the type, also in angle brackets, lower case. */
export function addressInField(value: string | null): string | null {
  if (!value) return null;
  const withoutType = value.replace(/^[a-z0-9-]+\s*;\s*/i, "");
  const address =
    /<([^<>\s]+@[^<>\s]+)>/.exec(withoutType)?.[1] ?? /[^\s<>;,"()]+@[^\s<>;,"()]+/.exec(withoutType)?.[0];
  return address?.toLowerCase() ?? null;
}

/** The header section of a returned message (message/rfc822, text/rfc822-headers and their RFC 6533 kin), or null. */
export function returnedHeaders(parts: readonly { mimeType: string; content: string }[]): FieldBlock | null {
  const types = ["message/rfc822", "text/rfc822-headers", "message/global", "message/global-headers"];
  const part = parts.find(({ mimeType }) => types.includes(mimeType));
  if (!part) return null;
  const head = part.content.replace(/\r\n?/g, "\n").replace(/^\n+/, "").split(/\n\n/)[0] ?? "";
  const fields = parseFields(head);
  return fields.size > 0 ? fields : null;
}
