"use client";

import { MessageSquareReply, Paperclip } from "lucide-react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { FilterLinks } from "@/components/ui/filter-links";
import { Link } from "@/components/ui/link";
import { Pagination } from "@/components/ui/pagination";
import { flavourLabels } from "@/lib/inbound/replies/flavours.shared";
import type { ReplyFilters, ReplyItem, ReplyPage } from "@/lib/inbound/replies/schema";
import { maybeMsg, t } from "@/lib/language/t";

interface Props {
  page: ReplyPage;
  filters: Pick<ReplyFilters, "kind" | "state">;
  hasCursor: boolean;
}

/** Answers, newest first; those that nobody has dealt with stand out. */
export function ReplyList({ page, filters, hasCursor }: Props) {
  const { path, format } = useWorkspace();
  const here = (query: Record<string, string>) =>
    path("/replies", { ...(filters.kind === "automatic" && { kind: "automatic" }), ...query });
  const state = filters.state === "open" ? { state: "open" } : undefined;
  return (
    <>
      {filters.kind === "person" ? (
        <FilterLinks
          legend={t("Which replies")}
          links={[
            { href: here({}), current: filters.state === "all", label: t("All") },
            {
              href: here({ state: "open" }),
              current: filters.state === "open",
              label:
                page.open > 0
                  ? t("Open · {count}", { count: format.number(page.open) })
                  : t("Open", undefined, "nobody has dealt with it"),
            },
          ]}
        />
      ) : null}
      {page.items.length === 0 ? (
        <Nothing filters={filters} />
      ) : (
        <ul className="divide-y overflow-hidden rounded-xl border bg-card">
          {page.items.map((item) => (
            <ReplyRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      <Pagination
        previous={hasCursor ? { href: here({ ...state }) } : null}
        previousLabel={t("Newest")}
        next={page.nextCursor ? { href: here({ ...state, cursor: page.nextCursor }) } : null}
        nextLabel={t("Older")}
      />
    </>
  );
}

function Nothing({ filters }: { filters: Props["filters"] }) {
  const open = filters.state === "open";
  const title =
    filters.kind === "automatic" ? t("No automatic answers") : open ? t("Nothing is open") : t("No replies yet");
  const text =
    filters.kind === "automatic"
      ? t(
          "Absence notes, read receipts and the like are kept here, apart from what people write. They never count as bounces.",
        )
      : open
        ? t("Somebody has dealt with every reply.")
        : t(
            "When people answer a campaign, what they write is listed here, beside the message it answers, and passed on to its sender.",
          );
  return <EmptyState icon={<MessageSquareReply aria-hidden />} title={title} description={text} />;
}

function ReplyRow({ item }: { item: ReplyItem }) {
  const { path } = useWorkspace();
  const waits = item.kind === "person" && !item.handled;
  return (
    <li className="relative grid grid-cols-[0.5rem_minmax(0,1fr)_auto] items-start gap-x-3 px-4 py-3 transition-colors hover:bg-accent/50">
      <span aria-hidden className={cn("mt-1.5 size-2 rounded-full", waits && "bg-primary")} />
      <div className="grid min-w-0 gap-0.5">
        <p className="flex min-w-0 items-center gap-2">
          <Link
            href={path("/replies/[replyId]", { replyId: item.id })}
            className={cn(
              "truncate after:absolute after:inset-0 focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:outline-ring focus-visible:after:-outline-offset-2",
              waits ? "font-semibold" : "font-medium",
            )}
          >
            {item.fromName || item.fromEmail}
          </Link>
          {waits ? <span className="sr-only">{t("(open)")}</span> : null}
          {item.attachments > 0 ? (
            <Paperclip aria-label={t("With attachments")} className="size-3.5 shrink-0 text-muted-foreground" />
          ) : null}
          {item.flavour ? (
            <Badge variant="outline">{t(flavourLabels[item.flavour] ?? maybeMsg(item.flavour))}</Badge>
          ) : null}
        </p>
        <p className="truncate text-sm">{item.subject || t("(no subject)")}</p>
        <p className="truncate text-muted-foreground text-sm">{item.preview.replace(/\s+/g, " ") || t("No text")}</p>
        {item.campaign ? (
          <p className="truncate text-muted-foreground text-xs">
            {t("To {campaign}", { campaign: item.campaign.name })}
          </p>
        ) : null}
      </div>
      <div className="grid justify-items-end gap-1 text-muted-foreground text-xs">
        <RelativeTime value={item.receivedAt} />
        {item.forward === "failed" ? <Badge variant="warning">{t("Not passed on")}</Badge> : null}
      </div>
    </li>
  );
}
