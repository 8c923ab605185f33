/** Octets to text. Unlabelled text that is UTF-8 is read as such; unknown charsets stay octets. */
export function decodeCharset(octets: string, charset: string | null): string {
  const escapes = octets.includes("\x1b$") || octets.includes("\x1b(");
  if (octets.includes("\0")) {
    const wide = decodeUtf16(octets, charset?.trim().toLowerCase() ?? "");
    if (wide !== null) return wide;
  }
  // biome-ignore lint/suspicious/noControlCharactersInRegex: whether there is anything but ASCII is the question
  if (!escapes && /^[\x00-\x7f]*$/.test(octets)) return octets;
  const bytes = Buffer.from(octets, "latin1");
  const label = charset?.trim().toLowerCase() ?? "";
  if (escapes) return decodeAs(bytes, /^iso-2022/.test(label) ? label : "iso-2022-jp") ?? octets;
  if (label && !/ascii|^utf-?8|unknown|8bit/.test(label)) return decodeAs(bytes, label) ?? octets;
  return decodeAs(bytes, "utf-8", true) ?? decodeAs(bytes, "windows-1252") ?? octets;
}

function decodeAs(bytes: Uint8Array, label: string, fatal = false): string | null {
  try {
    return new TextDecoder(label, { fatal }).decode(bytes);
  } catch {
    return null;
  }
}

/** UTF-16 as its label, its byte order mark or the place of its zeros tells; null for anything else. */
function decodeUtf16(octets: string, label: string): string | null {
  const start = octets.slice(0, 2000);
  const zeros = (at: number) => start.split("").filter((octet, index) => index % 2 === at && octet === "\0").length;
  const [even, odd] = [zeros(0), zeros(1)];
  const named = /^(utf-?16|ucs-?2|unicode)/.test(label);
  if (!named && Math.max(even, odd) < start.length / 4) return null;
  const isBig = start.startsWith("\xfe\xff") || (!start.startsWith("\xff\xfe") && even > odd);
  const bytes = Buffer.from(octets, "latin1");
  return decodeAs(bytes, isBig ? "utf-16be" : "utf-16le")?.replace(/\r\n?/g, "\n") ?? null;
}
