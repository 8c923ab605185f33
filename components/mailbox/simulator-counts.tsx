import { t } from "@/lib/language/t";
import { actionKinds, actionLabels } from "@/lib/run/mailbox/actions.shared";
import type { SimulatorState } from "@/lib/run/mailbox/schema";

/** What simulated recipients did so far, by distinct recipient, and what is still to come. */
export function SimulatorCounts({ state }: { state: SimulatorState }) {
  const shown = actionKinds.filter((kind) => state.counts[kind] > 0);
  return (
    <div className="grid gap-3 border-t pt-3 text-sm">
      <dl className="grid grid-cols-[1fr_auto] gap-x-4 gap-y-1.5 tabular-nums">
        <dt>{t("Captured mail")}</dt>
        <dd className="text-end font-medium">{state.captured.toLocaleString()}</dd>
        {shown.map((kind) => (
          <div key={kind} className="contents">
            <dt className="text-muted-foreground">{t(actionLabels[kind])}</dt>
            <dd className="text-end">{state.counts[kind].toLocaleString()}</dd>
          </div>
        ))}
        <dt>{t("Still to come")}</dt>
        <dd className="text-end font-medium">{state.pending.toLocaleString()}</dd>
        {state.failed > 0 ? (
          <>
            <dt className="text-destructive">{t("Could not be done")}</dt>
            <dd className="text-end text-destructive">{state.failed.toLocaleString()}</dd>
          </>
        ) : null}
      </dl>
      <p className="text-muted-foreground text-xs">
        {t(
          "Recipients, each counted once a row. Addresses that start with {beginnings} or {last} always do just that.",
          {
            beginnings:
              "open+, click+, proxy+, bot+, bounce+, full+, complain+, unsubscribe+, mailto+, reply+, away+, refuse+, defer+",
            last: "silent+",
          },
        )}
      </p>
    </div>
  );
}
