import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { type Applied, eventApplied } from "@/lib/events/custom/stored-event";
import type { FieldDefinition } from "@/lib/people/contacts/field-values";
import { findFields } from "@/lib/people/contacts/fields";
import type { UpsertItem } from "@/lib/people/upserts/read-items";
import { saveItems } from "@/lib/people/upserts/save-items";
import { aliasContacts, findKnown, type KnownPeople } from "./aliases";
import { identityRule } from "./identity-rule";
import { joinEvents } from "./join-events";
import { type Introduced, peopleOf } from "./people";
import type { IdentityRule } from "./rule.shared";
import { findWaiting, lockIdentities } from "./waiting";

const { sql } = Prisma;

/** Events that are looked at in one transaction. */
const AT_ONCE = 200;

/**
 * Looks at the events of a workspace that say who somebody is, the oldest first, until none waits or `endBy` has come: finds or makes the
 * contact by the rule of the workspace, fills its details, keeps its other ids, and joins the events that came before under one of them.
 * Subscriptions, consent and suppressions stay as they are, whatever a trait says. Answers whether it came to the end. In a suspended workspace nothing is changed.
 */
export async function applyIdentities(ctx: Ctx, endBy: Date): Promise<boolean> {
  let alone = false;
  for (;;) {
    if (new Date() >= endBy) return false;
    const round = await inTransaction(ctx, (tx) => applyRound(tx, alone), { timeoutMs: 60_000 });
    if (round === "none") break;
    // Who was refused beside others may only have been in their way.
    alone = round === "some-left";
  }
  return joinEvents(ctx, endBy);
}

type Round = "none" | "all" | "some-left";

async function applyRound(tx: Ctx, alone: boolean): Promise<Round> {
  await lockIdentities(tx);
  const waiting = await findWaiting(tx, AT_ONCE);
  if (waiting.length === 0 || (await suspensionOf(tx))) return "none";
  const [rule, definitions] = await Promise.all([identityRule(tx), findFields(tx)]);
  const people = distinct(peopleOf(waiting, rule, definitions)).slice(0, alone ? 1 : AT_ONCE);
  const known = await findKnown(tx, people);
  const planned = people.map((person, index) => plan(person, { index, known, rule, definitions }));
  const items = planned.flatMap(({ item }) => item ?? []);
  const saved = items.length > 0 ? await saveItems(tx, items, definitions) : [];
  const outcomes = new Map(saved.map((each) => [each.index, each]));
  const done = planned.flatMap(({ person, notes }, index): Done[] => {
    const outcome = outcomes.get(index);
    if (outcome?.failure && people.length > 1) return [];
    const failures = outcome?.failure ? [{ trait: "", text: failureText(outcome.failure) }] : [];
    const action = outcome && outcome.action !== "failed" ? outcome.action : "none";
    return [{ person, contactId: outcome?.id ?? null, applied: { action, notes: [...notes, ...failures] } }];
  });
  await keepOutcomes(tx, done);
  await aliasContacts(tx, done);
  return done.length < people.length ? "some-left" : "all";
}

/** Each address and id once; who has one of somebody before waits for the next round. */
function distinct(people: readonly Introduced[]): Introduced[] {
  const seen = new Set<string>();
  return people.filter(({ userId, address, aliases }) => {
    const names = [
      ...(userId === null ? [] : [`id ${userId}`]),
      ...(address === null ? [] : [`address ${address.normalized}`]),
      ...[...aliases].map((alias) => `id ${alias}`),
    ];
    if (names.some((name) => seen.has(name))) return false;
    for (const name of names) seen.add(name);
    return true;
  });
}

interface Grounds {
  index: number;
  known: KnownPeople;
  rule: IdentityRule;
  definitions: readonly FieldDefinition[];
}

interface Planned {
  person: Introduced;
  item: UpsertItem | null;
  notes: Applied["notes"];
}

/** What is saved of a person; no item where nothing may be. */
function plan(person: Introduced, { index, known, rule }: Grounds): Planned {
  const notes = [...person.notes];
  const note = (text: string, trait = "") => notes.push({ trait, text });
  const { userId, fields, firstName, lastName, timeZone, language } = person;
  const own = userId === null ? undefined : (known.byExternalId.get(userId) ?? known.byAlias.get(userId));
  const visitor = [...person.aliases]
    .map((alias) => known.byAlias.get(alias) ?? known.byExternalId.get(alias))
    .find((each) => each !== undefined);
  const atAddress = person.address ? known.byAddress.get(person.address.normalized) : undefined;
  const found = own ?? atAddress ?? (person.address === null ? visitor : undefined);
  let { address } = person;
  if (own && address && address.normalized !== own.normalized && !(rule.changesAddresses && own.externalId !== null)) {
    note("The contact keeps its address: the rule lets no event change it.", "email");
    address = null;
  }
  if (!found && !address) {
    note("Nobody has this id yet, and there is no address. The event is kept and joined once one comes.");
    return { person, item: null, notes };
  }
  if (!found && !rule.createsContacts) {
    note("Nobody has this address yet, and the rule makes no contacts.");
    return { person, item: null, notes };
  }
  // By this one the contact is found again when it is saved.
  const externalId = found?.externalId ?? userId;
  if (found === atAddress && found?.externalId && externalId !== userId && userId !== null)
    note("The contact with this address has another id; this one is kept as a further one.");
  const item: UpsertItem = {
    ...{ index, fields, tags: [], removeTags: [], lists: [], resubscribe: false },
    ...{ firstName, lastName, timeZone, language },
    ...(externalId !== null && { externalId }),
    address: address ?? (found ? { email: found.email, normalized: found.normalized, domain: found.domain } : null),
  };
  return { person, item, notes };
}

const failureText = ({ message, fields }: { message: string; fields: Record<string, string> }) =>
  Object.values(fields)[0] ?? message;

/** What became of one person. */
export interface Done {
  person: Introduced;
  contactId: string | null;
  applied: Applied;
}

/** Writes down at the events what became of them; who waits no more has a time. */
async function keepOutcomes(tx: Ctx, done: readonly Done[]): Promise<void> {
  const rows = done.flatMap(({ person, contactId, applied }) =>
    person.eventIds.map((id) => ({ id, contactId, applied: eventApplied.write(applied) })),
  );
  const workspace = sql`${tx.workspaceId}::uuid`;
  await tx.db.$executeRaw(sql`
    update custom_event e set contact_id = coalesce(g."contactId", e.contact_id), applied = g.applied
      from json_to_recordset(${JSON.stringify(rows)}::json) as g(id uuid, "contactId" uuid, applied jsonb)
     where e.workspace_id = ${workspace} and e.id = g.id`);
  await tx.db.$executeRaw(sql`
    update event_identity set applied_at = ${tx.now()}
     where workspace_id = ${workspace} and event_id = any(${rows.map(({ id }) => id)}::uuid[])`);
}
