"use client";

import { FileText } from "lucide-react";
import { DateTime } from "@/components/shell/date-time";
import { useFormat, useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { bounceLabel, bounceMeaning } from "@/lib/reports/messages/bounce-text.shared";
import type { MessageStep } from "@/lib/reports/messages/schema";
import { AGENT_REASONS } from "@/lib/reports/metrics.shared";
import { reasonText } from "@/lib/reports/outcome-text.shared";
import { sourceText, stepStyle } from "./step-styles";

interface Props {
  steps: readonly MessageStep[];
  onRaw: (source: string) => void;
}

/** What happened to a message, oldest first, with the peer's own words. */
export function MessageSteps({ steps, onRaw }: Props) {
  return (
    <ol className="grid">
      {steps.map((step, index) => (
        <Step key={step.id} step={step} last={index === steps.length - 1} onRaw={onRaw} />
      ))}
    </ol>
  );
}

function Step({ step, last, onRaw }: { step: MessageStep; last: boolean; onRaw: Props["onRaw"] }) {
  const { can, path } = useWorkspace();
  const { icon: Icon, label, tone } = stepStyle(step);
  const source = sourceText(step);
  return (
    <li className="relative flex gap-3 pb-5 text-sm last:pb-0">
      {last ? null : <span aria-hidden className="absolute start-3.5 top-8 bottom-1 w-px bg-border" />}
      <span className={`flex size-7 shrink-0 items-center justify-center rounded-full bg-muted ${tone}`}>
        <Icon aria-hidden className="size-3.5" />
      </span>
      <div className="grid min-w-0 flex-1 gap-1 pt-1">
        <div className="flex flex-wrap items-baseline gap-x-2 gap-y-1">
          <span className="font-medium">{label}</span>
          {step.actor && step.actor !== "human" ? (
            <Badge variant="outline">{step.actor === "proxy" ? t("by a privacy proxy") : t("by a machine")}</Badge>
          ) : null}
          {step.likely ? (
            <Badge variant="warning" title={t("Found by recipient and time only. It is shown and changes nothing.")}>
              {t("probably this message")}
            </Badge>
          ) : null}
          {source ? <span className="text-muted-foreground">{source}</span> : null}
          <span className="text-muted-foreground text-xs sm:ms-auto">
            <DateTime value={step.at} />
          </span>
        </div>
        <StepDetails step={step} />
        {step.replyId ? (
          <Link
            href={path("/replies/[replyId]", { replyId: step.replyId })}
            className="w-fit rounded-sm text-primary underline-offset-4 hover:underline"
          >
            {t("Read the answer")}
          </Link>
        ) : null}
        {step.raw && can("raw-mail.read") ? (
          <Button variant="link" size="sm" className="h-6 w-fit px-0" onClick={() => onRaw(step.raw ?? "")}>
            <FileText aria-hidden />
            {step.raw.startsWith("pcl_") ? t("Show the call as it came") : t("Show the mail as it came")}
          </Button>
        ) : null}
      </div>
    </li>
  );
}

function StepDetails({ step }: { step: MessageStep }) {
  const { attempt, reply, bounce } = step;
  return (
    <>
      {step.type === "left_out" && step.detail ? (
        <p className="text-muted-foreground first-letter:uppercase">{reasonText(step.detail)}</p>
      ) : null}
      {attempt ? <AttemptLine attempt={attempt} /> : null}
      {bounce?.category ? (
        <p>
          <span className="font-medium">{bounceLabel(bounce.category)}.</span>{" "}
          <span className="text-muted-foreground">{bounceMeaning(bounce.category)}</span>
        </p>
      ) : null}
      {reply ? <Reply reply={reply} /> : null}
      {step.detail && step.type !== "left_out" ? (
        <p className="break-words text-muted-foreground">{step.detail}</p>
      ) : null}
      {step.reasons.length > 0 ? (
        <p className="text-muted-foreground">
          {t("Judged by {reasons}", { reasons: step.reasons.map(agentReason).join(", ") })}
        </p>
      ) : null}
      {step.client ? (
        <p dir="ltr" className="truncate text-start text-muted-foreground text-xs" title={step.client}>
          {step.client}
        </p>
      ) : null}
    </>
  );
}

function agentReason(reason: string): string {
  const known = AGENT_REASONS[reason];
  return known ? t(known) : reason.replaceAll("_", " ");
}

function AttemptLine({ attempt }: { attempt: NonNullable<MessageStep["attempt"]> }) {
  const format = useFormat();
  const line = attemptText(attempt, format.number);
  return (
    <>
      {line ? <p className="text-muted-foreground first-letter:uppercase">{line}</p> : null}
      {attempt.nextAt ? (
        <p className="text-warning">
          {rich("Next try <when></when>", { when: () => <DateTime value={attempt.nextAt ?? ""} /> })}
        </p>
      ) : null}
    </>
  );
}

function attemptText(
  { transport, tookMs }: NonNullable<MessageStep["attempt"]>,
  number: (value: number) => string,
): string | null {
  if (tookMs === null) return transport ? t("by {transport}", { transport }) : null;
  const took = duration(tookMs, number);
  return transport
    ? t("by {transport}, answered after {duration}", { transport, duration: took })
    : t("answered after {duration}", { duration: took });
}

function duration(ms: number, number: (value: number) => string): string {
  return ms < 10_000 ? `${number(ms)} ms` : `${number(Math.round(ms / 1000))} s`;
}

/** Servers mostly repeat the codes in their words; then the words stand alone. */
function Reply({ reply }: { reply: NonNullable<MessageStep["reply"]> }) {
  const repeated = /^\d{3}\b/.test(reply.text ?? "");
  const codes = repeated ? [] : [reply.code, reply.status];
  const text = [...codes, reply.text].filter(Boolean).join(" ");
  return (
    <div className="rounded-md border bg-muted/50 px-3 py-2">
      {reply.server ? (
        <p className="text-muted-foreground text-xs">{t("{server} said", { server: reply.server })}</p>
      ) : null}
      <code dir="ltr" className="block whitespace-pre-wrap break-words text-start text-xs leading-relaxed">
        {text}
      </code>
    </div>
  );
}
