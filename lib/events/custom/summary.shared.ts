const SHOWN = 4;
const LENGTH = 60;

/** The first few plain properties of an event, for one line: "total: 59.9 · currency: EUR". Null where there are none. */
export function propertiesInShort(properties: Readonly<Record<string, unknown>>): string | null {
  const plain = Object.entries(properties).filter(([, value]) => typeof value !== "object");
  const parts = plain.slice(0, SHOWN).map(([name, value]) => `${cut(name)}: ${cut(String(value))}`);
  return parts.length > 0 ? parts.join(" · ") : null;
}

const cut = (text: string) => (text.length > LENGTH ? `${text.slice(0, LENGTH - 1)}…` : text);
