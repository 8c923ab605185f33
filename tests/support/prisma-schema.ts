import { globSync, readFileSync } from "node:fs";
import path from "node:path";

export interface SchemaField {
  /** As Prisma calls it. */
  name: string;
  /** As the database calls it. */
  column: string;
  type: string;
  /** What `///` above it says. */
  comment: string;
}

export interface SchemaModel {
  name: string;
  table: string;
  /** Without relations: only what is stored. */
  fields: SchemaField[];
}

const folder = path.resolve(import.meta.dirname, "../../prisma/schema");

/** The models of the Prisma schema with their columns. */
export function modelsOf(): SchemaModel[] {
  const text = globSync("*.prisma", { cwd: folder })
    .sort()
    .map((file) => readFileSync(path.join(folder, file), "utf8"))
    .join("\n");
  const blocks = [...text.matchAll(/^model (\w+) \{\n([\s\S]*?)^\}/gm)];
  const names = new Set(blocks.map(([, name]) => name));
  return blocks.map(([, name = "", body = ""]) => ({
    name,
    table: /@@map\("(\w+)"\)/.exec(body)?.[1] ?? name,
    fields: fieldsIn(body).filter(({ type }) => !names.has(type)),
  }));
}

function fieldsIn(body: string): SchemaField[] {
  let comment = "";
  return body.split("\n").flatMap((line) => {
    const said = /^\s*\/\/\/ (.*)/.exec(line);
    if (said) comment += ` ${said[1]}`;
    const [, name, type] = /^\s+(\w+)\s+(\w+)/.exec(line) ?? [];
    if (!name || !type) return [];
    const field = { name, type, column: /@map\("(\w+)"\)/.exec(line)?.[1] ?? name, comment: comment.trim() };
    comment = "";
    return [field];
  });
}
