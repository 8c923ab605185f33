"use client";

import { useQuery } from "@tanstack/react-query";
import { StatusBadge } from "@/components/campaigns/status-badge";
import { useFormat, useWorkspace, useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Progress } from "@/components/ui/progress";
import { t } from "@/lib/language/t";
import type { RunningSend } from "@/lib/reports/views";
import type { CampaignStatus } from "@/lib/sending/campaign/status.shared";

const LIVE_MS = 2_000;
const IDLE_MS = 15_000;

/** Campaigns under way with live progress; nothing when none is. */
export function RunningSends({ initial }: { initial: RunningSend[] }) {
  const api = useWorkspaceApi();
  const { slug } = useWorkspace();
  const { data: sends } = useQuery({
    queryKey: ["running-sends", slug],
    queryFn: ({ signal }) => api.get<RunningSend[]>("/dashboard/running", { signal }),
    initialData: initial,
    refetchInterval: (query) => (query.state.data?.length ? LIVE_MS : IDLE_MS),
  });
  if (sends.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Sending now")}</CardTitle>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-4">
          {sends.map((send) => (
            <RunningSendRow key={send.id} send={send} />
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}

function RunningSendRow({ send }: { send: RunningSend }) {
  const format = useFormat();
  const { path } = useWorkspace();
  const known = send.toSend !== null && send.status !== "preparing";
  return (
    <li className="grid gap-2">
      <div className="flex flex-wrap items-center justify-between gap-x-3 gap-y-1 text-sm">
        <Link
          href={path("/campaigns/[campaignId]", { campaignId: send.id })}
          className="min-w-0 truncate font-medium underline-offset-4 hover:underline"
        >
          {send.name}
        </Link>
        <span className="flex items-center gap-3">
          <span className="text-muted-foreground tabular-nums">
            {known
              ? t("{done} of {total} sent", {
                  done: format.number(send.done),
                  total: format.number(send.toSend ?? 0),
                })
              : t("Finding the audience")}
          </span>
          <StatusBadge status={send.status as CampaignStatus} />
        </span>
      </div>
      <Progress
        aria-label={t("Progress of {name}", { name: send.name })}
        value={known ? send.done : null}
        max={Math.max(1, send.toSend ?? 1)}
      />
      {send.pauseReason ? <p className="text-muted-foreground text-xs">{send.pauseReason}</p> : null}
    </li>
  );
}
