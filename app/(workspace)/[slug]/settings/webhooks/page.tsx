import type { Metadata } from "next";
import { PageHeader } from "@/components/ui/page-header";
import { CreateWebhookDialog } from "@/components/webhooks/create-webhook-dialog";
import { WebhookList } from "@/components/webhooks/webhook-list";
import { pageContext } from "@/lib/base/routes/page-context";
import { findWebhooks } from "@/lib/edges/webhooks/queries";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Webhooks") });

export default async function WebhooksPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "webhooks.read");
  const webhooks = await findWebhooks(ctx);
  return (
    <>
      <PageHeader
        title={t("Webhooks")}
        description={t(
          "Tell your other programs what happens here. Every call is signed, tried again, and kept with its answer.",
        )}
        actions={webhooks.length > 0 ? <CreateWebhookDialog /> : null}
      />
      <WebhookList webhooks={webhooks} create={<CreateWebhookDialog />} />
    </>
  );
}
