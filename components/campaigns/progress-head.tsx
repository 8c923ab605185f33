"use client";

import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Progress } from "@/components/ui/progress";
import type { CampaignProgress } from "@/lib/campaigns/progress";
import { handedOver, secondsLeft, toBeSent } from "@/lib/campaigns/send-arithmetic";

interface Props {
  progress: CampaignProgress;
  perSecond: number | null;
}

/** The bar with its numbers: how many of how many, how fast, how long still. */
export function ProgressHead({ progress, perSecond }: Props) {
  const format = useFormat();
  const { ledger, status } = progress;
  if (status === "preparing") {
    return (
      <div className="grid gap-3" role="status">
        <p className="font-medium">Fixing the audience and preparing the mail…</p>
        <Progress value={null} aria-label="Preparing" />
        <p className="text-muted-foreground text-sm">You can leave this page; it goes on without you.</p>
      </div>
    );
  }
  const done = handedOver(ledger);
  const all = toBeSent(ledger);
  const left = secondsLeft(ledger, perSecond);
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <p className="text-muted-foreground text-sm">
          <strong className="me-1.5 font-semibold text-3xl text-foreground tabular-nums tracking-tight">
            {format.number(done)}
          </strong>
          of {format.number(all)} sent
        </p>
        <p className="text-muted-foreground text-sm tabular-nums">
          {status === "sending" && perSecond !== null ? `${format.number(Math.round(perSecond))} a second` : null}
          {left === null ? null : ` · about ${format.duration(left)} left`}
        </p>
      </div>
      <Progress
        value={done}
        max={Math.max(1, all)}
        aria-label="Sent"
        aria-valuetext={`${done} of ${all} sent`}
        className="h-3"
      />
      <p className="text-muted-foreground text-sm">
        {progress.startedAt ? (
          <>
            Started <DateTime value={progress.startedAt} />
          </>
        ) : null}
        {progress.finishedAt ? (
          <>
            {" · "}
            {status === "cancelled" ? "cancelled" : "finished"} <DateTime value={progress.finishedAt} />
          </>
        ) : null}
      </p>
    </div>
  );
}
