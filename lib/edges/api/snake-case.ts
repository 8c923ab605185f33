/** Under these stand names that people chose, which stay as they are. */
const ownNames: ReadonlySet<string> = new Set([
  "fields",
  "evidence",
  "document",
  "headers",
  "variables",
  "properties",
  "details",
]);

/** `firstName` as the API writes it. */
export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

const camel = (name: string): string => name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** A path by dots as the API writes it, or as it was given where `toCamel` marked a name. */
export function snakePath(path: string): string {
  const parts = path.split(".");
  const own = parts.findIndex((part) => ownNames.has(part));
  return parts.map((part, at) => (own >= 0 && at > own ? part : nameGiven(part))).join(".");
}

/** A JSON value as the API writes it: `first_name` for what the product calls `firstName`. */
export function toSnake(value: unknown): unknown {
  return renamed(value, once(snake));
}

/**
 * The same the other way. A name that the API does not write (`firstName`) gets one that no schema has, so that it is refused as unknown under
 * its own: `nameGiven` takes that back.
 */
export function toCamel(value: unknown): unknown {
  return renamed(
    value,
    once((name) => (snake(camel(name)) === name ? camel(name) : refusedName(name))),
  );
}

/** A thousand contacts have the same few names. */
function once(rename: (name: string) => string): (name: string) => string {
  const known = new Map<string, string>();
  return (name) => {
    const found = known.get(name) ?? rename(name);
    known.set(name, found);
    return found;
  };
}

const mark = "\u200b";

/** For a name that is not taken: one that no schema has. */
export const refusedName = (name: string): string => `${name}${mark}`;

/** The name as it was given, of one that `toCamel` made. */
export const nameGiven = (name: string): string => (name.endsWith(mark) ? name.slice(0, -mark.length) : snake(name));

function renamed(value: unknown, rename: (name: string) => string): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((each) => renamed(each, rename));
  const result: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value))
    result[rename(name)] = typeof inner !== "object" || ownNames.has(name) ? inner : renamed(inner, rename);
  return result;
}

/** A JSON Schema with its properties as the API writes them. */
export function snakeSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(snakeSchema);
  if (typeof schema !== "object" || schema === null) return schema;
  const entries = Object.entries(schema).map(([keyword, value]): [string, unknown] => {
    if (keyword === "properties") return [keyword, snakeProperties(value as Record<string, unknown>)];
    if (keyword === "required") return [keyword, (value as string[]).map(snake)];
    if (keyword === "example" || keyword === "default" || keyword === "enum" || keyword === "const")
      return [keyword, value];
    return [keyword, snakeSchema(value)];
  });
  return Object.fromEntries(entries);
}

function snakeProperties(properties: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([name, schema]) => [snake(name), snakeSchema(schema)]));
}
