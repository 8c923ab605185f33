import type { Metadata } from "next";
import { AddEndpointDialog } from "@/components/provider-hooks/add-endpoint-dialog";
import { EndpointList } from "@/components/provider-hooks/endpoint-list";
import { PageHeader } from "@/components/ui/page-header";
import { pageContext } from "@/lib/base/routes/page-context";
import { findEndpoints } from "@/lib/inbound/provider-hooks/queries";

export const metadata: Metadata = { title: "Provider events" };

export default async function ProviderEventsPage({ params }: { params: Promise<{ slug: string }> }) {
  const ctx = await pageContext(await params, "provider-hooks.manage");
  const endpoints = await findEndpoints(ctx);
  return (
    <>
      <PageHeader
        title="Provider events"
        description="Sending providers tell here what became of your mail. Every call is checked, kept and read in its order."
        actions={endpoints.length > 0 ? <AddEndpointDialog /> : null}
      />
      <EndpointList endpoints={endpoints} />
    </>
  );
}
