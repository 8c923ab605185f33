/** A header field in relaxed canonical form (RFC 6376 §3.4.2), without a line end. */
export function relaxedHeader(field: string): string {
  const colon = field.indexOf(":");
  const value = field
    .slice(colon + 1)
    .replace(/\r\n/g, "")
    .replace(/[ \t]+/g, " ")
    .trim();
  return `${field.slice(0, colon).trim().toLowerCase()}:${value}`;
}

/** A body in relaxed canonical form (RFC 6376 §3.4.4). Works on octets by way of latin1. */
export function relaxedBody(body: Buffer): Buffer {
  const text = body
    .toString("latin1")
    .replace(/[ \t]+/g, " ")
    .replace(/ \r\n/g, "\r\n");
  let end = text.length;
  while (end >= 2 && text.charCodeAt(end - 1) === 10 && text.charCodeAt(end - 2) === 13) end -= 2;
  const trimmed = text.slice(0, end).replace(/ $/, "");
  return Buffer.from(trimmed === "" ? "" : `${trimmed}\r\n`, "latin1");
}
