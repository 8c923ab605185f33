"use client";

import { useMutation } from "@tanstack/react-query";
import { MonitorSmartphone } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { RelativeTime } from "@/components/shell/date-time";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardAction, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { toast } from "@/components/ui/toaster";
import type { SessionRow } from "@/lib/account/queries";
import { api, errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";

const shownAtFirst = 5;

/** Where the user is signed in, with a way to end each session. */
export function SessionsCard({ sessions }: { sessions: SessionRow[] }) {
  const router = useRouter();
  const [all, setAll] = useState(false);
  const sorted = [...sessions].sort((a, b) => Number(b.current) - Number(a.current));
  const others = sessions.filter(({ current }) => !current).length;
  async function endOthers() {
    await api.delete("/api/app/account/sessions");
    toast.success(t("Signed out on your other devices"));
    router.refresh();
  }
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("Where you are signed in")}</CardTitle>
        <CardDescription>{t("End what you do not recognise, and change your password.")}</CardDescription>
        {others > 0 ? (
          <CardAction>
            <ConfirmDialog
              trigger={
                <Button variant="outline" size="sm">
                  {t("Sign out everywhere else")}
                </Button>
              }
              title={
                others === 1 ? t("Sign out on 1 other device?") : t("Sign out on {others} other devices?", { others })
              }
              description={t("They have to sign in again with the password. This device stays signed in.")}
              confirmLabel={t("Sign out everywhere else")}
              onConfirm={endOthers}
            />
          </CardAction>
        ) : null}
      </CardHeader>
      <CardContent>
        <ul className="divide-y">
          {(all ? sorted : sorted.slice(0, shownAtFirst)).map((session) => (
            <SessionLine key={session.id} session={session} />
          ))}
        </ul>
        {!all && sorted.length > shownAtFirst ? (
          <Button variant="ghost" size="sm" className="mt-2" onClick={() => setAll(true)}>
            {t("Show all {sortedCount}", { sortedCount: sorted.length })}
          </Button>
        ) : null}
      </CardContent>
    </Card>
  );
}

function SessionLine({ session }: { session: SessionRow }) {
  const router = useRouter();
  const end = useMutation({
    mutationFn: () => api.delete(`/api/app/account/sessions/${session.id}`),
    onError: (error) => toast.error(errorMessage(error)),
    onSettled: () => router.refresh(),
  });
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0 last:pb-0">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <div className="grid min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {session.device}
          {session.current ? <Badge variant="success">{t("This device")}</Badge> : null}
        </span>
        <span className="text-muted-foreground text-xs">
          Seen <RelativeTime value={session.lastSeenAt} />
          {session.ip ? `, from ${session.ip}` : ""}
        </span>
      </div>
      {session.current ? null : (
        <Button variant="ghost" size="sm" pending={end.isPending} onClick={() => end.mutate()}>
          Sign out
          <span className="sr-only">{t("on {device}", { device: session.device })}</span>
        </Button>
      )}
    </li>
  );
}
