"use client";

import { useQuery } from "@tanstack/react-query";
import { UsersRound } from "lucide-react";
import { useEffect, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { allOf } from "@/lib/language/list-of";
import { t } from "@/lib/language/t";
import type { ContactPage } from "@/lib/people/contacts/find-contacts";
import type { SegmentGroup } from "@/lib/people/segments/schema";

/** People who are named beside the count. */
const NAMED = 5;

/** How many rules find, and some of them by name; asked when typing has paused. */
export function LiveCount({ rules }: { rules: SegmentGroup }) {
  const { api, can } = useWorkspace();
  const [settled, setSettled] = useState(rules);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(rules), 400);
    return () => clearTimeout(timer);
  }, [rules]);
  const count = useQuery({
    queryKey: ["segments", "count", settled],
    queryFn: () => api.post<{ count: number; capped: boolean }>("/segments/count", settled),
    placeholderData: (previous) => previous,
  });
  // Rules that are too long for an address are counted all the same.
  const search = new URLSearchParams({ rules: JSON.stringify(settled), limit: String(NAMED) });
  const sample = useQuery({
    queryKey: ["segments", "sample", settled],
    queryFn: ({ signal }) => api.get<ContactPage>(`/contacts?${search}`, { signal }),
    enabled: can("contacts.read") && Boolean(count.data?.count),
  });
  const named = sample.data?.items.map(({ email }) => email) ?? [];
  return (
    <div className="grid gap-1 text-sm" aria-live="polite">
      <p className="flex items-center gap-2 tabular-nums">
        <UsersRound aria-hidden className="size-4 text-muted-foreground" />
        {count.error
          ? count.error.message
          : count.data
            ? t("{count, plural, one {Finds # person now} other {Finds #{plus} people now}}", {
                count: count.data.count,
                plus: count.data.capped ? "+" : "",
              })
            : t("Counting…")}
      </p>
      {named.length > 0 && !count.error ? (
        <p className="break-words ps-6 text-muted-foreground">
          {t("Among them, the newest first: {people}", { people: allOf(named) })}
        </p>
      ) : null}
    </div>
  );
}
