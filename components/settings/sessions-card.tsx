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
import { unseen } from "@/components/ui/unseen";
import type { SessionRow } from "@/lib/account/queries";
import { api, errorMessage } from "@/lib/client/api";
import { rich } from "@/lib/language/rich";
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
              title={t("{others, plural, one {Sign out on # other device?} other {Sign out on # other devices?}}", {
                others,
              })}
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
            {t("Show all {count}", { count: sorted.length })}
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
  const seen = () => <RelativeTime value={session.lastSeenAt} />;
  return (
    <li className="flex items-center gap-3 py-3 first:pt-0 last:pb-0">
      <MonitorSmartphone aria-hidden className="size-5 shrink-0 text-muted-foreground" />
      <div className="grid min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">
          {session.device}
          {session.current ? <Badge variant="success">{t("This device")}</Badge> : null}
        </span>
        <span className="text-muted-foreground text-xs">
          {session.ip
            ? rich("Seen <when></when>, from {ip}", { when: seen, ip: session.ip })
            : rich("Seen <when></when>", { when: seen })}
        </span>
      </div>
      {session.current ? null : (
        <Button variant="ghost" size="sm" pending={end.isPending} onClick={() => end.mutate()}>
          {rich("Sign out<more> on {device}</more>", { device: session.device, more: unseen })}
        </Button>
      )}
    </li>
  );
}
