import { pgPool } from "@/lib/base/db/pool";
import { isAlive } from "@/lib/sending/engine/holder";
import { LEASE_SECONDS } from "@/lib/sending/engine/lease-batch";
import { findSendsEmails } from "./queue";

/** A workspace in which nothing is due is looked at again after this time at the latest. */
const QUIET_MS = 5_000;
/** Workspaces that are asked at once. */
const AT_ONCE = 8;

/** Finds workspaces with single mails that are due; those without are left alone until something is, or some seconds. */
export class DueEmails {
  /** When workspaces are looked at again, on the monotonic clock. */
  readonly #quiet = new Map<string, number>();

  /** Somebody said that mails are due, in this workspace or in any: it is looked at again. */
  wake(workspaceId?: string): void {
    if (workspaceId === undefined) this.#quiet.clear();
    else this.#quiet.delete(workspaceId);
  }

  /** Those of all workspaces, the ones that wait longest first. */
  async find(): Promise<string[]> {
    const now = performance.now();
    const awake = (await findSendsEmails()).filter((workspaceId) => (this.#quiet.get(workspaceId) ?? 0) <= now);
    const due: { workspaceId: string; inMs: number }[] = [];
    for (let from = 0; from < awake.length; from += AT_ONCE) {
      const found = await Promise.all(awake.slice(from, from + AT_ONCE).map((workspaceId) => this.#ask(workspaceId)));
      due.push(...found.flat());
    }
    return due.sort((a, b) => a.inMs - b.inMs).map(({ workspaceId }) => workspaceId);
  }

  async #ask(workspaceId: string): Promise<{ workspaceId: string; inMs: number }[]> {
    const { rows } = await pgPool().query<{ inMs: number | null }>({
      name: "due-emails",
      text: NEXT,
      values: [workspaceId],
    });
    const inMs = rows[0]?.inMs ?? null;
    if (inMs !== null && inMs <= 0) return [{ workspaceId, inMs }];
    this.#quiet.set(workspaceId, performance.now() + Math.min(QUIET_MS, inMs ?? QUIET_MS));
    return [];
  }
}

const NEXT = `
  select (extract(epoch from least(
           (select q.due_at from email_queue q where q.workspace_id = $1::uuid order by q.due_at limit 1),
           (select b.due_at from email_batch b where b.workspace_id = $1::uuid order by b.due_at limit 1)
         ) - clock_timestamp()) * 1000)::float8 as "inMs"`;

/**
 * Makes batches due at once whose holder was a process of this machine that is gone, or whose lease ends later than any can (the clock
 * was set back). Answers how many.
 */
export async function freeLeftEmails(): Promise<number> {
  let freed = 0;
  for (const workspaceId of await findSendsEmails()) {
    const { rows } = await pgPool().query<{ id: string; leasedBy: string; now: Date; odd: boolean }>(
      `select b.id, b.leased_by as "leasedBy", clock_timestamp() as now,
              b.leased_until > clock_timestamp() + ${2 * LEASE_SECONDS} * interval '1 second' as odd
         from email_batch b where b.workspace_id = $1::uuid`,
      [workspaceId],
    );
    for (const { id, leasedBy, now } of rows.filter((row) => row.odd || isAlive(row.leasedBy) === false)) {
      await pgPool().query(
        "update email_batch set due_at = $4 where workspace_id = $1 and id = $2 and leased_by = $3",
        [workspaceId, id, leasedBy, now],
      );
      freed += 1;
    }
  }
  return freed;
}
