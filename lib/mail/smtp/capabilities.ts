/** What a peer offers in its EHLO reply (RFC 5321 §4.1.1.1). */
export interface Capabilities {
  /** RFC 2920. */
  pipelining: boolean;
  /** RFC 6152. */
  eightBit: boolean;
  /** RFC 6531. */
  smtpUtf8: boolean;
  /** RFC 3461. */
  dsn: boolean;
  /** RFC 3207. */
  startTls: boolean;
  /** RFC 1870: SIZE is offered; `maxSize` is the largest message in octets, or null when none is named. */
  size: boolean;
  maxSize: number | null;
  /** RFC 4954: mechanism names in upper case; empty when none is offered. */
  auth: ReadonlySet<string>;
}

/** Nothing but plain SMTP, for a peer that knows no EHLO. */
export const NO_CAPABILITIES: Capabilities = {
  pipelining: false,
  eightBit: false,
  smtpUtf8: false,
  dsn: false,
  startTls: false,
  size: false,
  maxSize: null,
  auth: new Set(),
};

/** Servers write about twenty. */
const MAX_LINES = 200;

/** Reads the lines of an EHLO reply, without codes; the first is the peer's greeting. Also takes `AUTH=PLAIN LOGIN` of old servers. */
export function parseCapabilities(lines: readonly string[]): Capabilities {
  const offered = new Map<string, string[]>();
  for (const line of lines.slice(1, MAX_LINES)) {
    const [keyword = "", ...parameters] = line
      .trim()
      .toUpperCase()
      .replace(/^AUTH=/, "AUTH ")
      .split(/\s+/);
    offered.set(keyword, [...(offered.get(keyword) ?? []), ...parameters]);
  }
  const size = Number(offered.get("SIZE")?.[0] ?? 0);
  return {
    pipelining: offered.has("PIPELINING"),
    eightBit: offered.has("8BITMIME"),
    smtpUtf8: offered.has("SMTPUTF8"),
    dsn: offered.has("DSN"),
    startTls: offered.has("STARTTLS"),
    size: offered.has("SIZE"),
    // RFC 1870 §3: zero means that there is no fixed limit.
    maxSize: Number.isSafeInteger(size) && size > 0 ? size : null,
    auth: new Set(offered.get("AUTH") ?? []),
  };
}
