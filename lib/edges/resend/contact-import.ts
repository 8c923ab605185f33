import { z } from "zod";
import { invalid } from "@/lib/base/errors";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import { findFields } from "@/lib/people/contacts/fields";
import { plainFieldTypes } from "@/lib/people/fields/field-types.shared";
import { guessMapping } from "@/lib/people/imports/guess-mapping";
import type { ColumnTarget, ImportText } from "@/lib/people/imports/schema";
import { getTopic } from "@/lib/people/lists/topics";
import { GIVEN } from "./contact";
import { findGroup } from "./group";
import { listOnly, TopicChoice } from "./save-contact";
import { csvTable, partUnsubscribed } from "./unsubscribed-rows";

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
  const table = csvTable(given);
  const fields = await findFields(ctx);
  const mapping = columns && mappingOf(table.header, columns, new Set(fields.map(({ key }) => key)));
  const targets = mapping ?? guessMapping(table.header, table.people.slice(0, SAMPLED), fields);
  const email = targets.findIndex(({ to }) => to === "email");
  const { left, others } = partUnsubscribed(table, { email, unsubscribed: leftAt(table.header, columns) });
  return {
    unsubscribed: left,
    input: {
      fileName: "contacts.csv",
      csv: (listIds.length > 0 && others) || given,
      ...(mapping && { mapping }),
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

/** Rows that a guess looks at. */
const SAMPLED = 1_000;
const isCalled = (name: string) => (column: string) => column.toLowerCase() === name;

/** The place of the column for who has unsubscribed: as it was named, else one that is called so; -1 for none. */
const leftAt = (header: readonly string[], columns: ColumnMap | undefined) =>
  columns?.unsubscribed === undefined
    ? header.findIndex(isCalled("unsubscribed"))
    : header.indexOf(columns.unsubscribed.trim());

/** What becomes of each column of the file. Throws `invalid` for one that is not there. */
function mappingOf(header: readonly string[], columns: ColumnMap, known: ReadonlySet<string>): ColumnTarget[] {
  const targets = new Map<string, ColumnTarget>();
  const { email = header.find(isCalled("email")) ?? "email", first_name: firstName, last_name: lastName } = columns;
  for (const [to, column] of Object.entries({ email, firstName, lastName }))
    if (column !== undefined) targets.set(column.trim(), { to } as ColumnTarget);
  for (const [key, property] of Object.entries(columns.properties ?? {})) {
    const { column, type } = typeof property === "string" ? { column: property, type: undefined } : property;
    const kind = plainFieldTypes.find((each) => each === type) ?? "text";
    targets.set(
      column.trim(),
      known.has(key) ? { to: "field", key, dates: "ymd" } : { to: "newField", label: key, type: kind, dates: "ymd" },
    );
  }
  const named = [...targets.keys(), ...(columns.unsubscribed === undefined ? [] : [columns.unsubscribed.trim()])];
  const missing = named.find((column) => !header.includes(column));
  if (missing !== undefined)
    throw wrong("column_map", `The file has no column ${JSON.stringify(missing.slice(0, 60))}.`);
  return header.map((column) => targets.get(column) ?? { to: "ignore" });
}
