import { currentSpan, traced } from "@/lib/base/tracing";
import type { TransportOutcome } from "@/lib/mail/transport";
import type { Lease } from "./lease";

/** Works on a batch as one span, however many messages it holds: none of them has a span of its own. */
export function tracedBatch(lease: Lease, work: () => Promise<void>): Promise<void> {
  const attributes = {
    "homing.workspace_id": lease.workspaceId,
    "homing.campaign_id": lease.campaignId,
    "homing.batch_id": lease.batchId,
    "homing.batch.taken_over": lease.left !== null,
  };
  return traced("campaign batch", { attributes }, work);
}

/** Counts a group's outcomes by result in the span of its batch. */
export function countInSpan(outcomes: readonly TransportOutcome[]): void {
  const span = currentSpan();
  if (!span) return;
  const counts: Record<string, number> = { "homing.batch.groups": 1 };
  for (const { result } of outcomes) {
    const name = `homing.messages.${result}`;
    counts[name] = (counts[name] ?? 0) + 1;
  }
  span.add(counts);
}
