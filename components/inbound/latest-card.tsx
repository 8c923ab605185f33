"use client";

import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { inboundKindLabels, inboundRouteLabels } from "@/lib/inbound/mail/inbound-kinds.shared";
import type { InboundItem } from "@/lib/inbound/mail/schema";
import { t } from "@/lib/language/t";

/** The last mails that came in, with their outcome. */
export function LatestCard({ latest }: { latest: InboundItem[] }) {
  const { path } = useWorkspace();
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Last mails in")}</CardTitle>
        <CardAction>
          <Button variant="outline" size="sm" asChild>
            <Link href={path("/replies/returned-mail")}>{t("All")}</Link>
          </Button>
        </CardAction>
      </CardHeader>
      <CardContent>
        {latest.length === 0 ? (
          <p className="text-muted-foreground text-sm">{t("Nothing came back yet.")}</p>
        ) : (
          <ul className="divide-y text-sm">
            {latest.map((item) => (
              <li key={item.id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2 first:pt-0 last:pb-0">
                <Badge variant={item.problem ? "warning" : "secondary"}>
                  {item.kind ? t(inboundKindLabels[item.kind]) : t("Waiting to be read")}
                </Badge>
                <span className="min-w-0 flex-1 basis-40 truncate">
                  {item.about ?? item.problem ?? item.says ?? "–"}
                </span>
                <span className="text-muted-foreground">{item.effect ?? t("Nothing changed")}</span>
                <span className="text-muted-foreground text-xs">
                  {t(inboundRouteLabels[item.route])}, <RelativeTime value={item.receivedAt} />
                </span>
              </li>
            ))}
          </ul>
        )}
      </CardContent>
    </Card>
  );
}
