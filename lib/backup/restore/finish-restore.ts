import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { holdCampaigns } from "./hold-campaigns";
import { holdEmails } from "./hold-emails";
import { holdReplies } from "./hold-replies";
import { closeRestore, openRestore } from "./mark-restored";

/**
 * What follows a restore, once the tables are this release's: holds the campaigns that may have gone on after the backup, and notes the
 * restore in the security log. The command does it; where that was cut short a worker does, and until then nothing is sent. Answers how
 * many campaigns a person has to look at; null where there is no restore to finish. May run again.
 */
export async function finishRestore(ctx: Pick<Ctx, "db" | "now" | "actor">): Promise<{ held: number } | null> {
  const mark = await openRestore(ctx.db);
  if (!mark) return null;
  const workspaces = await ctx.db.workspace.findMany({ select: { id: true, timeZone: true }, orderBy: { id: "asc" } });
  let held = 0;
  for (const { id, timeZone } of workspaces) {
    const own: Ctx = { ...systemCtx(id, "restore", ctx.db), now: ctx.now };
    held += await holdCampaigns(own, timeZone, mark);
    await holdEmails(own, mark);
    await holdReplies(own, mark);
  }
  const detail = { backupAt: mark.backupAt, held };
  await recordSecurityEvent(ctx, { kind: "installation.restored", actor: { name: ctx.actor.name }, detail });
  await closeRestore(ctx.db);
  return { held };
}
