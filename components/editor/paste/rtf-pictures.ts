const types = { pngblip: "image/png", jpegblip: "image/jpeg" } as const;

/** Where the group that begins at `start` ends. */
function endOfGroup(rtf: string, start: number): number {
  let depth = 0;
  for (let at = start; at < rtf.length; at++) {
    if (rtf[at] === "\\") at++;
    else if (rtf[at] === "{") depth++;
    else if (rtf[at] === "}" && --depth === 0) return at;
  }
  return rtf.length;
}

/** What a picture's group says itself: its words and its bytes in hex, without the groups inside it. */
function ownText(rtf: string, start: number, end: number): string {
  let text = "";
  for (let at = start + 1; at < end; ) {
    const inner = rtf.indexOf("{", at);
    if (inner === -1 || inner >= end) return text + rtf.slice(at, end);
    text += `${rtf.slice(at, inner)} `;
    at = endOfGroup(rtf, inner) + 1;
  }
  return text;
}

function fileOf(text: string, name: string): File | null {
  const kind = Object.entries(types).find(([word]) => text.includes(`\\${word}`));
  if (!kind) return null;
  const digits = text.replace(/\\[a-z*]+-?\d* ?/g, "").replace(/[^\da-f]/gi, "");
  const bytes = Uint8Array.from({ length: digits.length >> 1 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
  return new File([bytes], `${name}.${kind[1].slice(6)}`, { type: kind[1] });
}

/** PNG and JPEG pictures of an RTF text (RTF 1.9.1, "Pictures"), in their order; those in other formats are null. */
export function picturesInRtf(rtf: string): (File | null)[] {
  const found: (File | null)[] = [];
  for (let at = rtf.indexOf("{\\pict"); at !== -1; ) {
    const end = endOfGroup(rtf, at);
    // Word writes each picture twice: the second, for old readers, stands in \nonshppict.
    if (!/\{\\nonshppict\s*$/.test(rtf.slice(Math.max(0, at - 20), at)))
      found.push(fileOf(ownText(rtf, at, end), `pasted-${found.length + 1}`));
    at = rtf.indexOf("{\\pict", end);
  }
  return found;
}
