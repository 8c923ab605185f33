"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { CopyButton } from "@/components/ui/copy-button";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";

interface Way {
  title: string;
  description: string;
  lines: string;
}

/** What stands in each program, ready to copy but for the key. */
const waysTo = (origin: string): Way[] => [
  {
    title: t("Our own API"),
    description: t("From any language. The reference has the rest: a thousand in a call, lists, names."),
    lines: `curl ${origin}/api/v1/events -H "Authorization: Bearer hm_live_…" \\
  -H "Content-Type: application/json" \\
  -d '{"name": "Order Completed", "contact": "ada@example.com", "message_id": "order-4711", "properties": {"total": 59.9, "currency": "EUR"}}'`,
  },
  {
    title: "Segment",
    description: t("Its library for Node; the libraries for other languages have the same option."),
    lines: `import { Analytics } from "@segment/analytics-node";
const analytics = new Analytics({ writeKey: "hm_live_…", host: "${origin}" });`,
  },
  {
    title: "RudderStack",
    description: t("The address goes where the data plane stands."),
    lines: `import RudderAnalytics from "@rudderstack/rudder-sdk-node";
const client = new RudderAnalytics("hm_live_…", { dataPlaneUrl: "${origin}/api/segment" });`,
  },
  {
    title: "PostHog",
    description: t("The key of this workspace stands in place of the project’s."),
    lines: `import { PostHog } from "posthog-node";
const client = new PostHog("hm_live_…", { host: "${origin}/api/posthog" });`,
  },
];

/** How a program is told where to send. */
export function ConnectEvents({ origin }: { origin: string }) {
  const { can, path } = useWorkspace();
  return (
    <div className="grid gap-4">
      <Card>
        <CardHeader>
          <CardTitle>{t("First a key")}</CardTitle>
          <CardDescription>
            {t(
              "Of the kind “Events only”: it tells events and reads nothing, so it can stand in other systems. For a server rather a standard key that may also change contacts: what it tells sets their ids. An owner or an admin makes it.",
            )}
          </CardDescription>
        </CardHeader>
        {can("api-keys.manage") ? (
          <CardContent>
            <Button asChild variant="outline">
              <Link href={path("/settings/api-keys")}>{t("Go to API keys")}</Link>
            </Button>
          </CardContent>
        ) : null}
      </Card>
      {waysTo(origin).map(({ title, description, lines }) => (
        <Card key={title}>
          <CardHeader className="flex flex-nowrap items-start justify-between gap-2">
            <div className="grid min-w-0 gap-1.5">
              <CardTitle>{title}</CardTitle>
              <CardDescription>{description}</CardDescription>
            </div>
            <CopyButton value={lines} label={t("Copy the lines for {title}", { title })} />
          </CardHeader>
          <CardContent>
            <pre className="overflow-x-auto rounded-lg bg-muted p-3 text-xs" dir="ltr">
              {lines}
            </pre>
          </CardContent>
        </Card>
      ))}
    </div>
  );
}
