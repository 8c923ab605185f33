"use client";

import { CalendarClock, Hourglass, Timer, Users } from "lucide-react";
import type { ReactNode } from "react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat } from "@/components/shell/workspace-provider";
import { Progress } from "@/components/ui/progress";
import { spreadText } from "@/lib/campaigns/draft/delivery-text.shared";
import type { CampaignProgress } from "@/lib/campaigns/progress/progress-view";
import { type TimeLeft, timeLeft } from "@/lib/campaigns/progress/send-arithmetic.shared";
import type { Format } from "@/lib/client/format";
import { rich } from "@/lib/language/rich";
import { type Msg, msg, t } from "@/lib/language/t";

interface Props {
  progress: CampaignProgress;
  perSecond: number | null;
}

/** The bar with its numbers: how many of how many, how fast, how long still, and what it waits for. */
export function ProgressHead({ progress, perSecond }: Props) {
  const format = useFormat();
  const { status, done, toSend, adding } = progress;
  if (status === "preparing" && toSend === 0) {
    return (
      <div className="grid gap-3" role="status">
        <p className="font-medium">{t("Fixing the audience and preparing the mail…")}</p>
        <Progress value={null} aria-label={t("Preparing")} />
        <p className="text-muted-foreground text-sm">{t("You can leave this page; it goes on without you.")}</p>
      </div>
    );
  }
  const left = timeLeft(progress, perSecond, Date.parse(progress.countedAt));
  return (
    <div className="grid gap-3">
      <div className="flex flex-wrap items-end justify-between gap-x-6 gap-y-2">
        <p className="text-muted-foreground text-sm">
          {rich(adding ? msg("<done></done> of {total} so far sent") : msg("<done></done> of {total} sent"), {
            done: () => (
              <strong className="me-1.5 font-semibold text-3xl text-foreground tabular-nums tracking-tight">
                {format.number(done)}
              </strong>
            ),
            total: format.number(toSend),
          })}
        </p>
        <p className="text-muted-foreground text-sm tabular-nums">
          {[rateText(progress, perSecond, format.number), leftText(left, format.duration)].filter(Boolean).join(" · ")}
        </p>
      </div>
      <Progress
        value={done}
        max={Math.max(1, toSend)}
        aria-label={t("Sent")}
        aria-valuetext={t("{done} of {total} sent", { done, total: toSend })}
        className="h-3"
      />
      <Notes progress={progress} />
      <p className="text-muted-foreground text-sm">
        {progress.startedAt ? rich("Started <when></when>", { when: at(progress.startedAt) }) : null}
        {progress.finishedAt ? (
          <>
            {" · "}
            {rich(endText(progress), { when: at(progress.finishedAt) })}
          </>
        ) : null}
      </p>
    </div>
  );
}

const at = (value: string) => () => <DateTime value={value} />;

/** A campaign has been gone through when everybody had their first try; who was put off waits for another one. */
function endText({ status, ledger }: CampaignProgress): Msg {
  if (status === "cancelled") return msg("cancelled <when></when>");
  return ledger.pending > 0 ? msg("everybody was tried once by <when></when>") : msg("finished <when></when>");
}

function rateText({ status, wait, stuck }: CampaignProgress, perSecond: number | null, number: (n: number) => string) {
  if (status !== "sending" || perSecond === null || ((wait || stuck) && perSecond === 0)) return null;
  if (perSecond >= 10) return t("{count} a second", { count: number(Math.round(perSecond)) });
  if (perSecond >= 1) return t("{count} a second", { count: number(Math.round(perSecond * 10) / 10) });
  return t("{count} a minute", { count: number(Math.round(perSecond * 60)) });
}

const leftTexts: Record<NonNullable<TimeLeft>["because"], Msg> = {
  rate: msg("about {duration} left"),
  local: msg("about {duration} left"),
  spread: msg("about {duration} left of its window"),
  limits: msg("about {duration} left by the limits in force"),
};

function leftText(left: TimeLeft, duration: (seconds: number) => string): string | null {
  return left && t(leftTexts[left.because], { duration: duration(left.seconds) });
}

/** One line for each thing that holds the rest up. */
function Notes({ progress }: { progress: CampaignProgress }) {
  const format = useFormat();
  const { wait, deferred, nextTryAt, spreadMinutes, spreadEndsAt, localTime, adding, status, warmupHoldUntil } =
    progress;
  const moving = status === "sending";
  const notes: { key: string; icon: ReactNode; text: string }[] = [];
  const add = (key: string, icon: ReactNode, text: string) => notes.push({ key, icon, text });
  if (adding)
    add("adding", <Users aria-hidden />, t("Still adding recipients; the first ones are on their way meanwhile."));
  if (moving && wait?.kind === "local") {
    add(
      "local",
      <CalendarClock aria-hidden />,
      t(
        "Waiting for {clock} in {zones, plural, one {# time zone} other {# time zones}}: {people, plural, one {# person} other {# people}}, the next at {next}, the last {last}.",
        {
          clock: localTime ?? t("the time"),
          zones: wait.zones,
          people: wait.people,
          next: moment(wait.nextAt, progress.countedAt, format),
          last: format.relative(wait.lastAt, progress.countedAt),
        },
      ),
    );
  }
  if (moving && wait?.kind === "pace" && !spreadEndsAt) {
    add(
      "pace",
      <Hourglass aria-hidden />,
      t("Waiting for a limit to allow more; goes on at {time}.", {
        time: moment(wait.nextAt, progress.countedAt, format),
      }),
    );
  }
  if (moving && warmupHoldUntil) {
    add(
      "warmup",
      <Hourglass aria-hidden />,
      t("The warm-up of the sending domain rests until {time}.", { time: format.dateTime(warmupHoldUntil) }),
    );
  }
  if (spreadMinutes && spreadEndsAt) {
    add(
      "spread",
      <Timer aria-hidden />,
      t("Spread over {duration}, until {time}.", {
        duration: spreadText(spreadMinutes),
        time: format.dateTime(spreadEndsAt),
      }),
    );
  }
  if (deferred > 0) {
    const text =
      nextTryAt && status !== "paused" && status !== "cancelled"
        ? t("{count, plural, one {# deferred, next try {time}.} other {# deferred, next try {time}.}}", {
            count: deferred,
            time: moment(nextTryAt, progress.countedAt, format),
          })
        : t("{count, plural, one {# deferred.} other {# deferred.}}", { count: deferred });
    add("deferred", <Hourglass aria-hidden />, text);
  }
  if (notes.length === 0) return null;
  return (
    <ul className="grid gap-1.5 text-sm">
      {notes.map(({ key, icon, text }) => (
        <li
          key={key}
          className="flex items-start gap-2 [&>svg]:mt-0.5 [&>svg]:size-4 [&>svg]:shrink-0 [&>svg]:text-muted-foreground"
        >
          {icon}
          <span className="tabular-nums">{text}</span>
        </li>
      ))}
    </ul>
  );
}

/** "now", "10:42", or with its date when that is not today or tonight. */
function moment(at: string, now: string, format: Format): string {
  const aheadMs = Date.parse(at) - Date.parse(now);
  if (aheadMs <= 0) return t("now");
  return aheadMs < 18 * 3_600_000 ? format.time(at) : format.dateTime(at);
}
