import { RelativeTime } from "@/components/shell/date-time";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { EventRefusalItem } from "@/lib/events/custom/event-refusals";
import { sourceLabels } from "@/lib/events/custom/kinds.shared";
import { maybeMsg, t } from "@/lib/language/t";

/** Messages that were no events, with the reason; nothing where there are none. */
export function RefusedMessages({ refusals }: { refusals: EventRefusalItem[] }) {
  if (refusals.length === 0) return null;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Refused messages")}</CardTitle>
        <CardDescription>
          {t("They could not be taken as events. Up to 100 a minute are written down, and kept for some days.")}
        </CardDescription>
      </CardHeader>
      <CardContent>
        <ul className="grid gap-4">
          {refusals.map(({ at, source, reason, message }) => (
            <li key={`${at} ${reason} ${message}`} className="grid gap-1 text-sm">
              <p className="flex flex-wrap items-baseline gap-x-2">
                <span className="font-medium">{t(maybeMsg(reason))}</span>
                <span className="ms-auto text-muted-foreground text-xs">
                  {t(sourceLabels[source])} · <RelativeTime value={at} />
                </span>
              </p>
              {message ? (
                <pre
                  className="max-h-32 overflow-auto whitespace-pre-wrap break-all rounded-lg bg-muted p-3 text-xs"
                  dir="ltr"
                >
                  {message}
                </pre>
              ) : null}
            </li>
          ))}
        </ul>
      </CardContent>
    </Card>
  );
}
