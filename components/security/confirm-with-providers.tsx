"use client";

import { useQuery } from "@tanstack/react-query";
import { LogIn } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "@/components/ui/button";
import { api } from "@/lib/client/api";
import { outerPath } from "@/lib/client/paths";
import { t } from "@/lib/language/t";
import type { ProviderChoice } from "@/lib/sign-in/oidc/queries";

const askEveryMs = 1500;

/**
 * Confirms in a window of its own, so that the page with what was begun stays as it is; our own address in that window is
 * asked for by whether the session became fresh. Where windows are blocked the page itself goes there.
 */
export function ConfirmWithProviders({ providers, onDone }: { providers: ProviderChoice[]; onDone: () => void }) {
  const [waiting, setWaiting] = useState(false);
  const state = useQuery({
    queryKey: ["step-up", "fresh"],
    queryFn: () => api.get<{ fresh: boolean }>("/api/app/account/step-up"),
    enabled: waiting,
    refetchInterval: askEveryMs,
    gcTime: 0,
  });
  const fresh = state.data?.fresh ?? false;
  useEffect(() => {
    if (fresh) onDone();
  }, [fresh, onDone]);
  function open(id: string) {
    const opened = window.open(outerPath("/sign-in/confirm", { provider: id }), "_blank", "popup,width=520,height=680");
    if (opened) return setWaiting(true);
    const here = window.location.pathname + window.location.search;
    window.location.assign(outerPath("/sign-in/confirm", { provider: id, next: here }));
  }
  return (
    <div className="grid gap-3">
      {providers.map(({ id, name }) => (
        <Button key={id} type="button" variant="outline" className="w-full" onClick={() => open(id)}>
          <LogIn aria-hidden />
          <span className="truncate">{t("Confirm with {name}", { name })}</span>
        </Button>
      ))}
      {waiting ? (
        <p role="status" className="text-center text-muted-foreground text-xs">
          {t("Go on in the window that opened. This page goes on by itself then.")}
        </p>
      ) : null}
    </div>
  );
}
