import { addressesIn } from "@/lib/mail/read/fields";
import { readHead } from "@/lib/mail/read/mime-tree";

const names = ["delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-rcpt-to", "to", "cc", "received"];

/**
 * The addresses a raw mail was sent to, the surest first, as far as its header section tells: for mail that came without an envelope
 * (IMAP, forwarded). At most 30.
 */
export function addressedTo(raw: Uint8Array): string[] {
  const fields = readHead(raw);
  const found = names.flatMap((name) =>
    (fields.get(name) ?? []).flatMap((value) =>
      addressesIn(name === "received" ? (/\bfor\s+(<?[^\s;]{3,320})/i.exec(value)?.[1] ?? "") : value),
    ),
  );
  return [...new Set(found)].slice(0, 30);
}
