"use client";

import { cn } from "@/components/ui/cn";
import { t } from "@/lib/language/t";
import type { InboxItem } from "@/lib/run/mailbox/schema";
import { Moment } from "./moment";

interface MessageRowProps {
  item: InboxItem;
  href: string;
  current: boolean;
  onOpen: () => void;
}

/** One mail of the list. A real link, so that it opens in a new tab too. */
export function MessageRow({ item, href, current, onOpen }: MessageRowProps) {
  return (
    <li>
      <a
        href={href}
        aria-current={current ? "true" : undefined}
        onClick={(event) => {
          if (event.metaKey || event.ctrlKey || event.shiftKey) return;
          event.preventDefault();
          onOpen();
        }}
        className={cn(
          "relative grid gap-0.5 border-b py-2.5 ps-7 pe-4 text-sm transition-colors hover:bg-muted focus-visible:-outline-offset-2",
          current && "bg-primary/10 hover:bg-primary/10",
        )}
      >
        {item.unread && !current ? (
          <span className="absolute start-3 top-4 size-2 rounded-full bg-primary">
            <span className="sr-only">{t("Unread")}</span>
          </span>
        ) : null}
        <span className="flex items-baseline justify-between gap-3">
          <span className={cn("truncate", item.unread ? "font-semibold" : "font-medium")}>{item.to}</span>
          <span className="shrink-0 text-muted-foreground text-xs">
            <Moment value={item.receivedAt} short />
          </span>
        </span>
        <span className="truncate text-muted-foreground">{item.subject || t("(no subject)")}</span>
      </a>
    </li>
  );
}
