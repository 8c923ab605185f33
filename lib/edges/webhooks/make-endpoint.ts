import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { WebhookEndpoint } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { seal } from "@/lib/base/security/secret-box";
import { newSigningSecret } from "./sign";

/** Whoever counts what a workspace has before it makes one more does so alone, so that the limit holds. */
export async function lockWebhooks(tx: Ctx): Promise<void> {
  await tx.db.$executeRaw`select pg_advisory_xact_lock(hashtextextended(${`webhooks/${tx.workspaceId}`}, 0))`;
}

type NewEndpoint = Pick<WebhookEndpoint, "name" | "url" | "eventTypes" | "isHook">;

/** Writes an endpoint with a secret of its own; from now on it is told. In the caller's transaction, after its permission. */
export async function makeEndpoint(
  tx: Ctx,
  wanted: NewEndpoint,
): Promise<{ endpoint: WebhookEndpoint; signingSecret: string }> {
  const { workspaceId } = tx;
  const id = newId();
  const signingSecret = newSigningSecret();
  const endpoint = await tx.db.webhookEndpoint.create({
    data: {
      ...{ ...wanted, workspaceId, id },
      secretSealed: seal(signingSecret),
      createdByName: tx.actor.name,
      createdAt: tx.now(),
    },
  });
  await tx.db.webhookLane.create({ data: { workspaceId, endpointId: id, eventTypes: wanted.eventTypes } });
  await recordAudit(tx, "webhook.created", { subjectType: "webhook", subjectId: id, after: endpoint });
  return { endpoint, signingSecret };
}
