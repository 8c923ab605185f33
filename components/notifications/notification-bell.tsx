"use client";

import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { ScrollArea } from "@/components/ui/scroll-area";
import { Skeleton } from "@/components/ui/skeleton";
import { type NotificationList, type NotificationView, unseenLimit } from "@/lib/account/notifications/views.shared";
import { t } from "@/lib/language/t";
import { NotificationItem } from "./notification-item";

const askEveryMs = 30_000;

/** The bell with the number of unseen notifications; opening it shows the newest ones and marks them as seen. */
export function NotificationBell() {
  const { api, path, slug } = useWorkspace();
  const queryClient = useQueryClient();
  const [open, setOpen] = useState(false);
  /** As they were when it was opened: what was new stays marked while one reads. */
  const [shown, setShown] = useState<NotificationView[] | null>(null);
  const key = ["notifications", slug];
  const query = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api.get<NotificationList>("/notifications", { signal }),
    refetchInterval: askEveryMs,
  });
  const markSeen = useMutation({
    mutationFn: () => api.put("/notifications/seen", {}),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: key }),
  });
  const unseen = query.data?.unseen ?? 0;
  const list = shown ?? query.data?.notifications;

  // What arrives while it is open is shown at the next opening, so that nothing moves under the pointer.
  const { data } = query;
  const { mutate } = markSeen;
  useEffect(() => {
    if (!open || shown !== null || !data) return;
    setShown(data.notifications);
    if (data.unseen > 0) mutate();
  }, [open, shown, data, mutate]);

  function toggle(next: boolean) {
    setOpen(next);
    setShown(null);
  }

  return (
    <Popover open={open} onOpenChange={toggle}>
      <PopoverTrigger asChild>
        <Button
          variant="ghost"
          size="icon"
          className="relative shrink-0"
          aria-label={unseen > 0 ? t("Notifications, {count} new", { count: countText(unseen) }) : t("Notifications")}
        >
          <Bell aria-hidden className="size-5 md:size-4" />
          {unseen > 0 ? (
            <span
              aria-hidden
              className="absolute end-0.5 top-0.5 flex h-4 min-w-4 items-center justify-center rounded-full bg-destructive px-1 font-semibold text-[0.625rem] text-destructive-foreground tabular-nums"
            >
              {countText(unseen)}
            </span>
          ) : null}
        </Button>
      </PopoverTrigger>
      <PopoverContent className="w-96 p-0">
        <div className="flex items-center justify-between border-b px-4 py-2.5">
          <h2 className="font-semibold text-sm">{t("Notifications")}</h2>
          <Link
            href={path("/notifications")}
            onClick={() => toggle(false)}
            className="text-muted-foreground text-sm underline-offset-4 hover:text-foreground hover:underline"
          >
            {t("See all")}
          </Link>
        </div>
        <Content list={list} failed={query.isError && !list} onOpen={() => toggle(false)} />
      </PopoverContent>
    </Popover>
  );
}

function countText(unseen: number): string {
  return unseen >= unseenLimit ? `${unseenLimit - 1}+` : String(unseen);
}

interface ContentProps {
  list: NotificationView[] | undefined;
  failed: boolean;
  onOpen: () => void;
}

function Content({ list, failed, onOpen }: ContentProps) {
  if (failed) {
    return (
      <p role="alert" className="px-4 py-8 text-center text-muted-foreground text-sm">
        {t("They could not be loaded. This is tried again by itself.")}
      </p>
    );
  }
  if (!list) {
    return (
      <div className="grid gap-3 p-4" role="status" aria-label={t("Loading")}>
        <Skeleton className="h-12 w-full" />
        <Skeleton className="h-12 w-full" />
      </div>
    );
  }
  if (list.length === 0) {
    return (
      <p className="px-4 py-8 text-center text-muted-foreground text-sm">
        {t("Nothing yet. When something needs you, such as a campaign that paused itself, it is reported here.")}
      </p>
    );
  }
  return (
    <ScrollArea aria-label={t("Newest notifications")} className="max-h-[26rem]">
      <ul className="divide-y">
        {list.map((notification) => (
          <li key={notification.id}>
            <NotificationItem notification={notification} short onOpen={onOpen} />
          </li>
        ))}
      </ul>
    </ScrollArea>
  );
}
