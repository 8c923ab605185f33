"use client";

import { useState } from "react";
import { DateTime } from "@/components/shell/date-time";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import type { OwnSecurityRow } from "@/lib/account/own-security-log";
import { t } from "@/lib/language/t";

const shownAtFirst = 8;

/** What happened to the person's own account. */
export function SecurityLogCard({ events }: { events: OwnSecurityRow[] }) {
  const [all, setAll] = useState(false);
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("What happened to your account")}</CardTitle>
        <CardDescription>
          {t("Sign-ins, good and bad, and changes. If something was not you, change your password.")}
        </CardDescription>
      </CardHeader>
      <CardContent>
        {events.length === 0 ? <p className="text-muted-foreground">{t("Nothing yet.")}</p> : null}
        <ul className="divide-y">
          {(all ? events : events.slice(0, shownAtFirst)).map((event) => (
            <li key={event.id} className="grid gap-0.5 py-3 first:pt-0 last:pb-0">
              <span className="font-medium">{event.what}</span>
              <span className="wrap-anywhere text-muted-foreground text-xs">
                <DateTime value={event.at} />
                {[
                  event.device,
                  event.ip && t("from {ip}", { ip: event.ip }),
                  event.by && t("by {name}", { name: event.by }),
                ]
                  .filter(Boolean)
                  .map((part) => `, ${part}`)}
              </span>
            </li>
          ))}
        </ul>
        {!all && events.length > shownAtFirst ? (
          <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
            {t("Show all {count}", { count: events.length })}
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}
