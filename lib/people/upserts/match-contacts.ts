import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { changeFieldValues } from "@/lib/people/contacts/field-values";
import { contactFields } from "@/lib/people/contacts/stored-fields";
import type { FieldValue } from "@/lib/people/fields/field-types.shared";
import { failed, standsTwice, type UpsertItem } from "./read-items";
import type { UpsertFailure } from "./schema";

/** The columns of a contact that such a call may change. */
export interface ContactValues {
  externalId: string | null;
  email: string;
  normalized: string;
  domain: string;
  firstName: string | null;
  lastName: string | null;
  timeZone: string | null;
  language: string | null;
  fields: Record<string, FieldValue>;
}

export type KnownContact = ContactValues & { id: string };

/** What is to be done about one item. */
export type Plan = { item: UpsertItem } & (
  | { failure: UpsertFailure }
  | { known: KnownContact | null; values: ContactValues }
);

/** The contacts whom these may mean, locked in id order until the transaction ends. */
export async function lockKnown(tx: Ctx, items: readonly UpsertItem[]): Promise<KnownContact[]> {
  const addresses = items.flatMap(({ address }) => address?.normalized ?? []);
  const ids = items.flatMap(({ externalId }) => externalId ?? []);
  const workspace = Prisma.sql`${tx.workspaceId}::uuid`;
  const rows = await tx.db.$queryRaw<(Omit<KnownContact, "fields"> & { fields: unknown })[]>(Prisma.sql`
    select id, external_id as "externalId", email, email_normalized as normalized, email_domain as domain, first_name as "firstName",
           last_name as "lastName", time_zone as "timeZone", language, fields
      from contact
     where workspace_id = ${workspace} and id in (
       select id from contact where workspace_id = ${workspace} and email_normalized = any(${addresses}::text[])
       union all
       select id from contact where workspace_id = ${workspace} and external_id = any(${ids}::text[]))
     order by id for update`);
  return rows.map((row) => ({ ...row, fields: contactFields.read(row.fields) }));
}

/**
 * Finds for each item whom it means: by the id of the other program, else by address. An address or id of somebody else's is refused, and so is
 * the second of two that mean the same person, one by the id and one by the address.
 */
export function planContacts(
  items: readonly UpsertItem[],
  known: readonly KnownContact[],
  definitions: readonly FieldDefinition[],
): Plan[] {
  const byId = new Map(
    known.flatMap((contact) => (contact.externalId === null ? [] : [[contact.externalId, contact]])),
  );
  const byAddress = new Map(known.map((contact) => [contact.normalized, contact]));
  const meant = new Set<string>();
  return items.map((item) => {
    const own = item.externalId === undefined ? undefined : byId.get(item.externalId);
    const atAddress = item.address === null ? undefined : byAddress.get(item.address.normalized);
    const contact = own ?? atAddress;
    const failure = clash(item, own, atAddress);
    if (failure) return { item, failure };
    if (contact && meant.has(contact.id)) return { item, failure: standsTwice(own ? "externalId" : "email") };
    if (contact) {
      meant.add(contact.id);
      return { item, known: contact, values: changed(contact, item, definitions) };
    }
    if (item.address === null) return { item, failure: failed("email", "Nobody has this id yet: give the address.") };
    return { item, known: null, values: changed({ ...nobody, ...item.address }, item, definitions) };
  });
}

const nobody: ContactValues = {
  ...{ externalId: null, email: "", normalized: "", domain: "" },
  ...{ firstName: null, lastName: null, timeZone: null, language: null, fields: {} },
};

function clash(
  item: UpsertItem,
  own: KnownContact | undefined,
  atAddress: KnownContact | undefined,
): UpsertFailure | null {
  if (own && atAddress && own.id !== atAddress.id)
    return failed("email", "Another contact has this address.", "conflict");
  const other = atAddress?.externalId ?? null;
  if (!own && item.externalId !== undefined && other !== null && other !== item.externalId)
    return failed("externalId", "The contact with this address has another id.", "conflict");
  return null;
}

/** What is given replaces what is there; fields change one by one, and null takes a value away. */
function changed(before: ContactValues, item: UpsertItem, definitions: readonly FieldDefinition[]): ContactValues {
  const { externalId, address, firstName, lastName, timeZone, language, fields } = item;
  return {
    ...before,
    ...(address && { email: address.email, normalized: address.normalized, domain: address.domain }),
    ...(externalId !== undefined && { externalId }),
    ...(firstName !== undefined && { firstName: firstName || null }),
    ...(lastName !== undefined && { lastName: lastName || null }),
    ...(timeZone !== undefined && { timeZone }),
    ...(language !== undefined && { language }),
    ...(fields && { fields: changeFieldValues(definitions, before.fields, fields) }),
  };
}
