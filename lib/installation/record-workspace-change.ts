import { recordAudit } from "@/lib/base/audit/record-audit";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import type { Workspace } from "@/lib/base/db/generated/client";
import type { OperatorWork } from "./command-line";

interface WorkspaceChange {
  kind: Extract<SecurityKind, `workspace.${string}`>;
  workspace: Pick<Workspace, "id" | "name">;
  /** Short facts for both logs. */
  detail?: Record<string, string | number | null>;
}

/** Writes what an operator did to a workspace: into the security log of the installation and into the workspace's own audit log. */
export async function recordWorkspaceChange(
  tx: OperatorWork,
  { kind, workspace: { id, name }, detail = {} }: WorkspaceChange,
): Promise<void> {
  await recordAudit({ ...tx, workspaceId: id }, kind, { subjectType: "workspace", subjectId: id, after: detail });
  await recordSecurityEvent(tx, {
    kind,
    actor: { userId: tx.actor.type === "member" ? tx.actor.userId : undefined, name: tx.actor.name },
    workspaceId: id,
    ip: tx.ip,
    detail: { workspace: name, ...detail },
  });
}
