import { escapeHtml } from "@/lib/base/html/escape-html";

/** A JSON Schema, as the document has it. */
export type Schema = Record<string, unknown>;

export type Row = [name: string, type: string, required: boolean, description: string];

/** The properties of an object, with those of the objects in it behind dots. */
export function rowsOf(schema: Schema, before = "", depth = 0): Row[] {
  const properties = (schema.properties ?? {}) as Record<string, Schema>;
  const required = (schema.required ?? []) as string[];
  return Object.entries(properties).flatMap(([name, own]): Row[] => {
    const path = before + name;
    const row: Row = [path, typeOf(own), required.includes(name), String(own.description ?? "")];
    const inner = own.type === "array" ? (own.items as Schema | undefined) : own;
    if (depth > 2 || !inner?.properties) return [row];
    return [row, ...rowsOf(inner, `${path}${own.type === "array" ? "[]" : ""}.`, depth + 1)];
  });
}

export function typeOf(schema: Schema): string {
  if (typeof schema.$ref === "string") return schema.$ref.split("/").at(-1) ?? "";
  const choices = (schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (choices) return choices.map(typeOf).join(" or ");
  if (Array.isArray(schema.enum)) return schema.enum.map((each) => JSON.stringify(each)).join(" or ");
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.type === "array") return `list of ${typeOf((schema.items ?? {}) as Schema)}`;
  return typeof schema.type === "string" ? schema.type : "any value";
}

export function table(label: string, rows: readonly Row[]): string {
  if (rows.length === 0) return "";
  const lines = rows.map(
    ([name, type, required, description]) =>
      `<tr><td><code>${escapeHtml(name)}</code></td><td>${escapeHtml(type)}${required ? "" : ", optional"}</td><td>${inline(description)}</td></tr>`,
  );
  return `<table><caption>${label}</caption><tbody>${lines.join("")}</tbody></table>`;
}

/** Text in which backticks stand around code. */
export const inline = (text: string) => escapeHtml(text).replace(/`([^`]+)`/g, "<code>$1</code>");

export const codeBlock = (text: string) =>
  `<div class="code"><button type="button">Copy</button><pre tabindex="0"><code>${escapeHtml(text)}</code></pre></div>`;
