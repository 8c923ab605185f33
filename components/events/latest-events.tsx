"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { RefreshCw, Zap } from "lucide-react";
import { useState } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { FormError } from "@/components/ui/form-error";
import { Link } from "@/components/ui/link";
import { NativeSelect } from "@/components/ui/native-select";
import { ShowEarlier } from "@/components/ui/show-earlier";
import type { EventRefusalItem } from "@/lib/events/custom/event-refusals";
import { sourceLabels } from "@/lib/events/custom/kinds.shared";
import type { LatestEventItem } from "@/lib/events/custom/latest-events";
import { propertiesInShort } from "@/lib/events/custom/summary.shared";
import { maybeMsg, msg, t } from "@/lib/language/t";
import { RefusedMessages } from "./refused-messages";

export interface LatestPage {
  items: LatestEventItem[];
  next: string | null;
  refusals: EventRefusalItem[];
}

/** The last events as they came, with what was done and what could not be used. */
export function LatestEvents({ initial, names }: { initial: LatestPage; names: string[] }) {
  const { api } = useWorkspace();
  const [name, setName] = useState("");
  const pages = useInfiniteQuery({
    queryKey: ["events", name],
    queryFn: ({ pageParam }) => api.get<LatestPage>("/events", { query: { name: name || null, after: pageParam } }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    initialData: name === "" ? { pages: [initial], pageParams: [null] } : undefined,
  });
  const items = pages.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="grid gap-6">
      <div className="flex flex-wrap items-center gap-2">
        <NativeSelect
          aria-label={t("Show events named")}
          className="w-full sm:w-60"
          value={name}
          onChange={(event) => setName(event.target.value)}
        >
          <option value="">{t("All events")}</option>
          {names.map((each) => (
            <option key={each} value={each}>
              {each}
            </option>
          ))}
        </NativeSelect>
        <Button variant="outline" pending={pages.isRefetching} onClick={() => pages.refetch()}>
          <RefreshCw aria-hidden />
          {t("Look again")}
        </Button>
      </div>
      <FormError message={pages.error?.message ?? null} />
      {pages.isSuccess && items.length === 0 ? (
        <EmptyState
          icon={Zap}
          title={t("No event has come yet")}
          description={t(
            "Connect a program, then look here: each event shows whose it is, what it changed, and what could not be used.",
          )}
        />
      ) : (
        <ul className="divide-y rounded-xl border" aria-label={t("Latest events")}>
          {items.map((item) => (
            <EventRow key={item.id} item={item} />
          ))}
        </ul>
      )}
      <ShowEarlier pages={pages} />
      <RefusedMessages refusals={pages.data?.pages[0]?.refusals ?? []} />
    </div>
  );
}

function EventRow({ item }: { item: LatestEventItem }) {
  const { name, kind, source, properties, receivedAt } = item;
  const short = propertiesInShort(properties);
  return (
    <li className="grid gap-1.5 p-4 text-sm">
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1">
        <span className="min-w-0 break-words font-medium">{name}</span>
        <Badge variant="outline">{kind}</Badge>
        <span className="text-muted-foreground text-xs">{t(sourceLabels[source])}</span>
        <span className="ms-auto text-muted-foreground text-xs">
          <RelativeTime value={receivedAt} />
        </span>
      </div>
      <Whose item={item} />
      {short ? <p className="break-words text-muted-foreground">{short}</p> : null}
      <Outcome item={item} />
      <details className="text-muted-foreground text-xs">
        <summary className="w-fit cursor-pointer rounded-sm hover:text-foreground">{t("Message")}</summary>
        <pre className="mt-2 max-h-80 overflow-auto rounded-lg bg-muted p-3 text-foreground" dir="ltr">
          {JSON.stringify({ ...item, applied: undefined, contactEmail: undefined }, null, 2)}
        </pre>
      </details>
    </li>
  );
}

function Whose({ item: { contactId, contactEmail, userId, anonymousId } }: { item: LatestEventItem }) {
  const { path } = useWorkspace();
  return (
    <p className="break-words text-muted-foreground">
      {contactId ? (
        <Link
          href={path("/contacts/[contactId]", { contactId })}
          className="rounded-sm text-foreground underline underline-offset-4"
        >
          {contactEmail ?? t("Open the contact")}
        </Link>
      ) : (
        t("Nobody is known by it yet")
      )}
      {userId || anonymousId ? ` · ${idsOf(userId, anonymousId)}` : null}
    </p>
  );
}

function idsOf(userId: string | null, anonymousId: string | null): string {
  if (userId && anonymousId) return t("user {userId}, browser or device {anonymousId}", { userId, anonymousId });
  return userId
    ? t("user {userId}", { userId })
    : t("browser or device {anonymousId}", { anonymousId: anonymousId ?? "" });
}

const actions = {
  created: msg("Made a contact, without any subscription"),
  updated: msg("Changed the contact"),
  unchanged: msg("The contact was like this already"),
  none: msg("Changed no contact"),
} as const;

/** Of events that say who somebody is. */
function Outcome({ item: { applied } }: { item: LatestEventItem }) {
  if (!applied) return null;
  return (
    <div className="grid gap-1">
      <p>{t(actions[applied.action])}</p>
      {applied.notes.length > 0 ? (
        <ul className="grid list-disc gap-0.5 ps-5 text-muted-foreground" aria-label={t("What could not be used")}>
          {applied.notes.map(({ trait, text }) => (
            <li key={`${trait} ${text}`} className="break-words">
              {trait ? <code className="rounded bg-muted px-1 text-xs">{trait}</code> : null} {t(maybeMsg(text))}
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
