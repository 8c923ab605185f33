import type { Ctx } from "@/lib/base/context";
import type { Transport } from "@/lib/base/db/generated/client";
import { pgPool } from "@/lib/base/db/pool";
import type { SendOptions, TransportOutcome } from "@/lib/mail/transport";

type Counted = Exclude<TransportOutcome["result"], "unsent">;

/** What became of the messages of one hand-over, for operators. */
export interface HourTally {
  options: SendOptions;
  /** Adds it to the hour of the transport; what cannot be written is left out, because mail goes on without it. */
  keep(failed: boolean): Promise<void>;
}

/** Counts outcomes on their way to whoever waits for them. */
export function tallyHour(ctx: Ctx, row: Pick<Transport, "id">, options: SendOptions): HourTally {
  const counts: Record<Counted, number> = { accepted: 0, refused: 0, deferred: 0, unconfirmed: 0 };
  const onOutcome = (outcome: TransportOutcome) => {
    if (outcome.result !== "unsent") counts[outcome.result] += 1;
    options.onOutcome(outcome);
  };
  return {
    options: { ...options, onOutcome },
    keep: (failed) =>
      addToHour(ctx, row.id, counts, failed).catch((error: unknown) =>
        ctx.log.warn("could not count what a transport did", { error }),
      ),
  };
}

async function addToHour(
  ctx: Ctx,
  transportId: string,
  counts: Record<Counted, number>,
  failed: boolean,
): Promise<void> {
  const { accepted, refused, deferred, unconfirmed } = counts;
  if (!failed && accepted + refused + deferred + unconfirmed === 0) return;
  await pgPool().query({
    name: "count-hour",
    text: `insert into transport_hour as h (hour, workspace_id, transport_id, accepted, refused, deferred, unconfirmed, failures)
           values (date_trunc('hour', now(), 'UTC'), $1::uuid, $2::uuid, $3, $4, $5, $6, $7)
           on conflict (hour, workspace_id, transport_id) do update
              set accepted = h.accepted + excluded.accepted, refused = h.refused + excluded.refused,
                  deferred = h.deferred + excluded.deferred, unconfirmed = h.unconfirmed + excluded.unconfirmed,
                  failures = h.failures + excluded.failures`,
    values: [ctx.workspaceId, transportId, accepted, refused, deferred, unconfirmed, failed ? 1 : 0],
  });
}
