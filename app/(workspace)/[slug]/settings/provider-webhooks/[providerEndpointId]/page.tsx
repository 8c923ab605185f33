import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndpointPage } from "@/components/provider-webhooks/endpoint-page";
import { pageContext } from "@/lib/base/routes/page-context";
import { findCalls, findEndpoint } from "@/lib/inbound/provider-webhooks/queries";
import { EndpointRef } from "@/lib/inbound/provider-webhooks/schema";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";

export const generateMetadata = (): Metadata => ({ title: t("Provider webhook") });

type Props = { params: Promise<{ slug: string; providerEndpointId: string }> };

export default async function ProviderEndpointPage({ params }: Props) {
  const ctx = await pageContext(await params, "provider-webhooks.manage");
  const ref = EndpointRef.safeParse(await params);
  const endpoint = ref.success ? await orNotFound(findEndpoint(ctx, ref.data.providerEndpointId)) : null;
  if (!ref.success || !endpoint) notFound();
  const calls = await findCalls(ctx, ref.data.providerEndpointId);
  return <EndpointPage endpoint={endpoint} calls={calls} />;
}
