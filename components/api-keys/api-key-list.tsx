"use client";

import { KeyRound } from "lucide-react";
import type { ReactNode } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { ApiKeyView } from "@/lib/edges/api-keys/schema";
import { t } from "@/lib/language/t";
import { KeyActions } from "./key-actions";
import { KeyBadges, KeyFacts } from "./key-facts";
import type { DomainOption } from "./key-fields";

interface ListProps {
  keys: ApiKeyView[];
  domains: readonly DomainOption[];
  create: ReactNode;
}

export function ApiKeyList({ keys, domains, create }: ListProps) {
  if (keys.length === 0) {
    return (
      <EmptyState
        icon={KeyRound}
        title={t("No program has a key yet")}
        description={t(
          "Make one for each program that reads or changes something here, so that each can be ended by itself.",
        )}
        action={create}
      />
    );
  }
  return (
    <ul className="divide-y rounded-xl border" aria-label={t("API keys")}>
      {keys.map((key) => (
        <KeyRow key={key.id} apiKey={key} domains={domains} />
      ))}
    </ul>
  );
}

function KeyRow({ apiKey, domains }: { apiKey: ApiKeyView; domains: readonly DomainOption[] }) {
  const { path } = useWorkspace();
  const ended = apiKey.status !== "active";
  return (
    <li className="flex items-start gap-4 p-4">
      <div className="grid min-w-0 flex-1 gap-1.5">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={path("/settings/api-keys/[apiKeyId]", { apiKeyId: apiKey.id })}
            className={cn("font-medium hover:underline", ended && "text-muted-foreground")}
          >
            {apiKey.name}
          </Link>
          <code className="rounded bg-muted px-1.5 py-0.5 text-xs">
            {apiKey.prefix}…{apiKey.lastFour}
          </code>
          <KeyBadges apiKey={apiKey} />
        </div>
        <KeyFacts apiKey={apiKey} />
      </div>
      {ended ? null : <KeyActions apiKey={apiKey} domains={domains} />}
    </li>
  );
}
