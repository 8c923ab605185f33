import type pg from "pg";
import type { StoredJob } from "@/lib/backup/format/contents";
import { backupFrame } from "@/lib/backup/format/frames";

const PAGE = 500;

/** As JSON texts: a queue of another release may have columns that this one does not. */
const pageSql = `
  select json_build_object('id', id, 'name', name, 'data', data, 'priority', priority, 'startAfter', start_after,
                           'singletonKey', singleton_key, 'group', group_id) as job
    from queue.job where state in ('created', 'retry', 'active') and name not like '\\_\\_pgboss\\_\\_%' and id > $1::uuid
   order by id limit ${PAGE}`;

/** What waits in the queue or is at work: with a restore it is done again. `done` is told how many there were. */
export async function* jobsFrames(client: pg.ClientBase, done: (count: number) => void): AsyncGenerator<Buffer> {
  const { rows: found } = await client.query<{ queue: string | null }>("select to_regclass('queue.job') as queue");
  let count = 0;
  let after = "00000000-0000-0000-0000-000000000000";
  while (found[0]?.queue) {
    const { rows } = await client.query<{ job: StoredJob }>(pageSql, [after]);
    const last = rows.at(-1)?.job;
    if (!last) break;
    yield backupFrame(
      "jobs",
      rows.map(({ job }) => job),
    );
    count += rows.length;
    after = last.id;
  }
  done(count);
}
