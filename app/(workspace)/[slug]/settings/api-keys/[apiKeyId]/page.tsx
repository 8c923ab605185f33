import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ApiKeyPage } from "@/components/api-keys/api-key-page";
import { pageContext } from "@/lib/base/routes/page-context";
import { findApiCalls } from "@/lib/edges/api-calls/queries";
import { ApiCallFilters } from "@/lib/edges/api-calls/schema";
import { findApiKey } from "@/lib/edges/api-keys/queries";
import { ApiKeyRef } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { orNotFound } from "@/lib/people/contacts/or-not-found";
import { findDomains } from "@/lib/sending/domains/queries";

export const generateMetadata = (): Metadata => ({ title: t("API key") });

interface Props {
  params: Promise<{ slug: string; apiKeyId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function OneApiKeyPage({ params, searchParams }: Props) {
  const ctx = await pageContext(await params, "api-keys.manage");
  const ref = ApiKeyRef.safeParse(await params);
  const apiKey = ref.success ? await orNotFound(findApiKey(ctx, ref.data.apiKeyId)) : null;
  if (!ref.success || !apiKey) notFound();
  const filters = ApiCallFilters.parse(await searchParams);
  const [calls, domains] = await Promise.all([findApiCalls(ctx, ref.data.apiKeyId, filters), findDomains(ctx)]);
  return (
    <ApiKeyPage
      apiKey={apiKey}
      domains={domains.map(({ id, name }) => ({ id, name }))}
      calls={calls}
      outcome={filters.outcome}
      hasCursor={filters.cursor !== undefined}
    />
  );
}
