import { plainArray, type SqlTx } from "@/lib/base/db/pg-transaction";
import { outboxFacts, type StoredFact } from "@/lib/events/outbox/told-facts";
import type { EventFact } from "./event-fact";

interface Person {
  id: string;
  emailNormalized: string;
  email: string;
  externalId: string | null;
  firstName: string | null;
  lastName: string | null;
}

const peopleSql = `
     select id, email_normalized as "emailNormalized", email, external_id as "externalId", first_name as "firstName", last_name as "lastName"
       from contact where workspace_id = $1::uuid and id = any($2::uuid[])
     union
     select id, email_normalized, email, external_id, first_name, last_name
       from contact where workspace_id = $1::uuid and email_normalized = any($3::text[])`;

/** What rows of the outbox say, with the people as they are now. A change of somebody who is gone since is left out. */
export async function loadToldFacts(tx: SqlTx, rows: readonly { facts: unknown }[]): Promise<EventFact[]> {
  const stored = rows.flatMap(({ facts }) => outboxFacts.read(facts));
  const people = await findPeople(tx, stored);
  return stored.flatMap((fact) => {
    const person = people.get(fact.contactId ?? fact.email ?? "");
    return fact.type === "contact.updated" && !person ? [] : [asFact(fact, person)];
  });
}

/** By id and by address. */
async function findPeople(tx: SqlTx, facts: readonly StoredFact[]): Promise<ReadonlyMap<string, Person>> {
  const ids = facts.flatMap(({ contactId }) => contactId ?? []);
  const emails = facts.flatMap(({ email }) => email ?? []);
  if (ids.length + emails.length === 0) return new Map();
  const found = await tx.db.$queryRawUnsafe<Person[]>(peopleSql, tx.workspaceId, plainArray(ids), emails);
  return new Map(found.flatMap((person) => [[person.id, person] as const, [person.emailNormalized, person] as const]));
}

function asFact({ id, type, occurredAt, email, data, ...about }: StoredFact, person: Person | undefined): EventFact {
  return {
    ...{ id, type, occurredAt: new Date(occurredAt), data },
    messageId: about.messageId ?? null,
    messageKind: null,
    campaignId: about.campaignId ?? null,
    campaignName: null,
    contactId: person?.id ?? about.contactId ?? null,
    externalId: person?.externalId ?? textOrNull(data.externalId),
    email: person?.email ?? email ?? null,
    firstName: person?.firstName ?? null,
    lastName: person?.lastName ?? null,
    ...{ linkId: null, linkUrl: null, actor: null, reasons: [], ip: null, userAgent: null },
  };
}

const textOrNull = (value: unknown): string | null => (typeof value === "string" ? value : null);
