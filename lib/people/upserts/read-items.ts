import type { z } from "zod";
import { isEmailAddress } from "@/lib/base/addresses/email-address";
import { readAddress } from "@/lib/base/addresses/read-address";
import { toAppError } from "@/lib/base/http/error-response";
import { changeFieldValues, type FieldDefinition } from "@/lib/people/contacts/field-values";
import { UpsertContact, type UpsertFailure } from "./schema";

/** One of the contacts given, read and sound by itself. */
export interface UpsertItem extends Omit<z.output<typeof UpsertContact>, "email"> {
  index: number;
  address: { email: string; normalized: string; domain: string } | null;
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
  const seen = new Set<string>();
  return given.map((each, index) => {
    const item = readItem(each, index, definitions);
    if ("failure" in item) return item;
    const names = [
      ...(item.externalId === undefined ? [] : [["externalId", `id ${item.externalId}`] as const]),
      ...(item.address === null ? [] : [["email", `address ${item.address.normalized}`] as const]),
    ];
    const repeated = names.find(([, name]) => seen.has(name));
    if (repeated) return { index, failure: standsTwice(repeated[0]) };
    for (const [, name] of names) seen.add(name);
    return item;
  });
}

function readItem(given: unknown, index: number, definitions: readonly FieldDefinition[]): ReadItem {
  try {
    const { email, ...rest } = UpsertContact.parse(given);
    const address = email === undefined ? null : readAddress(email);
    if (address !== null && !isEmailAddress(address)) return { index, failure: failed("email", address.error) };
    // Against no values of before: whether each fits its field.
    changeFieldValues(definitions, {}, rest.fields ?? {});
    return { ...rest, index, address };
  } catch (error) {
    const { code, message, fields = {} } = toAppError(error);
    if (code !== "invalid") throw error;
    return { index, failure: { code, message, fields } };
  }
}
