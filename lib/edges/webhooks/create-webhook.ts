import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { requireEventScopes } from "./event-scopes";
import { lockWebhooks, makeEndpoint } from "./make-endpoint";
import { presentWebhook } from "./queries";
import { readWebhookUrl } from "./read-webhook-url";
import { CreateWebhook, MAX_WEBHOOKS, type ShownWebhook } from "./schema";
import { tellWebhookChange } from "./tell-webhook-change";

/**
 * Names an address that events are sent to from now on. The answer is the only time that its secret is seen. As what is sent is about
 * people, its maker must be allowed to read contacts and what the events say, and admins are told. Throws `invalid` on `url`.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhook): Promise<ShownWebhook> {
  requirePermission(ctx, "webhooks.write");
  requirePermission(ctx, "contacts.read");
  const { name, url: given, eventTypes } = CreateWebhook.parse(input);
  requireEventScopes(ctx, ...eventTypes);
  const url = readWebhookUrl(given);
  return inTransaction(ctx, async (tx) => {
    await lockWebhooks(tx);
    const where = { workspaceId: tx.workspaceId, deletedAt: null, isHook: false };
    if ((await tx.db.webhookEndpoint.count({ where })) >= MAX_WEBHOOKS)
      throw conflict(t("A workspace has at most {most} webhooks. Delete one first.", { most: String(MAX_WEBHOOKS) }));
    const { endpoint, signingSecret } = await makeEndpoint(tx, { name, url, eventTypes, isHook: false });
    await tellWebhookChange(tx, endpoint, "made");
    return { ...presentWebhook(endpoint, tx.now()), signingSecret };
  });
}
