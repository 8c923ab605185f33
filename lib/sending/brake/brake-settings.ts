import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { BrakeSettings, UpdateBrakeSettings } from "./brake-schema";

/** What a workspace's settings say about the brake. What is missing or damaged takes its default, so it fails towards braking. */
export function readBrakeSettings(settings: unknown): BrakeSettings {
  const stored = (settings as { brake?: unknown } | null)?.brake;
  const whole = BrakeSettings.safeParse(stored ?? {});
  return whole.success ? whole.data : BrakeSettings.parse({});
}

/** The brake as the workspace has set it. */
export async function getBrakeSettings(ctx: Ctx): Promise<BrakeSettings> {
  requirePermission(ctx, "sending.read");
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { settings: true },
  });
  return readBrakeSettings(workspace.settings);
}

/** Changes limits of the brake, or switches it on or off; other settings of the workspace stay as they are. */
export async function updateBrakeSettings(ctx: Ctx, input: UpdateBrakeSettings): Promise<BrakeSettings> {
  requirePermission(ctx, "sending.write");
  const changes = UpdateBrakeSettings.parse(input);
  return inTransaction(ctx, async (tx) => {
    await tx.db.$queryRaw`select id from workspace where id = ${tx.workspaceId}::uuid for update`;
    const before = await getBrakeSettings(tx);
    const after = { ...before, ...changes };
    if (after.minimum > after.window) {
      throw invalid("The smallest sample is larger than what is looked at.", {
        minimum: "Not more than the number of messages looked at.",
      });
    }
    await tx.db.$executeRaw`
      update workspace set settings = jsonb_set(settings::jsonb, '{brake}', ${JSON.stringify(after)}::jsonb, true), updated_at = ${tx.now()}
       where id = ${tx.workspaceId}::uuid`;
    await recordAudit(tx, "brake.updated", { subjectType: "workspace", subjectId: tx.workspaceId, before, after });
    return after;
  });
}
