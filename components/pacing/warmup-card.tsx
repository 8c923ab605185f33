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
import { rich } from "@/lib/language/rich";
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
    const values = {
      day: plan.dayNumber,
      days: plan.totalDays,
      first: format.number(plan.startPerDay),
      growth: format.setPercent(plan.growth - 1),
      target: format.number(plan.targetPerDay),
    };
    return (
      <p className="text-muted-foreground text-sm tabular-nums">
        {plan.providerShare < 1
          ? t(
              "Day {day} of {days}: {first} growing by {growth} a day to {target}, at most {share} to one mailbox provider",
              { ...values, share: format.setPercent(plan.providerShare) },
            )
          : t("Day {day} of {days}: {first} growing by {growth} a day to {target}", values)}
      </p>
    );
  }
  if (!ended) return <p className="text-muted-foreground text-sm">{t("No plan: its daily volume is not limited.")}</p>;
  const day = () => <DateTime value={ended.at} dateOnly />;
  return (
    <p className="text-muted-foreground text-sm">
      {ended.reason === "finished"
        ? rich("Warmed up on <day></day>. Its daily volume is not limited.", { day })
        : rich("Stopped on <day></day>. Its daily volume is not limited.", { day })}
    </p>
  );
}

function Today({ plan }: { plan: Plan }) {
  const { format } = useWorkspace();
  const left = Math.max(0, plan.allowedToday - plan.usedToday);
  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 text-sm tabular-nums">
        <span className="text-muted-foreground">
          {rich("<strong>{sent}</strong> of {allowed} sent today", {
            sent: format.number(plan.usedToday),
            allowed: format.number(plan.allowedToday),
            strong: (inner) => (
              <strong className="font-semibold text-foreground text-xl tracking-tight">{inner}</strong>
            ),
          })}
        </span>
        <span className="text-muted-foreground">
          {left > 0 ? t("{count} left", { count: format.number(left) }) : t("Full: bulk mail goes on tomorrow")} ·{" "}
          {t("days begin at midnight UTC")}
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
    onSuccess: () => toast.success(t("{domain} sends again", { domain: warmup.domainName })),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <Alert
      variant="warning"
      title={rich("Nothing is sent in bulk until <when></when>", {
        when: () => <DateTime value={plan.holdUntil ?? ""} />,
      })}
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
    toast.success(t("The warm-up of {domain} was stopped", { domain: warmup.domainName }));
    router.refresh();
  }
  return (
    <ConfirmDialog
      trigger={
        <Button
          variant="outline"
          size="sm"
          aria-label={t("Stop the warm-up of {domain}", { domain: warmup.domainName })}
        >
          {t("Stop")}
        </Button>
      }
      destructive
      title={t("Stop the warm-up of {domain}?", { domain: warmup.domainName })}
      description={t(
        "Campaigns that wait for tomorrow's volume leave at once. A sudden jump can send a young domain's mail to spam. A new plan starts from its first day.",
      )}
      confirmLabel={t("Stop warm-up")}
      onConfirm={stop}
    />
  );
}
