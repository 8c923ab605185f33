import { systemMark } from "@/lib/mail/system/system-mark";

/** What the sink knows of a mail without decoding its body. */
export interface CapturedHeaders {
  fromHeader: string;
  subject: string;
  messageId: string | null;
  listUnsubscribe: string | null;
  /** Groups the mails of one campaign: List-Unsubscribe mails carry Feedback-ID (Gmail) or List-Id (RFC 2919). */
  campaignKey: string;
  isTest: boolean;
  /** Mail of the product itself: see `systemMark`. */
  isSystem: boolean;
}

/** Header section of raw RFC 5322 bytes as name → first value, unfolded; names in lower case. */
export function readHeaders(raw: Buffer): Map<string, string> {
  const end = raw.indexOf("\r\n\r\n");
  const head = raw.toString("utf8", 0, end < 0 ? Math.min(raw.length, 64 * 1024) : end).replace(/\r?\n[ \t]+/g, " ");
  const headers = new Map<string, string>();
  for (const line of head.split(/\r?\n/)) {
    const colon = line.indexOf(":");
    if (colon < 1) continue;
    const name = line.slice(0, colon).trim().toLowerCase();
    if (!headers.has(name)) headers.set(name, line.slice(colon + 1).trim());
  }
  return headers;
}

/** The few facts that the list shows and that the simulator decides on. */
export function describeMail(raw: Buffer): CapturedHeaders {
  const headers = readHeaders(raw);
  const subject = decodedHeader(headers.get("subject") ?? "").slice(0, 500);
  return {
    fromHeader: decodedHeader(headers.get("from") ?? "").slice(0, 320),
    subject,
    messageId: headers.get("message-id")?.replace(/^<|>$/g, "") ?? null,
    listUnsubscribe: headers.get("list-unsubscribe") ?? null,
    campaignKey: headers.get("feedback-id") ?? headers.get("list-id") ?? subject,
    isTest: /^\[test\]/i.test(subject),
    isSystem: headers.has(systemMark.name.toLowerCase()),
  };
}

/** Encoded words (RFC 2047): neighbours of one charset and encoding are joined before decoding, as their bytes may share a letter. */
export function decodedHeader(value: string): string {
  return value
    .replace(/(=\?[^?\s]+\?[bq]\?[^?\s]*\?=)\s+(?==\?)/gi, "$1")
    .replace(/(?:=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=)+/gi, (run) => {
      const chunks: Buffer[] = [];
      let charset = "utf-8";
      for (const [, name, encoding, text] of run.matchAll(/=\?([^?\s]+)\?([bq])\?([^?\s]*)\?=/gi)) {
        charset = name!.toLowerCase();
        chunks.push(encoding!.toLowerCase() === "b" ? Buffer.from(text!, "base64") : quotedBytes(text!));
      }
      return decodeBytes(Buffer.concat(chunks), charset);
    })
    .replace(/\0/g, "");
}

function quotedBytes(text: string): Buffer {
  const plain = text.replace(/_/g, " ");
  return Buffer.from(
    plain.replace(/=([0-9a-f]{2})/gi, (_match, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    "latin1",
  );
}

function decodeBytes(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("latin1");
  }
}
