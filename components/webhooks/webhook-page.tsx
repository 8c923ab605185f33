"use client";

import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { PageHeader } from "@/components/ui/page-header";
import { routePath } from "@/lib/client/paths";
import type { DeliveryPage, WebhookView } from "@/lib/edges/webhooks/schema";
import { rich } from "@/lib/language/rich";
import { maybeMsg, t } from "@/lib/language/t";
import { DeliveryLog } from "./delivery-log";
import { TestButton } from "./test-button";
import { WebhookActions } from "./webhook-actions";
import { WebhookState } from "./webhook-state";

/** One webhook: where it leads and what it is told of, and every delivery with its answer. */
export function WebhookPage({ webhook, first }: { webhook: WebhookView; first: DeliveryPage }) {
  const { can, path } = useWorkspace();
  const mayWrite = can("webhooks.write");
  return (
    <>
      <PageHeader
        title={webhook.name}
        description={t("Made by {name}.", { name: webhook.createdBy })}
        back={{ href: path("/settings/webhooks"), label: t("Webhooks") }}
        badge={<WebhookState webhook={webhook} />}
        actions={
          mayWrite ? (
            <>
              <TestButton webhook={webhook} />
              <WebhookActions webhook={webhook} />
            </>
          ) : null
        }
      />
      <div className="grid gap-6">
        <Standing webhook={webhook} />
        <AboutCard webhook={webhook} />
        <DeliveryLog webhook={webhook} first={first} />
      </div>
    </>
  );
}

function Standing({ webhook: { enabled, disabledReason, disabledAt, failingSince } }: { webhook: WebhookView }) {
  if (!enabled) {
    return (
      <Alert variant="warning" title={t("This webhook is disabled")}>
        {rich("{reason} <when></when> Nothing is sent to it until it is enabled; then replay what it missed.", {
          reason: disabledReason ? t(maybeMsg(disabledReason)) : "",
          when: () => (disabledAt ? <DateTime value={disabledAt} /> : null),
        })}
      </Alert>
    );
  }
  if (!failingSince) return null;
  return (
    <Alert variant="warning" title={t("Nothing is taken there")}>
      {rich(
        "Only failures came back since <when></when>. It is tried on, and disabled after five days. Look at the answers below.",
        { when: () => <DateTime value={failingSince} /> },
      )}
    </Alert>
  );
}

function AboutCard({ webhook: { url, eventTypes, previousSecretUntil } }: { webhook: WebhookView }) {
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("What it is told")}</CardTitle>
        <p className="text-muted-foreground text-sm">
          {t("Signed as Standard Webhooks and Svix do, at least once, in no promised order.")}{" "}
          {/* No page of ours that could be fetched beforehand. */}
          <a className="underline underline-offset-4" href={`${routePath("/api/v1/reference")}#events`}>
            {t("Every event with an example")}
          </a>
        </p>
      </CardHeader>
      <CardContent className="grid gap-4">
        <div className="flex min-w-0 items-start gap-1 rounded-md bg-muted px-2.5 py-0.5">
          <span className="min-w-0 flex-1 break-all py-1 font-mono text-xs" dir="ltr">
            {url}
          </span>
          <CopyButton value={url} label={t("Copy address")} className="-me-1.5 size-7" />
        </div>
        <ul aria-label={t("Events")} className="flex flex-wrap gap-1.5">
          {eventTypes.map((type) => (
            <li key={type}>
              <code className="rounded bg-muted px-1.5 py-0.5 text-xs">{type}</code>
            </li>
          ))}
        </ul>
        {previousSecretUntil ? (
          <p className="text-sm text-warning">
            {rich("Calls are signed by the former secret too until <when></when>.", {
              when: () => <DateTime value={previousSecretUntil} />,
            })}
          </p>
        ) : null}
      </CardContent>
    </Card>
  );
}
