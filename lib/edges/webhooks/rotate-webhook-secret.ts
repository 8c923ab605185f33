import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { seal } from "@/lib/base/security/secret-box";
import { getWebhook, presentWebhook, webhookKey } from "./queries";
import { RotateWebhookSecret, type ShownWebhook } from "./schema";
import { newSigningSecret } from "./sign";

const HOUR_MS = 3_600_000;

/**
 * Gives an endpoint a new secret. For `overlapHours` calls are signed by the former one too, so that a receiver may change over when it
 * likes; one from before that signs no more. The answer is the only time that the new one is seen.
 */
export async function rotateWebhookSecret(ctx: Ctx, input: RotateWebhookSecret): Promise<ShownWebhook> {
  requirePermission(ctx, "webhooks.write");
  const { webhookId: id, overlapHours } = RotateWebhookSecret.parse(input);
  const signingSecret = newSigningSecret();
  return inTransaction(ctx, async (tx) => {
    await tx.db.$executeRaw`
      select 1 from webhook_endpoint where workspace_id = ${tx.workspaceId}::uuid and id = ${id}::uuid for update`;
    const before = await getWebhook(tx, id);
    const overlap =
      overlapHours === 0
        ? { previousSecretSealed: null, previousUntil: null }
        : {
            previousSecretSealed: before.secretSealed,
            previousUntil: new Date(tx.now().getTime() + overlapHours * HOUR_MS),
          };
    const after = await tx.db.webhookEndpoint.update({
      where: webhookKey(tx, id),
      data: { secretSealed: seal(signingSecret), ...overlap },
    });
    await recordAudit(tx, "webhook.secret_rotated", { subjectType: "webhook", subjectId: id, before, after });
    return { ...presentWebhook(after, tx.now()), signingSecret };
  });
}
