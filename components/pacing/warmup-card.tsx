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
import { t } from "@/lib/language/t";
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
  if (plan.holdUntil) return <Badge variant="warning">{t("On hold")}</Badge>;
  return <Badge variant="info">{t("Warming up")}</Badge>;
}

function Summary({ warmup: { plan, ended } }: { warmup: WarmupView }) {
  const { format } = useWorkspace();
  if (plan) {
    return (
      <p className="text-muted-foreground text-sm tabular-nums">
        {t("Day {dayNumber} of {totalDays}: {startPerDay} growing by {growth} a day to {targetPerDay}", {
          dayNumber: plan.dayNumber,
          totalDays: plan.totalDays,
          startPerDay: format.number(plan.startPerDay),
          growth: format.setPercent(plan.growth - 1),
          targetPerDay: format.number(plan.targetPerDay),
        })}
        {plan.providerShare < 1
          ? t(", at most {providerShare} to one mailbox provider", {
              providerShare: format.setPercent(plan.providerShare),
            })
          : ""}
      </p>
    );
  }
  if (!ended) return <p className="text-muted-foreground text-sm">{t("No plan: its daily volume is not limited.")}</p>;
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
          <span className="text-muted-foreground">
            {t(" of {allowedToday} sent today", { allowedToday: format.number(plan.allowedToday) })}
          </span>
        </span>
        <span className="text-muted-foreground">
          {t("{left} · days begin at midnight UTC", {
            left: left > 0 ? t("{left} left", { left: format.number(left) }) : t("Full: bulk mail goes on tomorrow"),
          })}
        </span>
      </div>
      <Progress
        value={Math.min(plan.usedToday, plan.allowedToday)}
        max={plan.allowedToday}
        aria-label={t("Of today's volume")}
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
    onSuccess: () => toast.success(t("{domainName} sends again", { domainName: warmup.domainName })),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Alert
      variant="warning"
      title={
        <>
          {t("Nothing is sent in bulk until")} <DateTime value={plan.holdUntil ?? ""} />
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
          {t("Continue anyway")}
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
    toast.success(t("The warm-up of {domainName} was stopped", { domainName: warmup.domainName }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button variant="outline" size="sm">
          Stop
          <span className="sr-only">{t("the warm-up of {domainName}", { domainName: warmup.domainName })}</span>
        </Button>
      }
      destructive
      title={t("Stop the warm-up of {domainName}?", { domainName: warmup.domainName })}
      description={t(
        "Campaigns that wait for tomorrow's volume leave at once. A sudden jump can send a young domain's mail to spam. A new plan starts from its first day.",
      )}
      confirmLabel={t("Stop warm-up")}
      onConfirm={stop}
    />
  );
}
