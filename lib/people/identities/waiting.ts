import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import { Prisma } from "@/lib/base/db/generated/client";
import type { CustomEventKind } from "@/lib/events/custom/kinds.shared";
import { eventDetails, eventProperties } from "@/lib/events/custom/stored-event";

const { sql } = Prisma;

/** An event that says who somebody is, and was not looked at yet. */
export interface WaitingIdentity {
  id: string;
  kind: CustomEventKind;
  userId: string | null;
  anonymousId: string | null;
  email: string | null;
  /** Told by a key that may change contacts. */
  trusted: boolean;
  traits: Record<string, unknown>;
}

/** Under which key of `details` an event of our own API keeps the address that it names. */
export const ADDRESS_KEY = "email";
/** And one of PostHog's the traits that came beside it. */
export const TRAITS_KEY = "$set";

/** One at a time in a workspace, so that what comes later holds; until the transaction ends. */
export async function lockIdentities(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw(
    sql`select pg_advisory_xact_lock(hashtextextended(${`event-identities/${tx.workspaceId}`}, 0))`,
  );
}

/** The oldest of them. */
export async function findWaiting(tx: Ctx, limit: number): Promise<WaitingIdentity[]> {
  const rows = await tx.db.$queryRaw<(Omit<WaitingIdentity, "email" | "traits"> & Record<string, unknown>)[]>(sql`
    select e.id, e.kind, e.user_id as "userId", e.anonymous_id as "anonymousId", e.said, e.details, i.trusted
      from event_identity i join custom_event e on e.workspace_id = i.workspace_id and e.id = i.event_id
     where i.workspace_id = ${tx.workspaceId}::uuid and i.applied_at is null
     order by i.event_id limit ${limit}`);
  return rows.map(({ id, kind, userId, anonymousId, trusted, said, details }) => {
    const { [ADDRESS_KEY]: email, [TRAITS_KEY]: beside } = eventDetails.read(details);
    const traits = kind === "identify" ? eventProperties.read(said) : Traits.safeParse(beside).data;
    return {
      ...{ id, kind, userId, anonymousId, trusted, traits: traits ?? {} },
      email: typeof email === "string" ? email : null,
    };
  });
}

const Traits = z.record(z.string(), z.unknown());
