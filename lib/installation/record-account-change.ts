import { recordAudit } from "@/lib/base/audit/record-audit";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import type { User } from "@/lib/base/db/generated/client";
import type { OperatorWork } from "./command-line";

interface AccountChange {
  kind: Extract<SecurityKind, `account.${string}`>;
  account: Pick<User, "id" | "email" | "name">;
  detail?: Record<string, string | number | boolean>;
}

/**
 * Writes what an operator did to an account: into the security log of the installation, and into the audit log of every
 * workspace that it concerns, the account's own. Others learn nothing of it.
 */
export async function recordAccountChange(tx: OperatorWork, { kind, account, detail }: AccountChange): Promise<void> {
  await recordSecurityEvent(tx, {
    kind,
    userId: account.id,
    email: account.email,
    actor: { userId: tx.actor.type === "member" ? tx.actor.userId : undefined, name: tx.actor.name },
    ip: tx.ip,
    detail,
  });
  const members = await tx.db.member.findMany({
    where: { userId: account.id },
    select: { workspaceId: true, id: true },
  });
  for (const { workspaceId, id } of members) {
    await recordAudit({ ...tx, workspaceId }, kind, {
      subjectType: "member",
      subjectId: id,
      after: { email: account.email, name: account.name },
    });
  }
}
