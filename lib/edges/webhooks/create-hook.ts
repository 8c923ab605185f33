import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { requireEventScopes } from "./event-scopes";
import { lockWebhooks, makeEndpoint } from "./make-endpoint";
import { readWebhookUrl } from "./read-webhook-url";
import { CreateHook, type HookView, MAX_HOOKS } from "./schema";
import { tellWebhookChange } from "./tell-webhook-change";

/**
 * Subscribes a program to one event, as platforms of automations do for each that is switched on. Who asks must be allowed to read what
 * is told. The same address and event once more are the same hook. Throws `invalid` on `targetUrl`, `conflict` beyond 200.
 */
export async function createHook(ctx: Ctx, input: CreateHook): Promise<HookView> {
  requirePermission(ctx, "webhooks.write");
  const { targetUrl, event } = CreateHook.parse(input);
  requireEventScopes(ctx, event);
  const url = readWebhookUrl(targetUrl, "targetUrl");
  return inTransaction(ctx, async (tx) => {
    await lockWebhooks(tx);
    const own = { workspaceId: tx.workspaceId, deletedAt: null, isHook: true };
    const same = await tx.db.webhookEndpoint.findFirst({
      where: { ...own, url, eventTypes: { equals: [event] }, disabledAt: null },
    });
    if (same) return presentHook(same);
    if ((await tx.db.webhookEndpoint.count({ where: own })) >= MAX_HOOKS)
      throw conflict(t("A workspace has at most {most} hooks. Delete some first.", { most: String(MAX_HOOKS) }));
    const name = `${new URL(url).host}: ${event}`.slice(0, 80);
    const { endpoint } = await makeEndpoint(tx, { name, url, eventTypes: [event], isHook: true });
    await tellWebhookChange(tx, endpoint, "made");
    return presentHook(endpoint);
  });
}

/** The hooks of the workspace, the newest first; those of one address where it is named. */
export async function findHooks(ctx: Ctx, { targetUrl }: { targetUrl?: string | undefined }): Promise<HookView[]> {
  requirePermission(ctx, "webhooks.read");
  const hooks = await ctx.db.webhookEndpoint.findMany({
    where: {
      workspaceId: ctx.workspaceId,
      deletedAt: null,
      isHook: true,
      ...(targetUrl && { url: asStored(targetUrl) }),
    },
    orderBy: { id: "desc" },
    take: MAX_HOOKS,
  });
  return hooks.map(presentHook);
}

/** Programs ask by the address as they sent it. */
function asStored(text: string): string {
  const url = URL.parse(text.trim());
  if (!url) return text;
  url.hash = "";
  return url.href;
}

const presentHook = ({ id, url, eventTypes, createdAt }: WebhookEndpoint): HookView => ({
  id: publicId("whk", id),
  targetUrl: url,
  event: eventTypes[0] ?? "",
  createdAt: createdAt.toISOString(),
});
