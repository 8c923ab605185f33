import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { settingsPart } from "@/lib/workspaces/stored-settings";
import { brakeDefaults } from "./brake.shared";
import { BrakeSettings, UpdateBrakeSettings } from "./brake-schema";

/** What a workspace's settings say about the brake. What is missing or damaged takes its default, so it fails towards braking. */
export const brakeSettings = settingsPart<BrakeSettings>("brake", BrakeSettings, brakeDefaults);

/** The brake as the workspace has set it. */
export async function getBrakeSettings(ctx: Ctx): Promise<BrakeSettings> {
  requirePermission(ctx, "sending.read");
  return brakeSettings.get(ctx);
}

/** Changes limits of the brake, or switches it on or off; other settings of the workspace stay as they are. */
export async function updateBrakeSettings(ctx: Ctx, input: UpdateBrakeSettings): Promise<BrakeSettings> {
  requirePermission(ctx, "sending.write");
  const changes = UpdateBrakeSettings.parse(input);
  return inTransaction(ctx, async (tx) => {
    await brakeSettings.lock(tx);
    const before = await getBrakeSettings(tx);
    const after = { ...before, ...changes };
    if (after.minimum > after.window) {
      throw invalid(t("The smallest sample is larger than what is looked at."), {
        minimum: t("Not more than the number of messages looked at."),
      });
    }
    await brakeSettings.set(tx, after);
    await recordAudit(tx, "brake.updated", { subjectType: "workspace", subjectId: tx.workspaceId, before, after });
    return after;
  });
}
