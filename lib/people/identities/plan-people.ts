import type { Applied } from "@/lib/events/custom/stored-event";
import { words } from "@/lib/language/t";
import type { UpsertItem } from "@/lib/people/upserts/read-items";
import type { KnownPeople, KnownPerson } from "./aliases";
import { type Introduced, merged } from "./people";
import type { IdentityRule } from "./rule.shared";

/** One person, and whom they mean. */
export interface Planned {
  person: Introduced;
  notes: Applied["notes"];
  /** The contact that is there, or the address of a new one; null where nothing may be saved. */
  target: string | null;
}

export interface Plans {
  planned: Planned[];
  /** What is saved of each target, once. */
  items: ReadonlyMap<string, UpsertItem>;
}

interface Meant extends Planned {
  found: KnownPerson | undefined;
  address: Introduced["address"];
}

interface Target {
  item: UpsertItem;
  person: Introduced;
}

/**
 * Says of people in their order whom they mean and what is saved of them; several who mean the same contact are saved together. Left out are
 * those who depend on somebody before them, until that one is saved: the first never is.
 */
export function planPeople(people: readonly Introduced[], known: KnownPeople, rule: IdentityRule): Plans {
  const claimed = new Map<string, string>();
  const targets = new Map<string, Target>();
  const planned: Planned[] = [];
  for (const person of people) {
    const meant = whoIs(person, known, rule);
    const { target, notes } = meant;
    if (waitsFor(meant, claimed)) continue;
    if (target !== null) {
      const before = targets.get(target);
      const next = targetOf(before, meant, targets.size);
      // An address that changes and its next owner.
      if (before && before.item.address?.normalized !== next.item.address?.normalized) continue;
      targets.set(target, next);
      for (const id of idsOf(person)) claimed.set(id, target);
    }
    planned.push({ person, notes, target });
  }
  return { planned, items: new Map([...targets].map(([name, { item }]) => [name, item])) };
}

const idsOf = ({ userId, aliases }: Introduced) => [...(userId === null ? [] : [userId]), ...aliases];

/** Ids by which somebody without an address is looked for. A browser says nothing where a user is named: devices change hands. */
const lookedFor = ({ userId, aliases, formerIds }: Introduced): string[] =>
  userId === null ? [...aliases] : [userId, ...formerIds];

/** Somebody before them may be who they are. */
const waitsFor = ({ person, target }: Meant, claimed: ReadonlyMap<string, string>) =>
  person.address === null && lookedFor(person).some((id) => claimed.has(id) && claimed.get(id) !== target);

function whoIs(person: Introduced, known: KnownPeople, rule: IdentityRule): Meant {
  const notes = [...person.notes];
  const note = (text: string, trait = "") => notes.push({ trait, text });
  const { userId, trusted } = person;
  let { address } = person;
  const own = userId === null ? undefined : known.byExternalId.get(userId);
  if (own && address && address.normalized !== own.normalized && !(rule.changesAddresses && trusted)) {
    note(
      trusted
        ? words("The contact keeps its address: the rule lets no event change it.")
        : words("The contact keeps its address: this key may change no contacts."),
      "email",
    );
    address = null;
  }
  const atAddress = address ? known.byAddress.get(address.normalized) : undefined;
  // Whose an id is that is no external id, anybody may have said: it counts for nothing beside another address.
  const found = own ?? atAddress ?? (address === null ? byOtherId(person, known) : undefined);
  const nobody = { person, notes, target: null, found: undefined, address: null };
  if (!found && !address) {
    note(words("Nobody has this id yet, and there is no address. The event is kept and joined once one comes."));
    return nobody;
  }
  if (!found && !rule.createsContacts) {
    note(words("Nobody has this address yet, and the rule makes no contacts."));
    return nobody;
  }
  if (found && found === atAddress && found.externalId && userId !== null && found.externalId !== userId)
    note(words("The contact with this address has another id; this one is kept as a further one."));
  return { person, notes, target: found?.id ?? address?.normalized ?? null, found, address };
}

function byOtherId(person: Introduced, { byAlias, byExternalId }: KnownPeople): KnownPerson | undefined {
  return lookedFor(person)
    .map((id) => byExternalId.get(id) ?? byAlias.get(id))
    .find((each) => each !== undefined);
}

/** What is saved of a target, with what one more of its people says. */
function targetOf(before: Target | undefined, { person, found, address }: Meant, size: number): Target {
  const all = before ? merged(before.person, person) : person;
  const { fields, firstName, lastName, timeZone, language } = all;
  // An id is a contact's own only where a trusted key says it with the address; others are kept as further ones.
  const told = person.trusted && person.userId !== null && person.address !== null ? person.userId : undefined;
  // By this one the contact is found again when it is saved.
  const externalId = found?.externalId ?? before?.item.externalId ?? told;
  const item: UpsertItem = {
    ...{ index: before?.item.index ?? size, fields, tags: [], removeTags: [], lists: [], resubscribe: false },
    ...{ firstName, lastName, timeZone, language },
    ...(externalId !== undefined && { externalId }),
    address: address ?? (found ? { email: found.email, normalized: found.normalized, domain: found.domain } : null),
  };
  return { item, person: all };
}
