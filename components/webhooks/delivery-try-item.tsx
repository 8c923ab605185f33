"use client";

import { DateTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import type { DeliveryTryView } from "@/lib/edges/webhooks/schema";
import { tryProblem } from "@/lib/edges/webhooks/try-problem.shared";
import { t } from "@/lib/language/t";

interface Props {
  made: DeliveryTryView;
  /** The header webhook-id. */
  eventId: string;
}

/** One try: what was asked with which headers, and what came back. */
export function DeliveryTryItem({ made, eventId }: Props) {
  const { format } = useWorkspace();
  const problem = tryProblem(made);
  const seconds = Math.floor(new Date(made.at).getTime() / 1000);
  return (
    <li className="grid gap-2 p-3 text-sm">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
        <span className="font-medium">{made.statusCode ?? t("No answer")}</span>
        <span className="text-muted-foreground text-xs">
          <DateTime value={made.at} /> · {t("{duration} ms", { duration: format.number(made.tookMs) })}
        </span>
      </div>
      {problem ? <p className="break-words text-muted-foreground">{problem}</p> : null}
      <details className="text-xs">
        <summary className="w-fit cursor-pointer text-muted-foreground">{t("Request and answer")}</summary>
        <div className="mt-2 grid gap-3">
          <h4 className="font-medium">{t("Request")}</h4>
          <Lines
            lines={{
              POST: made.url,
              "webhook-id": eventId,
              "webhook-timestamp": String(seconds),
              "webhook-signature": made.signature,
            }}
          />
          {made.answer ? (
            <>
              <h4 className="font-medium">{t("Answer")}</h4>
              <Lines lines={made.answer.headers} />
              {made.answer.body ? (
                <pre
                  className="max-h-64 overflow-auto whitespace-pre-wrap break-all rounded-lg bg-muted p-3 font-mono"
                  dir="ltr"
                >
                  {made.answer.body}
                </pre>
              ) : (
                <p className="text-muted-foreground">{t("The answer had no body.")}</p>
              )}
            </>
          ) : null}
        </div>
      </details>
    </li>
  );
}

function Lines({ lines }: { lines: Record<string, string> }) {
  return (
    <dl className="grid gap-1" dir="ltr">
      {Object.entries(lines).map(([name, value]) => (
        <div key={name} className="grid gap-x-3 sm:grid-cols-[10rem_minmax(0,1fr)]">
          <dt className="break-all text-muted-foreground">{name}</dt>
          <dd className="break-all font-mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
