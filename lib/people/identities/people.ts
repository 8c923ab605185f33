import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { type ReadTraits, readTraits } from "./read-traits";
import type { IdentityRule } from "./rule.shared";
import type { WaitingIdentity } from "./waiting";

/** One person as some events that follow each other tell of them. */
export interface Introduced extends ReadTraits {
  userId: string | null;
  /** Ids that are theirs from now on: of browsers and devices, and former ones. */
  aliases: Set<string>;
  /** Those among them that they had before, by what an alias says. */
  formerIds: Set<string>;
  /** Told by a key that may change contacts. */
  trusted: boolean;
  eventIds: string[];
}

/**
 * Puts events together that are about the same person, by the id of the other program, else by address, else by the id of the browser; of
 * two values of one trait the later holds. What anybody may have told stays apart from what a trusted key tells.
 */
export function peopleOf(
  events: readonly WaitingIdentity[],
  rule: IdentityRule,
  definitions: readonly FieldDefinition[],
): Introduced[] {
  const people = new Map<string, Introduced>();
  for (const event of events) {
    const { id, kind, userId, anonymousId, email, trusted } = event;
    const read = readTraits(traitsOf(event), rule, definitions);
    const key = `${trusted}\n${userId ?? ""}\n${userId ? "" : (read.address?.normalized ?? anonymousId ?? id)}`;
    const known = people.get(key);
    const person = known
      ? merged(known, read)
      : { ...read, userId, trusted, aliases: new Set<string>(), formerIds: new Set<string>(), eventIds: [] };
    // What somebody did by a browser does not say that the browser is theirs alone.
    const saysWho = kind === "identify" || kind === "alias" || email !== null;
    if (saysWho && anonymousId && anonymousId !== userId) person.aliases.add(anonymousId);
    if (kind === "alias" && anonymousId) person.formerIds.add(anonymousId);
    person.eventIds.push(id);
    people.set(key, person);
  }
  return [...people.values()];
}

/** An event of our own API that names somebody by address says no more than that. */
const traitsOf = ({ traits, email }: WaitingIdentity): Readonly<Record<string, unknown>> => ({
  ...(email !== null && { email }),
  ...traits,
});

/** The same person with what is said later. */
export function merged(known: Introduced, read: ReadTraits): Introduced {
  const { userId, aliases, formerIds, trusted, eventIds } = known;
  return {
    ...known,
    ...read,
    ...{ userId, aliases, formerIds, trusted, eventIds },
    address: read.address ?? known.address,
    fields: { ...known.fields, ...read.fields },
    notes: [...known.notes, ...read.notes].slice(0, 50),
  };
}
