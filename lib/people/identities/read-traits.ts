import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import type { Applied } from "@/lib/events/custom/stored-event";
import { words } from "@/lib/language/t";
import { type FieldDefinition, parseFieldValue } from "@/lib/people/contacts/field-values";
import { readLanguage, readTimeZone } from "@/lib/people/contacts/reader-settings.shared";
import { NO_LANGUAGE, NO_TIME_ZONE } from "@/lib/people/contacts/schema";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { completeName } from "@/lib/people/imports/split-name";
import type { IdentityRule, TraitTarget } from "./rule.shared";

/** What traits say about a contact; only what they say is there. */
export interface ReadTraits {
  address: { email: string; normalized: string; domain: string } | null;
  firstName?: string | null;
  lastName?: string | null;
  timeZone?: string | null;
  language?: string | null;
  fields: Record<string, FieldValue | null>;
  notes: Applied["notes"];
}

const MAX_NAME = 200;
const NO_TEXT = words("This should be a text.");

/** Reads the traits of one person as the rule says. A value that does not fit is left out with a note; nobody is lost for a birthday. */
export function readTraits(
  traits: Readonly<Record<string, unknown>>,
  rule: IdentityRule,
  definitions: readonly FieldDefinition[],
): ReadTraits {
  const read: ReadTraits = { address: null, fields: {}, notes: [] };
  const named = new Set(rule.traits.map(({ trait }) => trait.split(".")[0]!));
  const note = (trait: string, text: string | null) => text !== null && read.notes.push({ trait, text });
  let whole = "";
  for (const { trait, to } of rule.traits) {
    const value = valueAt(traits, trait);
    if (value === undefined) continue;
    const name = to === "fullName" ? readName(value) : null;
    if (name && "text" in name) whole = name.text;
    note(trait, name ? ("error" in name ? name.error : null) : apply(read, { to, value }, definitions));
  }
  if (whole) {
    const { first, last } = completeName(whole, { first: read.firstName ?? null, last: read.lastName ?? null });
    if (read.firstName === undefined) read.firstName = first;
    if (read.lastName === undefined) read.lastName = last;
  }
  for (const [trait, value] of Object.entries(traits)) {
    if (!named.has(trait) && rule.usesSameKeys) note(trait, applySameKey(read, trait, value, definitions));
  }
  return read;
}

/** Own values only: a trait may be called like what every object has. */
function valueAt(traits: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(traits, path)) return traits[path];
  let value: unknown = traits;
  for (const part of path.split(".")) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, part)) return undefined;
    value = (value as Record<string, unknown>)[part];
  }
  return value;
}

interface Given {
  to: TraitTarget;
  value: unknown;
}

/** Puts one value in its place; gives words when it does not fit. */
function apply(read: ReadTraits, { to, value }: Given, definitions: readonly FieldDefinition[]): string | null {
  if (to === "ignore") return null;
  if (to.startsWith("field:")) {
    const field = definitions.find(({ key }) => key === to.slice("field:".length));
    return field ? applyField(read, field, value) : words("The field that it goes to does not exist any more.");
  }
  if (to === "firstName" || to === "lastName") {
    const name = readName(value);
    if ("text" in name) read[to] = name.text || null;
    return "error" in name ? name.error : null;
  }
  if (typeof value !== "string") return NO_TEXT;
  if (to === "email") return applyAddress(read, value);
  const found = to === "timeZone" ? readTimeZone(value) : readLanguage(value);
  if (found !== null) read[to as "timeZone" | "language"] = found;
  return found === null && value.trim() !== "" ? (to === "timeZone" ? NO_TIME_ZONE : NO_LANGUAGE) : null;
}

function applyAddress(read: ReadTraits, text: string): string | null {
  const address = readAddress(text.slice(0, 1000));
  if (!isEmailAddress(address)) return address.error;
  read.address = address;
  return null;
}

function readName(value: unknown): { text: string } | { error: string } {
  const text = typeof value === "number" ? String(value) : (value ?? "");
  if (typeof text !== "string") return { error: NO_TEXT };
  const name = text.trim();
  return name.length > MAX_NAME ? { error: words("A name has at most 200 characters.") } : { text: name };
}

function applyField(read: ReadTraits, field: FieldDefinition, value: unknown): string | null {
  const parsed = parseFieldValue(field, value);
  if ("error" in parsed) return `${field.label}: ${parsed.error}`;
  read.fields[field.key] = parsed.value;
  return null;
}

/** `favoriteColor`, `favorite_color` and `Favorite color` all go to the field `favorite_color`. */
function applySameKey(
  read: ReadTraits,
  trait: string,
  value: unknown,
  definitions: readonly FieldDefinition[],
): string | null {
  const spaced = trait.slice(0, 100).replace(/([a-z0-9])([A-Z])/g, "$1_$2");
  const key = spaced.toLowerCase().replace(/[^a-z0-9]+/g, "_");
  const field = definitions.find((each) => each.key === key);
  return field ? applyField(read, field, value) : words("No field has this key, and the rule does not name it.");
}
