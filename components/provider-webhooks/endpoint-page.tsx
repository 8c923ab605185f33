"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { PageHeader } from "@/components/ui/page-header";
import type { CallView, EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { t } from "@/lib/language/t";
import { AddressCard } from "./address-card";
import { CallTable } from "./call-table";
import { EndpointActions } from "./endpoint-actions";
import { EndpointState } from "./endpoint-list";
import { GuideCard } from "./guide-card";
import { MirrorCard } from "./mirror-card";
import { SecretCard } from "./secret-card";

/** One endpoint: what to do at the provider, what to type in there, and what it called with. */
export function EndpointPage({ endpoint, calls }: { endpoint: EndpointView; calls: CallView[] }) {
  const { path } = useWorkspace();
  const label = aboutProviders[endpoint.provider].label;
  return (
    <>
      <PageHeader
        title={endpoint.name}
        description={t("Where {label} tells what became of your mail.", { label })}
        back={{ href: path("/settings/provider-webhooks"), label: t("Provider webhooks") }}
        badge={<EndpointState endpoint={endpoint} />}
        actions={<EndpointActions endpoint={endpoint} />}
      />
      <div className="grid gap-6">
        {endpoint.enabled ? null : (
          <Alert variant="warning" title={t("This endpoint is turned off")}>
            {t("Calls are not taken. What {label} would tell in the meantime is lost.", { label })}
          </Alert>
        )}
        <AddressCard endpoint={endpoint} />
        <GuideCard provider={endpoint.provider} />
        {aboutProviders[endpoint.provider].proof.by === "credentials" ? null : <SecretCard endpoint={endpoint} />}
        <CallTable endpoint={endpoint} initial={calls} />
        <MirrorCard endpoint={endpoint} />
      </div>
    </>
  );
}
