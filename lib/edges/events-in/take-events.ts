import type { Ctx } from "@/lib/base/context";
import { actorCan } from "@/lib/base/permissions.shared";
import { eventIntake } from "@/lib/events/custom/event-intake";
import { EVENTS_AT_ONCE } from "@/lib/events/custom/kinds.shared";
import type { NewCustomEvent } from "@/lib/events/custom/new-event";
import type { StoredOutcome } from "@/lib/events/custom/store-events";
import { applyIdentitiesSoon } from "@/lib/people/identities/jobs";

/**
 * Stores events, up to a thousand in a transaction, and has those looked at that say who somebody is. Null when some could not be stored:
 * sending all of them again does no harm, as each message is stored once.
 */
export async function takeEvents(
  { workspaceId, actor }: Pick<Ctx, "workspaceId" | "actor">,
  told: readonly NewCustomEvent[],
): Promise<StoredOutcome[] | null> {
  const intake = eventIntake();
  const trusted = actorCan(actor, "contacts.write");
  const events = told.map((event) => ({ ...event, trusted }));
  const slices = Array.from({ length: Math.ceil(events.length / EVENTS_AT_ONCE) }, (_, at) =>
    intake.add(workspaceId, events.slice(at * EVENTS_AT_ONCE, (at + 1) * EVENTS_AT_ONCE)),
  );
  const stored = await Promise.all(slices);
  const outcomes = stored.flatMap((each) => each ?? []);
  if (outcomes.some(({ waits }) => waits)) applyIdentitiesSoon(workspaceId);
  return stored.includes(null) ? null : outcomes;
}
