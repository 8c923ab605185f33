import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { type ReadTraits, readTraits } from "./read-traits";
import type { IdentityRule } from "./rule.shared";
import type { WaitingIdentity } from "./waiting";

/** One person as some events that follow each other tell of them. */
export interface Introduced extends ReadTraits {
  userId: string | null;
  /** Ids that are theirs from now on: of browsers and devices, and former ones. */
  aliases: Set<string>;
  eventIds: string[];
}

/**
 * Puts events together that are about the same person, by the id of the other program, else by address, else by the id of the browser; of
 * two values of one trait the later holds.
 */
export function peopleOf(
  events: readonly WaitingIdentity[],
  rule: IdentityRule,
  definitions: readonly FieldDefinition[],
): Introduced[] {
  const people = new Map<string, Introduced>();
  for (const event of events) {
    const read = readTraits(traitsOf(event), rule, definitions);
    const key = `${event.userId ?? ""}\n${event.userId ? "" : (read.address?.normalized ?? event.anonymousId ?? event.id)}`;
    const known = people.get(key);
    const person = known
      ? merged(known, read)
      : { ...read, userId: event.userId, aliases: new Set<string>(), eventIds: [] };
    if (event.anonymousId && event.anonymousId !== event.userId) person.aliases.add(event.anonymousId);
    person.eventIds.push(event.id);
    people.set(key, person);
  }
  return [...people.values()];
}

/** An event of our own API that names somebody by address says no more than that. */
const traitsOf = ({ traits, email }: WaitingIdentity): Readonly<Record<string, unknown>> => ({
  ...(email !== null && { email }),
  ...traits,
});

function merged(known: Introduced, read: ReadTraits): Introduced {
  return {
    ...known,
    ...read,
    address: read.address ?? known.address,
    fields: { ...known.fields, ...read.fields },
    notes: [...known.notes, ...read.notes].slice(0, 50),
  };
}
