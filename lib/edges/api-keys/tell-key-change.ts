import { notify } from "@/lib/account/notifications/notify";
import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { workspacePath } from "@/lib/client/paths";

const changes = {
  created: { kind: "credentials.key_added", severity: "info", verb: "made" },
  changed: { kind: "credentials.key_changed", severity: "info", verb: "changed" },
  rotated: { kind: "credentials.key_rotated", severity: "info", verb: "rotated" },
  revoked: { kind: "credentials.key_revoked", severity: "info", verb: "revoked" },
} as const;

/**
 * Writes into the security log that there is a new key, or that one changed or ended, and tells owners and admins in the app and by
 * mail: a key that nobody knows of is found that way. In the transaction that changes it.
 */
export async function tellKeyChange(tx: Ctx, key: ApiKey, change: keyof typeof changes): Promise<void> {
  const { kind, severity, verb } = changes[change];
  await recordSecurityEvent(tx, {
    kind,
    userId: tx.actor.type === "member" ? tx.actor.userId : undefined,
    actor: actorOf(tx) ?? { name: tx.actor.name },
    workspaceId: tx.workspaceId,
    ip: tx.ip,
    detail: { apiKeyId: publicId("key", key.id), key: `${key.prefix}…${key.lastFour}`, mode: key.mode, kind: key.kind },
  });
  await notify(tx, {
    kind: `api_key.${change}`,
    severity,
    title: `The API key “${key.name}” was ${verb}`,
    body: `By ${tx.actor.name}${tx.ip ? `, from ${tx.ip}` : ""}: ${key.prefix}…${key.lastFour}. If nobody of you did it, revoke the key.`,
    href: workspacePath("/settings/api-keys"),
    mail: { admins: true, action: "Look at the API keys" },
  });
}
