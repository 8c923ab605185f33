"use client";

import { useMutation } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Progress } from "@/components/ui/progress";
import { toast } from "@/components/ui/toaster";
import { errorMessage } from "@/lib/client/api";
import type { WarmupView } from "@/lib/sending/warmup/queries";
import { StartWarmupDialog } from "./start-warmup-dialog";
import { WarmupDays } from "./warmup-days";

type Plan = NonNullable<WarmupView["plan"]>;

/** A sending domain and its warm-up: what it allows today, the days around it, and why it is held. */
export function WarmupCard({ warmup }: { warmup: WarmupView }) {
  const { can } = useWorkspace();
  const manages = can("sending.write");
  const { plan } = warmup;
  return (
    <Card>
      <CardHeader className="flex items-start justify-between gap-3">
        <div className="grid min-w-0 flex-1 gap-1">
          <div className="flex flex-wrap items-center gap-2.5">
            <h3 className="break-all font-semibold text-base">{warmup.domainName}</h3>
            <State warmup={warmup} />
          </div>
          <Summary warmup={warmup} />
        </div>
        {manages ? plan ? <StopWarmup warmup={warmup} /> : <StartWarmupDialog warmup={warmup} /> : null}
      </CardHeader>
      {plan ? (
        <CardContent className="grid gap-5">
          {plan.holdUntil ? <Held warmup={warmup} plan={plan} manages={manages} /> : null}
          <Today plan={plan} />
          <WarmupDays plan={plan} domainName={warmup.domainName} />
        </CardContent>
      ) : null}
    </Card>
  );
}

function State({ warmup: { plan } }: { warmup: WarmupView }) {
  if (!plan) return null;
  if (plan.holdUntil) return <Badge variant="warning">On hold</Badge>;
  return <Badge variant="info">Warming up</Badge>;
}

function Summary({ warmup: { plan, ended } }: { warmup: WarmupView }) {
  const { format } = useWorkspace();
  if (plan) {
    return (
      <p className="text-muted-foreground text-sm tabular-nums">
        {`Day ${plan.dayNumber} of ${plan.totalDays}: ${format.number(plan.startPerDay)} growing by ${format.setPercent(plan.growth - 1)} a day to ${format.number(plan.targetPerDay)}`}
        {plan.providerShare < 1 ? `, at most ${format.setPercent(plan.providerShare)} to one mailbox provider` : ""}
      </p>
    );
  }
  if (!ended) return <p className="text-muted-foreground text-sm">No plan: its daily volume is not limited.</p>;
  return (
    <p className="text-muted-foreground text-sm">
      {ended.reason === "finished" ? "Warmed up on " : "Stopped on "}
      <DateTime value={ended.at} dateOnly />. Its daily volume is not limited.
    </p>
  );
}

function Today({ plan }: { plan: Plan }) {
  const { format } = useWorkspace();
  const left = Math.max(0, plan.allowedToday - plan.usedToday);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm tabular-nums">
        <span>
          <strong className="font-semibold text-xl tracking-tight">{format.number(plan.usedToday)}</strong>
          <span className="text-muted-foreground"> of {format.number(plan.allowedToday)} sent today</span>
        </span>
        <span className="text-muted-foreground">
          {left > 0 ? `${format.number(left)} left` : "Full: bulk mail goes on tomorrow"} · days begin at midnight UTC
        </span>
      </div>
      <Progress
        value={Math.min(plan.usedToday, plan.allowedToday)}
        max={plan.allowedToday}
        aria-label="Of today's volume"
        indicatorClassName={plan.holdUntil ? "bg-warning" : undefined}
      />
    </div>
  );
}

function Held({ warmup, plan, manages }: { warmup: WarmupView; plan: Plan; manages: boolean }) {
  const { api } = useWorkspace();
  const router = useRouter();
  const release = useMutation({
    mutationFn: () => api.delete(`/domains/${warmup.domainId}/warmup/hold`),
    onSuccess: () => toast.success(`${warmup.domainName} sends again`),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Alert
      variant="warning"
      title={
        <>
          Nothing is sent in bulk until <DateTime value={plan.holdUntil ?? ""} />
        </>
      }
    >
      <p className="text-muted-foreground">{plan.holdReason}</p>
      {manages ? (
        <Button
          variant="outline"
          size="sm"
          className="mt-1.5 w-fit"
          pending={release.isPending}
          onClick={() => release.mutate()}
        >
          Continue anyway
        </Button>
      ) : null}
    </Alert>
  );
}

function StopWarmup({ warmup }: { warmup: WarmupView }) {
  const { api } = useWorkspace();
  const router = useRouter();
  async function stop() {
    await api.delete(`/domains/${warmup.domainId}/warmup`);
    toast.success(`The warm-up of ${warmup.domainName} was stopped`);
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          Stop
          <span className="sr-only">the warm-up of {warmup.domainName}</span>
        </Button>
      }
      destructive
      title={`Stop the warm-up of ${warmup.domainName}?`}
      description="Campaigns that wait for tomorrow's volume leave at once. A sudden jump can send a young domain's mail to spam. A new plan starts from its first day."
      confirmLabel="Stop warm-up"
      onConfirm={stop}
    />
  );
}
