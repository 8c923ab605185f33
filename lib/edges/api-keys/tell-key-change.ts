import { notify } from "@/lib/account/notifications/notify";
import { actorOf, recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import type { Ctx } from "@/lib/base/context";
import type { ApiKey } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { workspacePath } from "@/lib/client/paths";
import { msg, t } from "@/lib/language/t";

const changes = {
  created: { kind: "credentials.key_added", severity: "info", title: msg("The API key “{name}” was made") },
  changed: { kind: "credentials.key_changed", severity: "info", title: msg("The API key “{name}” was changed") },
  rotated: { kind: "credentials.key_rotated", severity: "info", title: msg("The API key “{name}” was rotated") },
  revoked: { kind: "credentials.key_revoked", severity: "info", title: msg("The API key “{name}” was revoked") },
} as const;

/**
 * Writes into the security log that there is a new key, or that one changed or ended, and tells owners and admins in the app and by
 * mail: a key that nobody knows of is found that way. In the transaction that changes it.
 */
export async function tellKeyChange(tx: Ctx, key: ApiKey, change: keyof typeof changes): Promise<void> {
  const { kind, severity, title } = changes[change];
  await recordSecurityEvent(tx, {
    kind,
    userId: tx.actor.type === "member" ? tx.actor.userId : undefined,
    actor: actorOf(tx) ?? { name: tx.actor.name },
    workspaceId: tx.workspaceId,
    ip: tx.ip,
    detail: { apiKeyId: publicId("key", key.id), key: `${key.prefix}…${key.lastFour}`, mode: key.mode, kind: key.kind },
  });
  const who = tx.actor.name;
  const shown = `${key.prefix}…${key.lastFour}`;
  await notify(tx, {
    kind: `api_key.${change}`,
    severity,
    title: () => t(title, { name: key.name }),
    body: () =>
      tx.ip
        ? t("By {who}, from {ip}: {key}. If nobody of you did it, revoke the key.", { who, ip: tx.ip, key: shown })
        : t("By {who}: {key}. If nobody of you did it, revoke the key.", { who, key: shown }),
    href: workspacePath("/settings/api-keys"),
    mail: { admins: true, action: () => t("Look at the API keys") },
  });
}
