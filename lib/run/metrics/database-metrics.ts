import type { QueueState } from "@/lib/base/jobs/queue-state";
import { defineMetrics, gauge } from "@/lib/base/metrics/registry";
import type { BackupFigures, CampaignState, PartitionState } from "./database-queries";

/**
 * What the database says of the installation's work; a part that could not be read in time is missing. Every process shows the same: take
 * the largest of them, never the sum.
 */
export interface DatabaseState {
  queues?: readonly QueueState[];
  campaigns?: CampaignState;
  partitions?: PartitionState;
  /** Null while none was tried. */
  backups?: BackupFigures | null;
  workers?: number;
  /** Jobs that failed the same way three times in a row or more, by name. */
  repeatedFailures?: ReadonlyMap<string, number>;
}

const metrics = defineMetrics("database", () => ({
  up: gauge({ name: "homing_database_up", help: "1 when the database answered the last look in time, else 0." }),
  byLabel: {
    jobs: gauge({
      name: "homing_queue_jobs",
      help: "Jobs by queue and state: waiting, running, or failed for good.",
      labelNames: ["queue", "state"],
    }),
    oldestJob: gauge({
      name: "homing_queue_oldest_due_seconds",
      help: "How long the oldest job that could run has been waiting, by queue.",
      labelNames: ["queue"],
    }),
    repeated: gauge({
      name: "homing_queue_repeated_failures",
      help: "Pieces of work that failed the same way three times in a row or more, by job.",
      labelNames: ["queue"],
    }),
    campaigns: gauge({ name: "homing_campaigns", help: "Campaigns under way by status.", labelNames: ["status"] }),
  },
  single: {
    inbound: gauge({
      name: "homing_inbound_mails_waiting",
      help: "Mails that came back and are kept, and whose job waits or runs.",
    }),
    due: gauge({ name: "homing_batches_due", help: "Batches of campaigns that somebody should take now." }),
    leased: gauge({ name: "homing_batches_leased", help: "Batches that a worker has taken." }),
    oldestDue: gauge({
      name: "homing_batch_oldest_due_seconds",
      help: "How long the oldest of the due batches is due.",
    }),
    oldestLease: gauge({
      name: "homing_batch_oldest_lease_seconds",
      help: "Time since the renewal of the lease that was renewed the longest ago; leases are renewed every five seconds.",
    }),
    monthsAhead: gauge({
      name: "homing_event_partitions_ahead_months",
      help: "Months after this one whose partition of events is there.",
    }),
    defaultInUse: gauge({
      name: "homing_event_default_partition_in_use",
      help: "1 when events stand in the default partition, because that of their month was missing.",
    }),
    backupFailed: gauge({ name: "homing_backup_failed", help: "1 when the last backup that was tried failed." }),
    backupAge: gauge({
      name: "homing_backup_age_seconds",
      help: "Time since the moment of the last backup that succeeded.",
    }),
    backupBytes: gauge({ name: "homing_backup_bytes", help: "Size of the last backup that succeeded." }),
    backupSeconds: gauge({
      name: "homing_backup_duration_seconds",
      help: "How long the last backup that succeeded took.",
    }),
    workers: gauge({ name: "homing_workers_alive", help: "Workers that gave a sign of life within 20 seconds." }),
  },
}));

const campaignStatuses = ["scheduled", "preparing", "sending", "paused"];

/** Shows what was read; null: the database did not answer, and nothing old is shown. */
export function showDatabaseState(state: DatabaseState | null): void {
  for (const each of Object.values(metrics.byLabel)) each.reset();
  // After a reset these would be 0, a number that nobody has read.
  for (const each of Object.values(metrics.single)) each.remove();
  metrics.up.set(state ? 1 : 0);
  if (state) showAll(state);
}

function showAll({
  queues,
  campaigns,
  partitions,
  backups,
  workers,
  repeatedFailures = new Map(),
}: DatabaseState): void {
  const { byLabel, single } = metrics;
  if (queues) showQueues(queues);
  for (const [queue, count] of repeatedFailures) byLabel.repeated.set({ queue }, count);
  if (campaigns) {
    for (const status of campaignStatuses) byLabel.campaigns.set({ status }, campaigns.campaigns[status] ?? 0);
    single.due.set(campaigns.due);
    single.leased.set(campaigns.leased);
    single.oldestDue.set(campaigns.oldestDueSeconds ?? 0);
    single.oldestLease.set(campaigns.oldestLeaseSeconds ?? 0);
  }
  if (partitions) {
    single.monthsAhead.set(partitions.monthsAhead);
    single.defaultInUse.set(partitions.defaultInUse ? 1 : 0);
  }
  if (backups) showBackups(backups);
  if (workers !== undefined) single.workers.set(workers);
}

function showBackups({ failed, last }: BackupFigures): void {
  const { single } = metrics;
  single.backupFailed.set(failed ? 1 : 0);
  if (!last) return;
  single.backupAge.set(last.ageSeconds);
  single.backupBytes.set(last.bytes);
  single.backupSeconds.set(last.seconds);
}

function showQueues(queues: readonly QueueState[]): void {
  const { byLabel, single } = metrics;
  let inbound = 0;
  for (const { queue, state, count, oldestDueSeconds } of queues) {
    byLabel.jobs.set({ queue, state }, count);
    if (oldestDueSeconds !== null) byLabel.oldestJob.set({ queue }, oldestDueSeconds);
    if (queue === "inbound.process" && state !== "failed") inbound += count;
  }
  single.inbound.set(inbound);
}
