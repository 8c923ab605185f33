import type { Metadata } from "next";
import { AddEndpointDialog } from "@/components/provider-webhooks/add-endpoint-dialog";
import { EndpointList } from "@/components/provider-webhooks/endpoint-list";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { findEndpoints } from "@/lib/inbound/provider-webhooks/queries";
import { t } from "@/lib/language/t";

export const generateMetadata = (): Metadata => ({ title: t("Provider webhooks") });

export default async function ProviderEventsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "provider-webhooks.manage");
  const endpoints = await findEndpoints(ctx);
  return (
    <>
      <PageHeader
        title={t("Provider webhooks")}
        description={t(
          "Sending providers tell here what became of your mail. Every call is checked, kept and read in its order.",
        )}
        actions={endpoints.length > 0 ? <AddEndpointDialog /> : null}
      />
      <EndpointList endpoints={endpoints} />
    </>
  );
}
