import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { seal } from "@/lib/base/security/secret-box";
import { presentWebhook } from "./queries";
import { readWebhookUrl } from "./read-webhook-url";
import { CreateWebhook, MAX_WEBHOOKS, type ShownWebhook } from "./schema";
import { newSigningSecret } from "./sign";
import { tellWebhookChange } from "./tell-webhook-change";

/**
 * Names an address that events are sent to from now on. The answer is the only time that its secret is seen. As what is sent is about
 * people, its maker must be allowed to read contacts, and admins are told. Throws `invalid` on `url`.
 */
export async function createWebhook(ctx: Ctx, input: CreateWebhook): Promise<ShownWebhook> {
  requirePermission(ctx, "webhooks.write");
  requirePermission(ctx, "contacts.read");
  const { name, url: given, eventTypes } = CreateWebhook.parse(input);
  const url = readWebhookUrl(given);
  const signingSecret = newSigningSecret();
  return inTransaction(ctx, async (tx) => {
    await requireRoom(tx);
    const { workspaceId } = tx;
    const id = newId();
    const endpoint = await tx.db.webhookEndpoint.create({
      data: {
        ...{ workspaceId, id, name, url, eventTypes },
        secretSealed: seal(signingSecret),
        createdByName: tx.actor.name,
        createdAt: tx.now(),
      },
    });
    await tx.db.webhookLane.create({ data: { workspaceId, endpointId: id, eventTypes } });
    await recordAudit(tx, "webhook.created", { subjectType: "webhook", subjectId: id, after: endpoint });
    await tellWebhookChange(tx, endpoint, "made");
    return { ...presentWebhook(endpoint, tx.now()), signingSecret };
  });
}

/** One at a time, so that the limit holds. */
async function requireRoom(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`webhooks/${tx.workspaceId}`}, 0))`;
  const count = await tx.db.webhookEndpoint.count({ where: { workspaceId: tx.workspaceId, deletedAt: null } });
  if (count >= MAX_WEBHOOKS) throw conflict(`A workspace has at most ${MAX_WEBHOOKS} webhooks. Delete one first.`);
}
