import { notify } from "@/lib/account/notifications/notify";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { workspacePath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";

/**
 * Tells owners and admins that events go to a new address: one that nobody knows of is found that way. Of the hooks that one program makes
 * at one host they are told once a day: at the hosts of Zapier and the like everybody may have some. In the transaction of the change.
 */
export async function tellWebhookChange(
  tx: Ctx,
  { id, name, url, isHook }: WebhookEndpoint,
  what: "made" | "given a new address",
): Promise<void> {
  const { host } = new URL(url);
  const who = tx.actor.name;
  const day = tx.now().toISOString().slice(0, 10);
  await notify(tx, {
    kind: "webhook.changed",
    severity: "info",
    title: () =>
      what === "made"
        ? t("The webhook “{name}” was made", { name })
        : t("The webhook “{name}” was given a new address", { name }),
    body: () =>
      tx.ip
        ? t("By {who}, from {ip}: events go to {host}. If nobody of you did it, delete the webhook.", {
            ...{ who, ip: tx.ip, host },
          })
        : t("By {who}: events go to {host}. If nobody of you did it, delete the webhook.", { who, host }),
    href: workspacePath("/settings/webhooks/[webhookId]", { webhookId: publicId("whk", id) }),
    mail: { admins: true, action: () => t("Look at the webhook") },
    ...(isHook && what === "made" && { dedupeKey: `webhook.changed/hooks/${tx.actor.name}/${host}/${day}` }),
  });
}
