"use client";

import { ScrollText } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { type CallOutcome, callOutcomes } from "@/lib/edges/api-calls/call-outcomes.shared";
import type { ApiCallPage } from "@/lib/edges/api-calls/schema";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { type Msg, msg, t } from "@/lib/language/t";
import { CallTable } from "./call-table";
import { KeyActions } from "./key-actions";
import { KeyBadges, KeyFacts } from "./key-facts";
import type { DomainOption } from "./key-fields";

interface Props {
  apiKey: ApiKeyView;
  domains: readonly DomainOption[];
  calls: ApiCallPage;
  outcome: CallOutcome;
  hasCursor: boolean;
}

const labels: Readonly<Record<CallOutcome, Msg>> = {
  all: msg("All", "calls"),
  succeeded: msg("Succeeded"),
  refused: msg("Refused (4xx)"),
  failed: msg("Failed (5xx)"),
};

/** One key and its last calls, for who connects a program or looks for what is wrong with it. */
export function ApiKeyPage({ apiKey, domains, calls, outcome, hasCursor }: Props) {
  const { path } = useWorkspace();
  const here = (query: Record<string, string> = {}) =>
    path("/settings/api-keys/[apiKeyId]", { apiKeyId: apiKey.id, ...query });
  const chosen: Record<string, string> = outcome === "all" ? {} : { outcome };
  return (
    <>
      <PageHeader
        title={apiKey.name}
        back={{ href: path("/settings/api-keys"), label: t("API keys") }}
        badge={<KeyBadges apiKey={apiKey} />}
        description={<KeyFacts apiKey={apiKey} />}
        actions={apiKey.status === "active" ? <KeyActions apiKey={apiKey} domains={domains} /> : null}
      />
      <h2 className="font-semibold text-base">{t("Last calls")}</h2>
      <p className="mb-4 max-w-2xl text-muted-foreground text-sm">
        {t("Without what was said in them. Of more than 60 a minute that end alike the first 60 are listed.")}
      </p>
      <FilterLinks
        legend={t("Which calls")}
        links={callOutcomes.map((name) => ({
          href: here(name === "all" ? {} : { outcome: name }),
          label: t(labels[name]),
          current: name === outcome,
        }))}
      />
      {calls.items.length === 0 ? <NoCalls outcome={outcome} /> : <CallTable calls={calls.items} />}
      <Pagination
        previous={hasCursor ? { href: here(chosen) } : null}
        previousLabel={t("Newest")}
        next={calls.nextCursor ? { href: here({ ...chosen, cursor: calls.nextCursor }) } : null}
        nextLabel={t("Older")}
      />
    </>
  );
}

function NoCalls({ outcome }: { outcome: CallOutcome }) {
  return (
    <EmptyState
      icon={ScrollText}
      title={outcome === "all" ? t("No calls in the last days") : t("No such calls in the last days")}
      description={
        outcome === "all"
          ? t("What a program does with this key is listed here a moment later, the newest first.")
          : t("Calls that ended another way stand under All.")
      }
    />
  );
}
