"use client";

import { ChevronRight, Webhook } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { EndpointView } from "@/lib/inbound/provider-webhooks/schema";
import { aboutProviders } from "@/lib/inbound/providers/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { AddEndpointDialog } from "./add-endpoint-dialog";

export function EndpointList({ endpoints }: { endpoints: EndpointView[] }) {
  if (endpoints.length === 0) {
    return (
      <EmptyState
        icon={Webhook}
        title={t("No provider tells you anything yet")}
        description={t(
          "Mail that leaves through a sending provider comes back as its events. Give the provider an address to tell them to.",
        )}
        action={<AddEndpointDialog />}
      />
    );
  }
  return (
    <ul className="divide-y rounded-xl border" aria-label={t("Provider webhooks")}>
      {endpoints.map((endpoint) => (
        <EndpointRow key={endpoint.id} endpoint={endpoint} />
      ))}
    </ul>
  );
}

function EndpointRow({ endpoint }: { endpoint: EndpointView }) {
  const { path, format } = useWorkspace();
  const { lastCallAt } = endpoint;
  const { processed, refused } = endpoint.lastDay;
  const label = aboutProviders[endpoint.provider].label;
  return (
    <li className="relative flex items-center gap-4 p-4 transition-colors hover:bg-muted/60">
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={path("/settings/provider-webhooks/[providerEndpointId]", { providerEndpointId: endpoint.id })}
            className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {endpoint.name}
          </Link>
          {endpoint.name === label ? null : <Badge variant="outline">{label}</Badge>}
          <EndpointState endpoint={endpoint} />
        </div>
        <p className="text-muted-foreground text-sm tabular-nums">
          {lastCallAt
            ? rich("Last call <when></when>", { when: () => <DateTime value={lastCallAt} /> })
            : t("Never called")}
        </p>
      </div>
      <dl className="hidden gap-x-8 text-end text-sm tabular-nums sm:flex">
        <div>
          <dt className="text-muted-foreground text-xs">{t("Processed, 24 h")}</dt>
          <dd>{format.number(processed)}</dd>
        </div>
        <div>
          <dt className="text-muted-foreground text-xs">{t("Refused, 24 h")}</dt>
          <dd>{format.number(refused)}</dd>
        </div>
      </dl>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground rtl:rotate-180" />
    </li>
  );
}

/** What needs somebody's attention, in a word; nothing when all is well. */
export function EndpointState({ endpoint }: { endpoint: EndpointView }) {
  const parked = endpoint.parkedCount;
  if (!endpoint.enabled) return <Badge variant="secondary">{t("Turned off")}</Badge>;
  if (waitsForSecret(endpoint)) return <Badge variant="warning">{t("Waits for its secret")}</Badge>;
  if (parked > 0)
    return <Badge variant="warning">{t("{count, plural, one {# parked} other {# parked}}", { count: parked })}</Badge>;
  if (aboutProviders[endpoint.provider].proof.by === "topic" && !endpoint.confirmedAt)
    return <Badge variant="info">{t("Not subscribed yet")}</Badge>;
  return null;
}

export function waitsForSecret(endpoint: EndpointView): boolean {
  const proof = aboutProviders[endpoint.provider].proof.by;
  return (proof === "signing_secret" || proof === "verification_key") && !endpoint.hasSecret;
}
