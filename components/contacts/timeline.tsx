"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { ShowEarlier } from "@/components/ui/show-earlier";
import { Skeleton } from "@/components/ui/skeleton";
import { msg, t } from "@/lib/language/t";
import type { TimelineItem } from "@/lib/people/contacts/contact-timeline";
import { bounceLabel } from "@/lib/reports/messages/bounce-text.shared";
import { reasonText } from "@/lib/reports/outcome-text.shared";
import { sourceText } from "./source-text";
import { timelineStyle } from "./timeline-styles";

interface Page {
  items: TimelineItem[];
  nextBefore: string | null;
}

const kinds = [
  ["all", msg("Everything")],
  ["messages", msg("Mail")],
  ["engagement", msg("Opens, clicks, replies")],
  ["consent", msg("Subscriptions")],
  ["elsewhere", msg("Events")],
] as const;

/** What happened to and by a person, newest first. */
export function Timeline({ contactId, initial }: { contactId: string; initial: Page }) {
  const { api } = useWorkspace();
  const [kind, setKind] = useState<string>("all");
  const pages = useInfiniteQuery({
    queryKey: ["contacts", contactId, "timeline", kind],
    queryFn: ({ pageParam }) =>
      api.get<Page>(`/contacts/${contactId}/timeline`, { query: { kind, before: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextBefore,
    initialData: kind === "all" ? { pages: [initial], pageParams: [null] } : undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <Card>
      <CardHeader className="flex flex-wrap items-center justify-between gap-2">
        <CardTitle>{t("Timeline")}</CardTitle>
        <NativeSelect
          aria-label={t("What the timeline shows")}
          className="w-44"
          value={kind}
          onChange={(event) => setKind(event.target.value)}
        >
          {kinds.map(([id, label]) => (
            <option key={id} value={id}>
              {t(label)}
            </option>
          ))}
        </NativeSelect>
      </CardHeader>
      <CardContent className="grid gap-4">
        {pages.isPending ? <Skeleton className="h-40" /> : null}
        {pages.isSuccess && items.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t("Nothing has happened yet.")}</p>
        ) : null}
        <ol className="grid gap-4">
          {items.map((item) => (
            <TimelineRow key={item.id} item={item} />
          ))}
        </ol>
        <ShowEarlier pages={pages} />
      </CardContent>
    </Card>
  );
}

function detailText(type: string, detail: string): string {
  if (type === "message.left_out") return reasonText(detail);
  return type === "contact.created" ? sourceText(detail) : detail;
}

function TimelineRow({ item }: { item: TimelineItem }) {
  const { path } = useWorkspace();
  const { icon: Icon, label: usual, tone } = timelineStyle(item.type);
  const label = item.name ?? t(usual);
  return (
    <li className="flex gap-3 text-sm">
      <span className={`mt-0.5 flex size-7 shrink-0 items-center justify-center rounded-full bg-muted ${tone}`}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="grid min-w-0 flex-1 gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          {item.messageId ? (
            <Link
              href={path("/messages/[messageId]", { messageId: item.messageId })}
              className="rounded-sm font-medium underline-offset-4 hover:underline"
            >
              {label}
            </Link>
          ) : (
            <span className="font-medium">{label}</span>
          )}
          {item.actor && item.actor !== "human" ? (
            <Badge variant="outline">{item.actor === "proxy" ? t("by a privacy proxy") : t("by a machine")}</Badge>
          ) : null}
          {item.bounce?.category ? <span>{bounceLabel(item.bounce.category)}</span> : null}
          {item.likely ? <Badge variant="warning">{t("probably this message")}</Badge> : null}
          <span className="ms-auto text-muted-foreground text-xs">
            <RelativeTime value={item.occurredAt} />
          </span>
        </span>
        {item.campaign ? (
          <Link
            href={path("/campaigns/[campaignId]/report", { campaignId: item.campaign.id })}
            className="w-fit max-w-full truncate rounded-sm text-muted-foreground hover:underline"
          >
            {item.campaign.name}
          </Link>
        ) : null}
        {item.detail ? (
          <span
            className={cn(
              "break-words text-muted-foreground",
              !/^https?:/.test(item.detail) && item.name === null && "first-letter:uppercase",
            )}
          >
            {detailText(item.type, item.detail)}
          </span>
        ) : null}
      </div>
    </li>
  );
}
