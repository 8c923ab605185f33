import { Alert } from "@/components/ui/alert";
import { Badge } from "@/components/ui/badge";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { aboutProviders, type ProviderName } from "@/lib/inbound/providers/schema";
import { inEnglish, t } from "@/lib/language/t";

/** What to click at the provider, and which events to choose. */
export function GuideCard({ provider }: { provider: ProviderName }) {
  const { label, guide } = aboutProviders[provider];
  const { steps, events, caution } = guide;
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("At {label}", { label })}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-5">
        <ol className="grid gap-3">
          {steps.map((step, index) => (
            <li key={inEnglish(step)} className="flex gap-3 text-sm">
              <span
                aria-hidden
                className="flex size-5 shrink-0 items-center justify-center rounded-full bg-primary/10 font-medium text-primary text-xs tabular-nums"
              >
                {index + 1}
              </span>
              {t(step)}
            </li>
          ))}
        </ol>
        <div className="grid gap-2">
          <h3 className="font-medium text-sm">{t("Events to choose")}</h3>
          <ul className="flex flex-wrap gap-1.5">
            {events.map((event) => (
              <li key={event}>
                <Badge variant="outline" className="font-normal">
                  {event}
                </Badge>
              </li>
            ))}
          </ul>
        </div>
        {caution ? <Alert variant="info">{t(caution)}</Alert> : null}
      </CardContent>
    </Card>
  );
}
