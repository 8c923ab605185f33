import type { FieldDefinition } from "@/lib/contacts/field-values";
import type { FieldType } from "@/lib/contacts/schema";
import type { ColumnTarget } from "./schema";

/** Column names of real exports (Mailchimp, Klaviyo, HubSpot, Brevo, SendGrid, Shopify, Kit, listmonk…), in letters and digits only. */
const EMAIL =
  /^(e?mail|e?mail(address|adresse|1value)|adressee?mail|adresse(de)?messagerie|correo(electronico)?|(what(s|is)your|your|primary|contact)?e?mail(address)?|subscriberemail)$/;
const FIRST = /^(first(name)?|fname|firstname|given(name)?|forename|vorname|prenom|nombre|nome)$/;
const LAST = /^(last(name)?|lname|surname|family(name)?|nachname|nom|apellidos?|cognome)$/;
const FULL = /^((full|display|contact|subscriber|customer)?name|what(s|is)yourname|your(full)?name|fullname)$/;
const TAGS = /^(tags?|labels?|groups?)$/;
const NOISE =
  /^(memberrating|leid|euid|optinip|confirmip|dstoff|gmtoff|contactid|recordid|customerid|memberid|userid|uniqueid|uuid|id|ip|ipaddress|externalid|anonymousid|phonenumberid|lastchanged|updatedat|modifiedtime)$/;

/**
 * A proposal for each column: by its name, and where there is none by what the sample rows hold. No column is lost: what is not known becomes
 * a new field with the type its values have, what is only bookkeeping of the other product is left out.
 */
export function guessMapping(
  header: readonly string[] | null,
  rows: readonly (readonly string[])[],
  fields: readonly FieldDefinition[],
): ColumnTarget[] {
  const width = Math.max(header?.length ?? 0, ...rows.map((row) => row.length), 0);
  const taken = new Set<string>();
  const once = (target: ColumnTarget): ColumnTarget | null => {
    if (taken.has(target.to)) return null;
    taken.add(target.to);
    return target;
  };
  const columns = Array.from({ length: width }, (_, at) => ({
    name: (header?.[at] ?? "").trim(),
    values: rows.map((row) => (row[at] ?? "").trim()).filter((value) => value !== ""),
  }));
  const named = columns.map(({ name }) => knownTarget(name, once));
  if (!taken.has("email")) claimEmailByValues(columns, named);
  return columns.map(({ name, values }, at) => named[at] ?? fieldTarget(name, at, values, fields, header !== null));
}

interface Column {
  name: string;
  values: string[];
}

function knownTarget(name: string, once: (target: ColumnTarget) => ColumnTarget | null): ColumnTarget | null {
  const plain = plainName(name);
  if (EMAIL.test(plain)) return once({ to: "email" });
  if (FIRST.test(plain)) return once({ to: "firstName" });
  if (LAST.test(plain)) return once({ to: "lastName" });
  if (FULL.test(plain)) return once({ to: "fullName" });
  if (TAGS.test(plain)) return once({ to: "tags" });
  return NOISE.test(plain) ? { to: "ignore" } : null;
}

function claimEmailByValues(columns: Column[], named: (ColumnTarget | null)[]): void {
  const at = columns.findIndex(
    ({ values }, index) =>
      !named[index] &&
      values.length > 0 &&
      values.filter((value) => /^\S+@\S+\.\S+$/.test(value)).length > values.length / 2,
  );
  if (at >= 0) named[at] = { to: "email" };
}

function fieldTarget(
  name: string,
  at: number,
  values: string[],
  fields: readonly FieldDefinition[],
  hasHeader: boolean,
): ColumnTarget {
  const dates = guessDateOrder(values);
  const plain = plainName(name);
  const field = fields.find((one) => plainName(one.key) === plain || plainName(one.label) === plain);
  if (field && plain) return { to: "field", key: field.key, dates };
  if (values.length === 0 || !hasHeader || !name) return { to: "ignore" };
  return { to: "newField", label: name.slice(0, 60) || `Column ${at + 1}`, type: guessType(values), dates };
}

function plainName(name: string): string {
  return name
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "");
}

/** The narrowest type that all sample values fit. Long numbers and such with leading zeros are text: they are phone numbers or codes. */
export function guessType(values: readonly string[]): Exclude<FieldType, "select"> {
  if (values.every((value) => /^(true|false|yes|no|y|n|ja|nein)$/i.test(value))) return "boolean";
  if (values.every((value) => /^-?(0|[1-9]\d{0,8})([.,]\d+)?$/.test(value))) return "number";
  if (values.every((value) => /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[./]\d{1,2}[./]\d{4})([T ].*)?$/.test(value)))
    return "date";
  return "text";
}

/** Day or month first: told by the first number above 12 that stands in one of the two places. */
export function guessDateOrder(values: readonly string[]): "ymd" | "dmy" | "mdy" {
  let slashes = false;
  if (values.some((value) => /^\d{1,2}\.\d{1,2}\.\d{4}/.test(value))) return "dmy";
  for (const value of values) {
    const parts = /^(\d{1,2})\/(\d{1,2})\/\d{4}/.exec(value);
    if (!parts) continue;
    slashes = true;
    if (Number(parts[1]) > 12) return "dmy";
    if (Number(parts[2]) > 12) return "mdy";
  }
  return slashes ? "mdy" : "ymd";
}
