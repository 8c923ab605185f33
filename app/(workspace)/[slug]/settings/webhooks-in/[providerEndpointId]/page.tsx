import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EndpointPage } from "@/components/provider-hooks/endpoint-page";
import { orNotFound } from "@/lib/contacts/or-not-found";
import { pageContext } from "@/lib/http/page-context";
import { findCalls, findEndpoint } from "@/lib/provider-hooks/queries";
import { EndpointRef } from "@/lib/provider-hooks/schema";

export const metadata: Metadata = { title: "Provider endpoint" };

type Props = { params: Promise<{ slug: string; providerEndpointId: string }> };

export default async function ProviderEndpointPage({ params }: Props) {
  const ctx = await pageContext(await params, "provider-hooks.manage");
  const ref = EndpointRef.safeParse(await params);
  const endpoint = ref.success ? await orNotFound(findEndpoint(ctx, ref.data.providerEndpointId)) : null;
  if (!ref.success || !endpoint) notFound();
  const calls = await findCalls(ctx, ref.data.providerEndpointId);
  return <EndpointPage endpoint={endpoint} calls={calls} />;
}
