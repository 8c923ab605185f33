import { globSync, readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import type { Reader } from "./growth";

const root = path.resolve(import.meta.dirname, "../..");
const elsewhere =
  /^lib\/(run\/(cli|cluster|conformance)|demo|client|base\/db\/generated)\/|\.(test|db\.test)\.|\.tmp\./;

/** What a schema has inside; zod tells it in `def`. */
interface Def {
  type: string;
  innerType?: z.ZodType;
  element?: z.ZodType;
  in?: z.ZodType;
  out?: z.ZodType;
  left?: z.ZodType;
  right?: z.ZodType;
  keyType?: z.ZodType;
  valueType?: z.ZodType;
  catchall?: z.ZodType;
  getter?: () => z.ZodType;
  options?: z.ZodType[];
  items?: z.ZodType[];
  shape?: Record<string, z.ZodType>;
}

/**
 * Every text in an exported schema, as a reader: what a request says is read by its schema first. Zod goes on with its other checks
 * when a text is too long, so a longest length protects no pattern.
 */
export async function findSchemas(): Promise<[string, Reader][]> {
  const seen = new Set<z.ZodType>();
  const found: [string, Reader][] = [];
  const files = globSync("lib/**/*.{ts,tsx}", { cwd: root }).filter((file) => !elsewhere.test(file));
  for (const file of files.sort()) {
    const source = readFileSync(path.join(root, file), "utf8");
    if (!/from "zod"|^export const [A-Z]\w+ = \w/m.test(source) || !/schema|zod/i.test(source)) continue;
    const module = (await import(/* @vite-ignore */ path.join(root, file))) as Record<string, unknown>;
    for (const [name, value] of Object.entries(module)) {
      if (!(value instanceof z.ZodType)) continue;
      const texts = textsIn(value, seen);
      if (texts.length > 0) found.push([`${file}#${name}`, (text) => texts.map((schema) => schema.safeParse(text))]);
    }
  }
  return found;
}

/** The innermost schemas that take a text, with what is done to it afterwards. */
function textsIn(schema: z.ZodType, seen: Set<z.ZodType>): z.ZodType[] {
  if (seen.has(schema)) return [];
  seen.add(schema);
  const def = schema.def as unknown as Def;
  if (["string", "unknown", "any", "custom", "template_literal"].includes(def.type)) return [schema];
  if (def.type === "pipe" && def.in && isText(def.in)) return [schema];
  const inner = [
    ...[def.innerType, def.element, def.in, def.out, def.left, def.right],
    ...[def.keyType, def.valueType, def.catchall, def.type === "lazy" ? def.getter?.() : undefined],
    ...(def.options ?? []),
    ...(def.items ?? []),
    ...Object.values(def.shape ?? {}),
  ];
  return inner.filter((one) => one instanceof z.ZodType).flatMap((one) => textsIn(one, seen));
}

function isText(schema: z.ZodType): boolean {
  const def = schema.def as unknown as Def;
  return def.type === "string" || (def.type === "pipe" && def.in !== undefined && isText(def.in));
}
