import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { suspensionOf } from "@/lib/base/standing/require-active";
import { type Applied, eventApplied } from "@/lib/events/custom/stored-event";
import { findFields } from "@/lib/people/contacts/fields";
import type { UpsertItem } from "@/lib/people/upserts/read-items";
import type { SavedItem } from "@/lib/people/upserts/save-items";
import { saveAll } from "@/lib/people/upserts/save-tags-and-lists";
import { aliasContacts, findKnown } from "./aliases";
import { identityRule } from "./identity-rule";
import { joinEvents } from "./join-events";
import { type Introduced, peopleOf } from "./people";
import { planPeople } from "./plan-people";
import { findWaiting, lockIdentities } from "./waiting";

const { sql } = Prisma;

/** Events that are looked at in one transaction. */
const AT_ONCE = 200;
/** Where they come without an end, those of before are joined now and then. */
const ROUNDS_BEFORE_JOINING = 10;

/**
 * Looks at the events of a workspace that say who somebody is, the oldest first, until none waits or `endBy` has come: finds or makes the
 * contact by the rule of the workspace, fills its details, keeps its other ids, and joins the events that came before under one of them.
 * Subscriptions, consent and suppressions stay as they are, whatever a trait says. Answers whether it came to the end. In a suspended workspace nothing is changed.
 */
export async function applyIdentities(ctx: Ctx, endBy: Date): Promise<boolean> {
  for (let round = 1; ; round += 1) {
    if (new Date() >= endBy) return false;
    if (!(await inTransaction(ctx, applyRound, { timeoutMs: 60_000 }))) break;
    if (round % ROUNDS_BEFORE_JOINING === 0) await joinEvents(ctx, endBy);
  }
  return joinEvents(ctx, endBy);
}

/** Answers whether there was anything to look at. */
async function applyRound(tx: Ctx): Promise<boolean> {
  await lockIdentities(tx);
  const waiting = await findWaiting(tx, AT_ONCE);
  if (waiting.length === 0 || (await suspensionOf(tx))) return false;
  const [rule, definitions] = await Promise.all([identityRule(tx), findFields(tx)]);
  const people = peopleOf(waiting, rule, definitions);
  const { planned, items } = planPeople(people, await findKnown(tx, people), rule);
  const saved = await saveTwice(tx, [...items.values()]);
  const done = planned.map(({ person, notes, target }): Done => {
    const outcome = target === null ? undefined : saved.get(items.get(target)?.index ?? -1);
    const failures = outcome?.failure ? [{ trait: "", text: failureText(outcome.failure) }] : [];
    const action = outcome && outcome.action !== "failed" ? outcome.action : "none";
    return { person, contactId: outcome?.id ?? null, applied: { action, notes: [...notes, ...failures] } };
  });
  await keepOutcomes(tx, done);
  await aliasContacts(tx, done);
  return true;
}

/** By index. Who is refused beside others may only have been in their way; who is refused again stays so: nobody waits for them. */
async function saveTwice(tx: Ctx, items: readonly UpsertItem[]): Promise<ReadonlyMap<number, SavedItem>> {
  const saved = new Map<number, SavedItem>();
  const save = async (some: readonly UpsertItem[]) => {
    if (some.length === 0) return;
    for (const each of await saveAll(tx, some)) saved.set(each.index, each);
  };
  await save(items);
  await save(items.filter(({ index }) => saved.get(index)?.failure));
  return saved;
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
