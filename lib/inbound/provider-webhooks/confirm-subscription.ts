import type { Ctx } from "@/lib/base/context";
import type { ProviderEndpoint } from "@/lib/base/db/generated/client";
import type { Fields } from "@/lib/inbound/providers/payload";
import { Unreadable, type VerifyTools } from "@/lib/inbound/providers/provider";
import { confirmationUrl } from "@/lib/inbound/providers/ses/sns";
import { words } from "@/lib/language/t";
import { openSecrets } from "./endpoint-secrets";

/**
 * Answers what SNS asks about a subscription: confirms one of a topic that was set up, and notes one that ended. The envelope's signature
 * was verified when the call came; the address is fetched only when it is SNS's own.
 */
export async function confirmSubscription(
  ctx: Ctx,
  endpoint: ProviderEndpoint,
  envelope: Fields,
  { fetchText }: VerifyTools,
): Promise<void> {
  const type = envelope.Type;
  if (type !== "SubscriptionConfirmation" && type !== "UnsubscribeConfirmation") return;
  const topics = openSecrets(endpoint.secretsSealed).topicArns ?? [];
  if (!topics.includes(String(envelope.TopicArn))) throw new Unreadable(words("The topic is no longer set up here."));
  if (type === "SubscriptionConfirmation") {
    const url = confirmationUrl(envelope);
    if (!url) throw new Unreadable(words("The address that would confirm the subscription is not one of Amazon SNS."));
    await fetchText(url);
  }
  await ctx.db.providerEndpoint.updateMany({
    where: { workspaceId: ctx.workspaceId, id: endpoint.id },
    data: { confirmedAt: type === "SubscriptionConfirmation" ? ctx.now() : null },
  });
}
