import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { WebhookPage } from "@/components/webhooks/webhook-page";
import { pageContext } from "@/lib/base/routes/page-context";
import { findDeliveries } from "@/lib/edges/webhooks/find-deliveries";
import { findWebhook } from "@/lib/edges/webhooks/queries";
import { DELIVERIES_A_PAGE, WebhookRef } from "@/lib/edges/webhooks/schema";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";

export const generateMetadata = (): Metadata => ({ title: t("Webhook") });

type Props = { params: Promise<{ slug: string; webhookId: string }> };

export default async function WebhookDetailPage({ params }: Props) {
  const given = await params;
  const ctx = await pageContext(given, "webhooks.read");
  const ref = WebhookRef.safeParse(given).success ? { webhookId: given.webhookId } : null;
  const webhook = ref ? await orNotFound(findWebhook(ctx, ref)) : null;
  if (!ref || !webhook) notFound();
  const first = await findDeliveries(ctx, ref, DELIVERIES_A_PAGE);
  return <WebhookPage webhook={webhook} first={first} />;
}
