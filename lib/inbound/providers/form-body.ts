import { words } from "@/lib/language/t";
import { Unreadable } from "./provider";

/** More than any webhook has. Node reads a form of a hundred thousand fields in the square of their number. */
const MOST_FIELDS = 1000;

/**
 * Field name to its values, in their order, from a form as browsers post it. Files count by their name only. Throws `Unreadable`, also for
 * a form of more than a thousand fields.
 */
export async function parseForm(rawBody: Uint8Array, contentType: string): Promise<Map<string, string[]>> {
  const bytes = Buffer.from(rawBody);
  requireFewFields(bytes, contentType);
  const read = new Response(bytes, { headers: { "content-type": contentType } }).formData();
  const form = await read.catch(() => {
    throw new Unreadable(words("The form is cut off or is none."));
  });
  const values = new Map<string, string[]>();
  for (const [name, value] of form.entries()) {
    const text = typeof value === "string" ? value : value.name;
    values.set(name, [...(values.get(name) ?? []), text]);
  }
  return values;
}

/** Counts what stands between or before fields; what merely looks so, such as a form within a field, counts too. */
function requireFewFields(bytes: Buffer, contentType: string): void {
  const [mark, mostMarks] = /^multipart\//i.test(contentType)
    ? [/content-disposition[ \t]*:/gi, MOST_FIELDS]
    : [/&/g, MOST_FIELDS - 1];
  const found = bytes
    .toString("latin1")
    .matchAll(mark)
    .take(mostMarks + 1);
  if (found.toArray().length > mostMarks) throw new Unreadable(`The form has more than ${MOST_FIELDS} fields.`);
}
