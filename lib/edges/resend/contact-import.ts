import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { findFields } from "@/lib/people/contacts/fields";
import { plainFieldTypes } from "@/lib/people/fields/field-types.shared";
import type { ColumnTarget, ImportText } from "@/lib/people/imports/schema";
import { getTopic } from "@/lib/people/lists/topics";
import { GIVEN } from "./contact";
import { findGroup } from "./group";
import { listOnly, TopicChoice } from "./save-contact";
import { partUnsubscribed } from "./unsubscribed-rows";

const Property = z.union([z.string(), z.object({ column: z.string(), type: z.string().max(20).optional() })]);
const ColumnMap = z.object({
  email: z.string().optional(),
  first_name: z.string().optional(),
  last_name: z.string().optional(),
  unsubscribed: z.string().optional(),
  properties: z.record(z.string(), Property).optional(),
});
type ColumnMap = z.output<typeof ColumnMap>;

const wrong = (field: string, text: string) => invalid(text, { [field]: text });

/** JSON in a field of a form. Throws `invalid`. */
function fieldOf<S extends z.ZodType>(form: FormData, name: string, schema: S): z.output<S> | undefined {
  const text = form.get(name);
  if (typeof text !== "string" || text === "") return undefined;
  try {
    return schema.parse(JSON.parse(text));
  } catch {
    throw wrong(name, `\`${name}\` is not the JSON that it should be.`);
  }
}

export interface ContactImport {
  input: ImportText;
  /** Normalised addresses of who has unsubscribed elsewhere. */
  unsubscribed: string[];
}

/**
 * Reads the form that the package posts. Who has unsubscribed is told apart; where people are put into segments they are not among them. Throws
 * `invalid` with the field.
 */
export async function readContactImport(ctx: KeyCtx, octets: Buffer, headers: Headers): Promise<ContactImport> {
  const type = headers.get("content-type") ?? "";
  const form = await new Response(new Uint8Array(octets), { headers: { "content-type": type } })
    .formData()
    .catch(() => null);
  const file = form?.get("file");
  if (!form || !(file instanceof Blob)) throw wrong("file", "Send the CSV as `file` of multipart/form-data.");
  const given = (await file.text()).replace(/^\ufeff/, "");
  const columns = fieldOf(form, "column_map", ColumnMap);
  const listIds = await listsOf(ctx, form);
  const onConflict = form.get("on_conflict");
  if (onConflict !== null && onConflict !== "upsert" && onConflict !== "skip")
    throw wrong("on_conflict", "Give upsert or skip.");
  const parted =
    columns && partUnsubscribed(given, { email: columns.email ?? "email", unsubscribed: columns.unsubscribed });
  return {
    unsubscribed: parted?.left ?? [],
    input: {
      fileName: "contacts.csv",
      csv: listIds.length > 0 ? (parted?.others ?? given) : given,
      ...(columns && parted && { mapping: await mappingOf(ctx, parted.header, columns) }),
      options: {
        ...{ listIds, consentMethod: "other", consentSource: GIVEN },
        duplicates: onConflict === "upsert" ? "update" : "skip",
      },
    },
  };
}

async function listsOf(ctx: KeyCtx, form: FormData): Promise<string[]> {
  const segments = fieldOf(form, "segments", z.array(z.object({ id: z.string() })).max(20)) ?? [];
  const topics = fieldOf(form, "topics", z.array(TopicChoice).max(20)) ?? [];
  if (topics.some(({ subscription }) => subscription === "opt_out"))
    throw wrong("topics", "An import cannot say that people do not want a topic. Set it for each of them.");
  const lists = await Promise.all(segments.map(async ({ id }) => listOnly(await findGroup(ctx, id))));
  return [...lists, ...(await Promise.all(topics.map(async ({ id }) => (await getTopic(ctx, id)).id)))];
}

/** What becomes of each column of the file. Throws `invalid` for one that is not there. */
async function mappingOf(ctx: KeyCtx, header: readonly string[], columns: ColumnMap): Promise<ColumnTarget[]> {
  const known = new Set((await findFields(ctx)).map(({ key }) => key));
  const targets = new Map<string, ColumnTarget>();
  const named = { email: columns.email, firstName: columns.first_name, lastName: columns.last_name };
  for (const [to, column] of Object.entries(named))
    if (column !== undefined) targets.set(column, { to } as ColumnTarget);
  for (const [key, property] of Object.entries(columns.properties ?? {})) {
    const { column, type } = typeof property === "string" ? { column: property, type: undefined } : property;
    const kind = plainFieldTypes.find((each) => each === type) ?? "text";
    targets.set(
      column,
      known.has(key) ? { to: "field", key, dates: "ymd" } : { to: "newField", label: key, type: kind, dates: "ymd" },
    );
  }
  const missing = [...targets.keys()].find((column) => !header.includes(column));
  if (missing !== undefined)
    throw wrong("column_map", `The file has no column ${JSON.stringify(missing.slice(0, 60))}.`);
  return header.map((column) => targets.get(column) ?? { to: "ignore" });
}
