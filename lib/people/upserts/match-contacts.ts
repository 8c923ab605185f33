import { type SqlTx, textArray } from "@/lib/base/db/pg-transaction";
import { withFieldValues } from "@/lib/people/contacts/field-values";
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

// What lies between a key and itself, in its order: only the index of that key has the order. By equality any index of the workspace would be the same
// price to a planner that takes it for a workspace of one.
const LOCK_KNOWN = `
  with found as materialized (
    select c.id from unnest($2::text[]) given (value) cross join lateral (
      select id from contact where workspace_id = $1::uuid and email_normalized between given.value and given.value
       order by email_normalized limit 1) c
    union
    select c.id from unnest($3::text[]) given (value) cross join lateral (
      select id from contact where workspace_id = $1::uuid and external_id between given.value and given.value
       order by external_id limit 1) c)
  select coalesce(json_agg(json_build_array(c.id, external_id, email, email_normalized, email_domain, first_name, last_name, time_zone,
                                            language, fields)), '[]')::text as people
    from (select id from found order by id) f cross join lateral (
      select * from contact where workspace_id = $1::uuid and id between f.id and f.id order by id limit 1 for update) c`;

type Text = string | null;
type KnownRow = [string, Text, string, string, string, Text, Text, Text, Text, unknown];

/** The contacts whom these may mean, locked in id order until the transaction ends. */
export async function lockKnown(tx: SqlTx, items: readonly UpsertItem[]): Promise<KnownContact[]> {
  const addresses = textArray(items.flatMap(({ address }) => address?.normalized ?? []));
  const ids = textArray(items.flatMap(({ externalId }) => externalId ?? []));
  const [row] = await tx.db.$queryRawUnsafe<{ people: string }[]>(LOCK_KNOWN, tx.workspaceId, addresses, ids);
  return (JSON.parse(row?.people ?? "[]") as KnownRow[]).map(
    ([id, externalId, email, normalized, domain, firstName, lastName, timeZone, language, fields]) => ({
      ...{ id, externalId, email, normalized, domain, firstName, lastName, timeZone, language },
      fields: contactFields.read(fields),
    }),
  );
}

/**
 * Finds for each item whom it means: by the id of the other program, else by address. An address or id of somebody else's is refused, and so is
 * the second of two that mean the same person, one by the id and one by the address.
 */
export function planContacts(items: readonly UpsertItem[], known: readonly KnownContact[]): Plan[] {
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
      return { item, known: contact, values: changed(contact, item) };
    }
    if (item.address === null) return { item, failure: failed("email", "Nobody has this id yet: give the address.") };
    return { item, known: null, values: changed(nobody, item) };
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
function changed(before: ContactValues, { address, fields, ...item }: UpsertItem): ContactValues {
  const { email, normalized, domain } = address ?? before;
  return {
    ...{ email, normalized, domain },
    externalId: item.externalId ?? before.externalId,
    firstName: textOr(before.firstName, item.firstName),
    lastName: textOr(before.lastName, item.lastName),
    timeZone: textOr(before.timeZone, item.timeZone),
    language: textOr(before.language, item.language),
    fields: fields ? withFieldValues(before.fields, fields) : before.fields,
  };
}

/** An empty text takes away what is there. */
const textOr = (before: string | null, given: string | null | undefined) =>
  given === undefined ? before : given || null;
