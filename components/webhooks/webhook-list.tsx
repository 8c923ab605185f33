"use client";

import { ChevronRight, Webhook } from "lucide-react";
import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { EmptyState } from "@/components/ui/empty-state";
import { Link } from "@/components/ui/link";
import type { WebhookView } from "@/lib/edges/webhooks/schema";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { WebhookState } from "./webhook-state";

export function WebhookList({ webhooks, create }: { webhooks: WebhookView[]; create: ReactNode }) {
  if (webhooks.length === 0) {
    return (
      <EmptyState
        icon={Webhook}
        title={t("No program is told anything yet")}
        description={t(
          "Give the address of a program, and choose what it should hear of: who unsubscribed, what bounced, who clicked.",
        )}
        action={create}
      />
    );
  }
  return (
    <ul className="divide-y rounded-xl border" aria-label={t("Webhooks")}>
      {webhooks.map((webhook) => (
        <WebhookRow key={webhook.id} webhook={webhook} />
      ))}
    </ul>
  );
}

function WebhookRow({ webhook }: { webhook: WebhookView }) {
  const { path } = useWorkspace();
  const { id, name, url, eventTypes, lastSuccessAt } = webhook;
  return (
    <li className="relative flex items-center gap-4 p-4 transition-colors hover:bg-muted/60">
      <div className="grid min-w-0 flex-1 gap-1">
        <div className="flex flex-wrap items-center gap-2">
          <Link
            href={path("/settings/webhooks/[webhookId]", { webhookId: id })}
            className="font-medium after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring"
          >
            {name}
          </Link>
          <WebhookState webhook={webhook} />
          {webhook.isHook ? <Badge variant="outline">{t("By a program")}</Badge> : null}
        </div>
        <p className="truncate text-muted-foreground text-sm">
          <bdi dir="ltr">{url}</bdi>
        </p>
        <p className="text-muted-foreground text-sm">
          {t("{count, plural, one {# event} other {# events}}", { count: eventTypes.length })} ·{" "}
          {lastSuccessAt
            ? rich("last taken <when></when>", { when: () => <DateTime value={lastSuccessAt} /> })
            : t("nothing taken yet")}
        </p>
      </div>
      <ChevronRight aria-hidden className="size-4 shrink-0 text-muted-foreground rtl:rotate-180" />
    </li>
  );
}
