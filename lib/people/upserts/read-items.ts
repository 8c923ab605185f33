import type { z } from "zod";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { toAppError } from "@/lib/base/http/error-response";
import { byKey, type FieldChange, type FieldDefinition, readFieldValues } from "@/lib/people/contacts/field-values";
import { plainItem } from "./plain-item";
import { UpsertContact, type UpsertFailure } from "./schema";

/** One of the contacts given, read and sound by itself. */
export interface UpsertItem extends Omit<z.output<typeof UpsertContact>, "email" | "fields"> {
  index: number;
  address: { email: string; normalized: string; domain: string } | null;
  fields?: FieldChange | undefined;
}

export type ReadItem = UpsertItem | { index: number; failure: UpsertFailure };

export function failed(field: string, message: string, code: UpsertFailure["code"] = "invalid"): UpsertFailure {
  return { code, message, fields: { [field]: message } };
}

/** Of the second of two that mean the same person. */
export const standsTwice = (field: string): UpsertFailure => failed(field, "It stands in this call twice.");

/**
 * Reads what was given, one by one, so that one wrong contact spoils no other. The second of two with the same address or id fails: nobody
 * could say which of them holds.
 */
export function readItems(given: readonly unknown[], definitions: readonly FieldDefinition[]): ReadItem[] {
  const fields = byKey(definitions);
  const seen = { externalId: new Set<string>(), email: new Set<string>() };
  return given.map((each, index) => {
    const item = readItem(each, index, fields);
    if ("failure" in item) return item;
    const names = { externalId: item.externalId, email: item.address?.normalized };
    const repeated = named.find((name) => names[name] !== undefined && seen[name].has(names[name]));
    if (repeated) return { index, failure: standsTwice(repeated) };
    for (const name of named) if (names[name] !== undefined) seen[name].add(names[name]);
    return item;
  });
}

const named = ["externalId", "email"] as const;

function readItem(given: unknown, index: number, definitions: ReadonlyMap<string, FieldDefinition>): ReadItem {
  try {
    const { email, fields, ...rest } = plainItem(given) ?? UpsertContact.parse(given);
    const address = email === undefined ? null : readAddress(email);
    if (address !== null && !isEmailAddress(address)) return { index, failure: failed("email", address.error) };
    return { ...rest, index, address, fields: fields && readFieldValues(definitions, fields) };
  } catch (error) {
    const { code, message, fields = {} } = toAppError(error);
    if (code !== "invalid") throw error;
    return { index, failure: { code, message, fields } };
  }
}
