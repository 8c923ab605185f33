import { type Fields, fields, list, looseJson, text } from "./payload";

/** Names under which our message id travels in tags, metadata and custom arguments; case and separators do not count. */
const idNames = new Set(["messageid", "homingmessageid", "msgid", "xmsgid", "xentityrefid", "homingid"]);
const headerNames = new Set(["messageid", "xmsgid", "xentityrefid", "returnpath"]);

const bare = (name: string) => name.toLowerCase().replace(/[^a-z]/g, "");

/** What stands under one of our names in an object of the provider's (or in JSON text of one). */
export function claimsIn(value: unknown): string[] {
  const found: string[] = [];
  for (const [name, inner] of Object.entries(fields(looseJson(value)))) {
    if (idNames.has(bare(name))) found.push(...list(inner).flatMap((each) => text(each) ?? []));
  }
  return found;
}

/** What stands in our headers, in either shape providers use: `{ name, value }` or `[name, value]`. */
export function claimsInHeaders(value: unknown): string[] {
  return list(looseJson(value)).flatMap((each) => {
    const [name, inner] = Array.isArray(each) ? each : namedHeader(fields(each));
    const found = text(inner);
    return typeof name === "string" && headerNames.has(bare(name)) && found ? [found] : [];
  });
}

function namedHeader(header: Fields): [unknown, unknown] {
  return [header.name ?? header.Name, header.value ?? header.Value];
}

/** The texts that are there, each once: the first 20. */
export function claims(...values: (string | null | readonly string[])[]): string[] {
  return [...new Set(values.flat().filter((each): each is string => each !== null && each !== ""))].slice(0, 20);
}
