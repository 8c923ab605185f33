import type pg from "pg";
import type { PgBoss } from "pg-boss";
import type { StoredJob } from "@/lib/backup/format/contents";
import { ensureQueue, openBossAt } from "@/lib/base/jobs/boss";
import type { AnyJob } from "@/lib/base/jobs/define-job";

/**
 * Jobs by which mail leaves, or a campaign gets under way: the backup's moment has passed, so they may have run since. They do not come
 * back; `finishRestore` looks after their campaigns, replies and answers.
 */
const neverAgain: ReadonlySet<string> = new Set([
  "account.send-mail",
  "replies.answer",
  "replies.forward",
  "campaigns.prepare",
]);
const launch = "campaigns.launch-scheduled";

function comesBack(job: StoredJob, now: Date): boolean {
  if (neverAgain.has(job.name)) return false;
  return job.name !== launch || new Date(job.startAfter) > now;
}

/** A queue that is filled. Its tables are made on a connection of its own, as a worker makes them. */
export interface FilledQueue {
  /** Puts jobs into it, in the transaction of the client. Answers how many: some do not come back, others are of no job that there is. */
  add(client: pg.ClientBase, stored: readonly StoredJob[], now: Date): Promise<number>;
  close(): Promise<void>;
}

/** Opens the queue of a database; it is made where it is missing. */
export async function openQueue(databaseUrl: string, known: readonly AnyJob[]): Promise<FilledQueue> {
  const boss = await openBossAt(databaseUrl);
  const byName = new Map(known.map((job) => [job.name, job]));
  return {
    async add(client, stored, now) {
      let added = 0;
      for (const job of stored) {
        const known = byName.get(job.name);
        if (!known || !comesBack(job, now)) continue;
        await ensureQueue(boss, job.name, known.options);
        await insert(boss, client, job);
        added += 1;
      }
      return added;
    },
    close: () => boss.stop({ graceful: false }),
  };
}

async function insert(boss: PgBoss, client: pg.ClientBase, job: StoredJob): Promise<void> {
  const { id, name, data, priority, startAfter, singletonKey, group } = job;
  const db = { executeSql: (text: string, values?: unknown[]) => client.query(text, values) };
  const row = {
    id,
    priority,
    startAfter: new Date(startAfter),
    ...(data && { data }),
    ...(singletonKey !== null && { singletonKey }),
    ...(group !== null && { group: { id: group } }),
  };
  await boss.insert(name, [row], { db });
}
