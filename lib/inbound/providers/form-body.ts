import { Unreadable } from "./provider";

/** Field name to its values, in their order, from a form as browsers post it. Files count by their name only. Throws `Unreadable`. */
export async function parseForm(rawBody: Uint8Array, contentType: string): Promise<Map<string, string[]>> {
  const read = new Response(Buffer.from(rawBody), { headers: { "content-type": contentType } }).formData();
  const form = await read.catch(() => {
    throw new Unreadable("The form is cut off or is none.");
  });
  const values = new Map<string, string[]>();
  for (const [name, value] of form.entries()) {
    const text = typeof value === "string" ? value : value.name;
    values.set(name, [...(values.get(name) ?? []), text]);
  }
  return values;
}
