// Private-use characters: no keyboard makes them, React and html-to-text pass them on as they are.
const open = "\ue000";
const close = "\ue001";
const liquidPattern = /\{\{[\s\S]*?\}\}|\{%[\s\S]*?%\}/g;
const tokenPattern = /\ue000([0-9a-z-]*)\ue001/g;

const encode = (tag: string) => Array.from(tag, (char) => (char.codePointAt(0) ?? 32).toString(36)).join("-");
const decode = (hidden: string) => String.fromCodePoint(...hidden.split("-").map((code) => Number.parseInt(code, 36)));

/** Quotes and spaces that editors and phones make typographic, back to what Liquid reads. */
function plainQuotes(tag: string): string {
  return tag
    .replace(/[“”„]/g, '"')
    .replace(/[‘’]/g, "'")
    .replace(/\u00a0/g, " ");
}

/** Hides each Liquid tag in an opaque token, so that escaping around it cannot touch the quotes inside it. */
export function protectLiquid(text: string): string {
  return text.replace(/[\ue000\ue001]/g, "").replace(liquidPattern, (tag) => open + encode(plainQuotes(tag)) + close);
}

/** Puts the hidden Liquid tags back. */
export function restoreLiquid(text: string): string {
  return text.replace(tokenPattern, (_, hidden: string) => decode(hidden));
}

/** Whether a text has Liquid in it. */
export function hasLiquid(text: string): boolean {
  return /\{\{|\{%/.test(text);
}

/** A merge tag in Liquid's words, with what stands in when the contact has no value. */
export function mergeTagSource(path: string, fallback?: string | null): string {
  if (!fallback) return `{{ ${path} }}`;
  const clean = fallback.replace(/[{}%]/g, "");
  // Liquid strings know no escapes, so the quote that is not used inside has to delimit them.
  const quoted = clean.includes('"') ? `'${clean.replaceAll("'", "’")}'` : `"${clean}"`;
  return `{{ ${path} | default: ${quoted} }}`;
}
