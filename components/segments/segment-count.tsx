"use client";

import { useQuery } from "@tanstack/react-query";
import { useRef } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Link } from "@/components/ui/link";
import { Skeleton } from "@/components/ui/skeleton";
import { unseen } from "@/components/ui/unseen";
import { useNear } from "@/components/ui/use-near";
import { rich } from "@/lib/language/rich";
import type { SegmentItem } from "@/lib/people/segments/segments";

interface Count {
  count: number;
  capped: boolean;
}

let last: Promise<unknown> = Promise.resolve();

/** One after the other: each count is a question about everybody. */
function inLine(work: () => Promise<Count>): Promise<Count> {
  const mine = last.then(work, work);
  last = mine;
  return mine;
}

/** How many a segment finds now, as a link to them; counted when its row comes near the screen. */
export function SegmentCount({ segment: { id, name, rules } }: { segment: SegmentItem }) {
  const { api, path, format } = useWorkspace();
  const ref = useRef<HTMLSpanElement>(null);
  const near = useNear(ref);
  const { data, error } = useQuery({
    queryKey: ["segments", "count", rules],
    queryFn: () => inLine(() => api.post<Count>("/segments/count", rules)),
    enabled: near,
  });
  return (
    <span ref={ref} className="inline-flex min-w-12 justify-end">
      {data || error ? (
        <Link
          href={path("/contacts", { segment: id })}
          className="rounded-sm tabular-nums underline decoration-border underline-offset-4 hover:decoration-foreground"
        >
          {data
            ? rich("<count></count><segment> people in {name}</segment>", {
                count: () => `${format.number(data.count)}${data.capped ? "+" : ""}`,
                segment: unseen,
                name,
              })
            : rich("See people<segment> in {name}</segment>", { segment: unseen, name })}
        </Link>
      ) : (
        <Skeleton className="h-5 w-12" />
      )}
    </span>
  );
}
