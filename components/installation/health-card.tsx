import { CircleAlert, CircleCheck, CircleHelp } from "lucide-react";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { HealthLine } from "@/lib/installation/problems/health-lines";
import { msg, t } from "@/lib/language/t";

const icons = {
  well: { Icon: CircleCheck, className: "text-success", text: msg("Well") },
  wrong: { Icon: CircleAlert, className: "text-destructive", text: msg("Needs somebody") },
  unknown: { Icon: CircleHelp, className: "text-muted-foreground", text: msg("Not known") },
};

/** Each thing that is looked at, with what to do where it is not well; what is wrong comes first. */
export function HealthCard({ lines }: { lines: readonly HealthLine[] }) {
  const rank = { wrong: 0, unknown: 1, well: 2 };
  const sorted = lines.toSorted((a, b) => rank[a.state] - rank[b.state]);
  const wrong = lines.filter(({ state }) => state === "wrong").length;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Health")}</CardTitle>
        <CardDescription>
          {wrong === 0
            ? t("As /api/ready sees it, looked at every five seconds at most.")
            : t("{wrong} of {all} need somebody.", { wrong, all: lines.length })}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="divide-y">
          {sorted.map(({ name, label, state, text }) => {
            const { Icon, className, text: said } = icons[state];
            return (
              <li key={name} className="flex gap-3 py-2.5 first:pt-0 last:pb-0">
                <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${className}`} />
                <div className="grid min-w-0 flex-1 gap-0.5">
                  <span className="flex flex-wrap items-baseline justify-between gap-x-3">
                    <span className="font-medium">{label}</span>
                    <span className="text-muted-foreground text-xs">{t(said)}</span>
                  </span>
                  {text ? <span className="wrap-anywhere text-muted-foreground text-sm">{text}</span> : null}
                </div>
              </li>
            );
          })}
        </ul>
      </CardContent>
    </Card>
  );
}
