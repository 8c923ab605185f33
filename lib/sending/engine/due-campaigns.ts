import { pgPool } from "@/lib/base/db/pool";
import { findUnderWay } from "@/lib/sending/campaign/under-way";

export interface DueCampaign {
  workspaceId: string;
  campaignId: string;
}

/** A workspace in which nothing is due is looked at again after this time at the latest. */
const QUIET_MS = 5_000;
/** Workspaces that are asked at once. */
const AT_ONCE = 8;
const MOST = 1000;

interface NextRow {
  campaignId: string;
  /** Until its next batch is due; negative when one is, null when none will be. */
  inMs: number | null;
}

/**
 * Finds campaigns with a batch that is due. It reads a small list of campaigns under way and asks each workspace on its own, so
 * that many servers can hold them; a workspace without anything due is left alone until something is, or some seconds.
 */
export class DueCampaigns {
  /** When workspaces are looked at again, on the monotonic clock. */
  readonly #quiet = new Map<string, number>();

  /** Somebody said that there is something to send, in this workspace or in any: it is looked at again. */
  wake(workspaceId?: string): void {
    if (workspaceId === undefined) this.#quiet.clear();
    else this.#quiet.delete(workspaceId);
  }

  /** Those of all workspaces, the ones that wait longest first. */
  async find(): Promise<DueCampaign[]> {
    const underWay = await findUnderWay();
    for (const workspaceId of this.#quiet.keys()) if (!underWay.has(workspaceId)) this.#quiet.delete(workspaceId);
    const now = performance.now();
    const awake = [...underWay].filter(([workspaceId]) => (this.#quiet.get(workspaceId) ?? 0) <= now);
    const due: (DueCampaign & { inMs: number })[] = [];
    for (let from = 0; from < awake.length; from += AT_ONCE) {
      const found = await Promise.all(awake.slice(from, from + AT_ONCE).map((each) => this.#ask(...each)));
      due.push(...found.flat());
    }
    return due.sort((a, b) => a.inMs - b.inMs).slice(0, MOST);
  }

  async #ask(workspaceId: string, campaignIds: readonly string[]): Promise<(DueCampaign & { inMs: number })[]> {
    const { rows } = await pgPool().query<NextRow>({
      name: "due-campaigns",
      text: NEXT,
      values: [workspaceId, campaignIds],
    });
    const due = rows.flatMap(({ campaignId, inMs }) =>
      inMs !== null && inMs <= 0 ? [{ workspaceId, campaignId, inMs }] : [],
    );
    if (due.length > 0) this.#quiet.delete(workspaceId);
    else {
      const next = Math.min(QUIET_MS, ...rows.flatMap(({ inMs }) => inMs ?? []));
      this.#quiet.set(workspaceId, performance.now() + next);
    }
    return due;
  }
}

/** Campaigns stay in sight for some days after their last batch, for their deferred messages. */
const NEXT = `
  select c.id as "campaignId", (extract(epoch from first.due_at - clock_timestamp()) * 1000)::float8 as "inMs"
    from campaign c
    cross join lateral (
      select b.due_at from campaign_batch b
       where b.workspace_id = $1::uuid and b.campaign_id = c.id order by b.due_at limit 1
    ) first
   where c.workspace_id = $1::uuid and c.id = any($2::uuid[])
     and (c.status = 'sending' or (c.status = 'sent' and c.finished_at > clock_timestamp() - interval '4 days'))`;
