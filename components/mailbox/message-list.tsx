"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Inbox, SearchX } from "lucide-react";
import type { KeyboardEvent } from "react";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { Skeleton } from "@/components/ui/skeleton";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { MessageRow } from "./message-row";
import { inboxQuery } from "./queries";
import { useMailboxUrl } from "./use-mailbox-url";

/** Captured mail, newest first; new mail appears by itself. Arrow keys move through it. */
export function MessageList() {
  const { search, selected, hrefOf, open } = useMailboxUrl();
  const inbox = useInfiniteQuery(inboxQuery(search));
  if (inbox.isPending) return <ListSkeleton />;
  if (inbox.isError && !inbox.data) {
    return (
      <div className="p-3">
        <Alert variant="destructive" title={t("The mailbox could not be read")}>
          {errorMessage(inbox.error)}
        </Alert>
      </div>
    );
  }
  const items = inbox.data.pages.flatMap((page) => page.items);
  if (items.length === 0) return <NoMail search={search} />;
  return (
    <div className="min-h-0 flex-1 overflow-y-auto">
      <ul onKeyDown={moveFocus}>
        {items.map((item) => (
          <MessageRow
            key={item.id}
            item={item}
            href={hrefOf({ mail: item.id })}
            current={item.id === selected}
            onOpen={() => open(item.id)}
          />
        ))}
      </ul>
      {inbox.hasNextPage ? (
        <div className="flex justify-center p-3">
          <Button variant="outline" size="sm" pending={inbox.isFetchingNextPage} onClick={() => inbox.fetchNextPage()}>
            {t("Show older mail")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

function moveFocus(event: KeyboardEvent<HTMLUListElement>) {
  const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
  if (step === 0) return;
  const rows = [...event.currentTarget.querySelectorAll("a")];
  const next = rows[rows.indexOf(document.activeElement as HTMLAnchorElement) + step];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

function NoMail({ search }: { search: string }) {
  if (search) {
    return (
      <EmptyState
        className="m-3 border-0"
        icon={SearchX}
        title={t("No mail found")}
        description={t("No recipient or subject contains “{search}”.", { search })}
      />
    );
  }
  return (
    <EmptyState
      className="m-3 border-0"
      icon={Inbox}
      title={t("No mail yet")}
      description={t(
        "Every mail that Homing sends lands here instead of leaving this machine. Send a campaign, a test mail or an invitation, and it appears within a moment.",
      )}
    />
  );
}

function ListSkeleton() {
  return (
    <div role="status" aria-label={t("Loading mail")} className="grid gap-px">
      {["a", "b", "c", "d", "e", "f"].map((row) => (
        <div key={row} className="grid gap-2 border-b px-4 py-3">
          <Skeleton className="h-4 w-3/5" />
          <Skeleton className="h-3.5 w-4/5" />
        </div>
      ))}
    </div>
  );
}
