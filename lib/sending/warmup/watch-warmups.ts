import { notify } from "@/lib/account/notifications/notify";
import { recordAudit } from "@/lib/base/audit/record-audit";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import { HOLD_MS, judgeWarmup, sayHoldReason, type WarmupStats } from "./judge-warmup";

interface Watched {
  workspaceId: string;
  id: string;
  domainId: string;
  name: string;
}

/** Looks after every warm-up that runs, in all workspaces: holds those whose last day went badly. Answers how many it held. */
export async function watchWarmups(ctx: Ctx): Promise<number> {
  const plans = await ctx.db.$queryRaw<Watched[]>`
    select p.workspace_id as "workspaceId", p.id, p.domain_id as "domainId", d.name
      from warmup_plan p join sending_domain d on d.workspace_id = p.workspace_id and d.id = p.domain_id
     where p.ended_at is null and coalesce(p.hold_until, '-infinity') <= ${ctx.now()} and coalesce(p.ignore_until, '-infinity') <= ${ctx.now()}`;
  let held = 0;
  for (const plan of plans) {
    const owner = { ...systemCtx(plan.workspaceId, "warmup.watch", ctx.db), now: ctx.now };
    const reason = judgeWarmup(await statsOf(owner, plan.name));
    if (reason !== null) held += (await hold(owner, plan, reason)) ? 1 : 0;
    else await clearOldHold(owner, plan.id);
  }
  return held;
}

/** The domain's campaigns of the last 24 hours, from roll-ups by hour; deferrals from their events. */
async function statsOf(ctx: Ctx, domainName: string): Promise<WarmupStats> {
  const since = new Date(ctx.now().getTime() - HOLD_MS);
  const [row] = await ctx.db.$queryRaw<WarmupStats[]>`
    with campaigns as materialized (
      select distinct v.campaign_id from campaign_variant v
       where v.workspace_id = ${ctx.workspaceId}::uuid and lower(split_part(v.from_email, '@', 2)) = ${domainName}
    ), hours as (
      select coalesce(sum(h.sent), 0)::int as sent, coalesce(sum(h.bounced), 0)::int as bounced,
             coalesce(sum(h.complained), 0)::int as complained
        from campaign_hourly h join campaigns c using (campaign_id)
       where h.workspace_id = ${ctx.workspaceId}::uuid and h.hour >= ${since}
    ), deferrals as (
      select count(distinct e.message_id)::int as deferred
        from event e join campaigns c using (campaign_id)
       where e.workspace_id = ${ctx.workspaceId}::uuid and e.type = 'message.deferred' and e.id >= uuid_at(${since})
         and coalesce(e.data ->> 'category', '') <> 'greylist'
    )
    select greatest(sent + bounced, deferred) as tried, bounced, complained, deferred from hours, deferrals`;
  return row ?? { tried: 0, bounced: 0, complained: 0, deferred: 0 };
}

/** Holds a plan for a day and goes one step back: the volume was too much. */
async function hold(ctx: Ctx, plan: Watched, reason: string): Promise<boolean> {
  const until = new Date(ctx.now().getTime() + HOLD_MS);
  return inTransaction(ctx, async (tx) => {
    const changed = await tx.db.$executeRaw`
      update warmup_plan set hold_until = ${until}, hold_reason = ${reason}, step = greatest(0, step - 1)
       where workspace_id = ${tx.workspaceId}::uuid and id = ${plan.id}::uuid and ended_at is null
         and coalesce(hold_until, '-infinity') <= ${tx.now()}`;
    if (changed === 0) return false;
    await recordAudit(tx, "warmup.held", {
      subjectType: "domain",
      subjectId: plan.domainId,
      after: { holdUntil: until, holdReason: reason },
    });
    await notify(tx, {
      kind: "warmup.held",
      severity: "warning",
      title: () => t("The warm-up of {domain} is on hold for a day", { domain: plan.name }),
      body: () =>
        t("{reason} Campaigns from this domain wait. Look at whom they went to, then continue or let it rest.", {
          reason: sayHoldReason(reason),
        }),
      href: workspacePath("/settings/pacing"),
      dedupeKey: `warmup.held/${plan.id}/${until.toISOString().slice(0, 10)}`,
      mail: { admins: true },
    });
    return true;
  });
}

async function clearOldHold(ctx: Ctx, planId: string): Promise<void> {
  await ctx.db.$executeRaw`
    update warmup_plan set hold_until = null, hold_reason = null
     where workspace_id = ${ctx.workspaceId}::uuid and id = ${planId}::uuid and hold_until <= ${ctx.now()}`;
}
