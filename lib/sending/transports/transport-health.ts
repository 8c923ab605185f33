import { notify } from "@/lib/account/notifications/notify";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import type { TransportFailure } from "@/lib/mail/transport";
import { sayFailure } from "./say-failure";
import { forgetTransports } from "./transport-rows";
import { restAfter } from "./transport-state";

/** How long the holder of a probe has before somebody else may try. */
const PROBE_MS = 30_000;
/** Failures this long ago or longer are no longer "in a row". */
const CALM_MS = 60_000;
/** `last_accepted_at` is written at most this often a transport and process. */
const NOTE_EVERY_MS = 5000;

const where = (ctx: Ctx, id: string) => ({ workspaceId_id: { workspaceId: ctx.workspaceId, id } });

/** Transports of which this process has just written that they work. */
const noted = new BoundedCache<true>({ max: 5000, freshMs: NOTE_EVERY_MS });
/** Transports whose one try after a rest is in this process's hands. */
const probes = new Set<string>();

/**
 * Takes the one try that a transport gets when its rest is over. True for exactly one caller among all processes; the
 * others see it as resting until the try was accepted (`noteWorking`), failed (`noteTransportFailure`) or was not heard of in 30 s.
 */
export async function claimProbe(ctx: Ctx, transport: Transport): Promise<boolean> {
  const now = ctx.now();
  const { count } = await ctx.db.transport.updateMany({
    where: { workspaceId: ctx.workspaceId, id: transport.id, pausedAt: { not: null }, pausedUntil: { lte: now } },
    data: { pausedUntil: new Date(now.getTime() + PROBE_MS) },
  });
  forgetTransports(ctx.workspaceId);
  if (count === 0) return false;
  probes.add(transport.id);
  noted.delete(transport.id);
  return true;
}

/**
 * Stops a transport that cannot be used whoever the mail is for: the recipients lose nothing, their messages wait.
 * `transport` is the row as it was chosen: several groups that fail on one outage count as one failure. What a person
 * paused stays paused. Only a change to "until a person acts" leaves an audit row.
 */
export async function noteTransportFailure(ctx: Ctx, transport: Transport, failure: TransportFailure): Promise<void> {
  probes.delete(transport.id);
  const now = ctx.now();
  await inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`
      select id from transport where workspace_id = ${tx.workspaceId}::uuid and id = ${transport.id}::uuid for update`;
    const before = await tx.db.transport.findUnique({ where: where(tx, transport.id) });
    if (!before) return;
    const stopped = before.pausedAt !== null && before.pausedUntil === null;
    const known = before.lastFailureAt?.getTime() !== transport.lastFailureAt?.getTime();
    const inARow = before.failureCount + (known ? 0 : 1);
    const restMs = restAfter(failure, inARow);
    if (stopped || (known && restMs !== null)) return;
    const after = await tx.db.transport.update({
      where: where(tx, transport.id),
      data: {
        pausedAt: before.pausedAt ?? now,
        pausedReason: failure.text,
        pausedUntil: restMs === null ? null : new Date(now.getTime() + restMs),
        failureKind: failure.kind,
        failureCount: inARow,
        lastFailureAt: now,
      },
    });
    if (restMs === null) {
      await recordAudit(tx, "transport.stopped", {
        subjectType: "transport",
        subjectId: transport.id,
        before,
        after,
      });
      await notify(tx, {
        kind: "transport.stopped",
        severity: "danger",
        title: () => t("{transport} needs attention: no mail leaves through it", { transport: after.name }),
        body: () => sayFailure(failure.text),
        href: workspacePath("/settings/sending"),
        dedupeKey: `transport.stopped/${transport.id}/${now.toISOString()}`,
        mail: { admins: true, action: () => t("Look at it") },
      });
    }
  });
  forgetTransports(ctx.workspaceId);
  ctx.log.warn("a transport is failing", { transportId: transport.id, kind: failure.kind, text: failure.text });
}

/**
 * Tells that a message was accepted. Cheap enough to be called for every group: it writes every few seconds only. An
 * accepted probe ends the rest at once; failures stop counting as "in a row" a minute after the last one, so that a peer
 * that takes a few messages between two storms is still left alone for longer each time. What a person paused stays so.
 */
export async function noteWorking(ctx: Ctx, transportId: string): Promise<void> {
  if (noted.get(transportId)) return;
  noted.set(transportId, true);
  const probed = probes.delete(transportId);
  const now = ctx.now();
  const calm = new Date(now.getTime() - CALM_MS);
  const changed = await ctx.db.$queryRaw<{ resumed: boolean }[]>`
    update transport t
       set last_accepted_at = greatest(t.last_accepted_at, ${now}),
           paused_at = case when e.ends then null else t.paused_at end,
           paused_reason = case when e.ends then null else t.paused_reason end,
           paused_until = case when e.ends then null else t.paused_until end,
           trouble_kind = case when e.ends then null else t.trouble_kind end,
           trouble_count = case when t.last_trouble_at > ${calm} or (t.paused_at is not null and not e.ends)
                                then t.trouble_count else 0 end
      from (select workspace_id, id,
                   paused_at is not null and paused_until is not null and (${probed} or paused_until <= ${now}) as ends
              from transport where workspace_id = ${ctx.workspaceId}::uuid and id = ${transportId}::uuid) e
     where t.workspace_id = ${ctx.workspaceId}::uuid and t.id = ${transportId}::uuid
       and e.workspace_id = t.workspace_id and e.id = t.id
    returning e.ends as resumed`;
  if (changed[0]?.resumed) {
    forgetTransports(ctx.workspaceId);
    ctx.log.info("a transport works again", { transportId });
  }
}
