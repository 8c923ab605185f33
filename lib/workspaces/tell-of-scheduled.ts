import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/**
 * Tells owners and admins which campaigns somebody scheduled who is gone from the workspace: they are the workspace's and
 * leave at their time unless somebody stops them. Call it in the transaction that removes the member.
 */
export async function tellOfScheduled(tx: Ctx, member: { id: string; userId: string; name: string }): Promise<void> {
  const names = await scheduledBy(tx, member.userId);
  if (names.length === 0) return;
  const list = names.slice(0, 10).map((name) => `“${name}”`);
  await notify(tx, {
    kind: "member.left_scheduled",
    severity: "warning",
    title: () =>
      t(
        "{count, plural, one {{name} is gone; a campaign that they scheduled will still leave} other {{name} is gone; # campaigns that they scheduled will still leave}}",
        { name: member.name, count: names.length },
      ),
    body: () =>
      t(
        "{more, plural, =0 {Look at {campaigns}, and stop what should not be sent.} other {Look at {campaigns} and # more, and stop what should not be sent.}}",
        { campaigns: list.join(", "), more: names.length - list.length },
      ),
    href: workspacePath("/campaigns", { tab: "scheduled" }),
    dedupeKey: `member.left_scheduled/${member.id}`,
    mail: { admins: true, action: () => t("Look at the campaigns") },
  });
}

/** Names of the campaigns that wait for their time and that this person was the last to schedule. */
async function scheduledBy(tx: Ctx, userId: string): Promise<string[]> {
  const rows = await tx.db.$queryRaw<{ name: string }[]>`
    select c.name from campaign c
      join lateral (
        select a.actor_id from audit_entry a
         where a.workspace_id = c.workspace_id and a.subject_type = 'campaign' and a.subject_id = c.id
           and a.action = 'campaign.scheduled'
         order by a.id desc limit 1
      ) last on last.actor_id = ${userId}::uuid
     where c.workspace_id = ${tx.workspaceId}::uuid and c.status = 'scheduled'
     order by c.scheduled_at`;
  return rows.map(({ name }) => name);
}
