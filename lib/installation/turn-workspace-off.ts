import { notify } from "@/lib/account/notifications/notify";
import type { Workspace } from "@/lib/base/db/generated/client";
import { suspendedText } from "@/lib/base/standing/suspension.shared";
import { t } from "@/lib/language/t";
import type { OperatorWork } from "./command-line";
import { recordWorkspaceChange } from "./record-workspace-change";

/** Suspends a locked workspace and tells its people; nothing when it is so already. See `suspendWorkspace`. */
export async function turnWorkspaceOff(tx: OperatorWork, workspace: Workspace, reason: string): Promise<void> {
  if (workspace.suspendedAt && workspace.suspendedReason === reason) return;
  const at = tx.now();
  await tx.db.workspace.update({
    where: { id: workspace.id },
    data: { suspendedAt: workspace.suspendedAt ?? at, suspendedReason: reason },
  });
  await recordWorkspaceChange(tx, { kind: "workspace.suspended", workspace, detail: { reason } });
  await notify(
    { ...tx, workspaceId: workspace.id },
    {
      kind: "workspace.suspended",
      severity: "danger",
      title: () => t("This workspace is suspended"),
      body: () => suspendedText(reason),
      dedupeKey: `workspace.suspended/${at.toISOString()}`,
      mail: { admins: true },
    },
  );
}

/** Ends the suspension of a locked workspace and tells its people; nothing when there is none. */
export async function turnWorkspaceOn(tx: OperatorWork, workspace: Workspace): Promise<void> {
  if (!workspace.suspendedAt) return;
  const at = tx.now();
  await tx.db.workspace.update({ where: { id: workspace.id }, data: { suspendedAt: null, suspendedReason: null } });
  await recordWorkspaceChange(tx, { kind: "workspace.resumed", workspace });
  await notify(
    { ...tx, workspaceId: workspace.id },
    {
      kind: "workspace.resumed",
      severity: "success",
      title: () => t("This workspace is no longer suspended"),
      body: () =>
        t("It may send and import again. Campaigns that were paused meanwhile wait until somebody resumes them."),
      dedupeKey: `workspace.resumed/${at.toISOString()}`,
      mail: { admins: true },
    },
  );
}
