"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { signOut } from "@/components/shell/sign-out";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { api, errorMessage } from "@/lib/client/api";
import { answerStepUp } from "@/lib/client/step-up";
import { ConfirmForm, type Way } from "./confirm-form";

interface Ways {
  fresh: boolean;
  password: boolean;
  totp: boolean;
  passkey: boolean;
}

/** The one dialog that asks who sits there before something delicate; what asked for it goes on by itself afterwards. */
export function StepUpDialog() {
  const [open, setOpen] = useState(false);
  const settle = useRef<(confirmed: boolean) => void>(undefined);
  useEffect(
    () =>
      answerStepUp(() => {
        setOpen(true);
        return new Promise((resolve) => {
          settle.current = resolve;
        });
      }),
    [],
  );
  function close(confirmed: boolean) {
    setOpen(false);
    settle.current?.(confirmed);
  }
  return (
    <Dialog open={open} onOpenChange={(next) => (next ? undefined : close(false))}>
      <DialogContent className="max-w-sm">
        <DialogHeader>
          <DialogTitle>Confirm that it is you</DialogTitle>
          <DialogDescription>
            This concerns secrets or people's data. Afterwards you are not asked again for fifteen minutes.
          </DialogDescription>
        </DialogHeader>
        <Ways onDone={() => close(true)} />
      </DialogContent>
    </Dialog>
  );
}

function Ways({ onDone }: { onDone: () => void }) {
  const ways = useQuery({
    queryKey: ["step-up"],
    queryFn: () => api.get<Ways>("/api/app/account/step-up"),
    gcTime: 0,
    staleTime: 0,
  });
  if (ways.error) return <p role="alert">{errorMessage(ways.error)}</p>;
  if (!ways.data || ways.isFetching) return <Spinner className="justify-self-center" />;
  return (
    <div className="grid gap-1">
      <ConfirmForm
        ways={usable(ways.data)}
        questionPath="/api/app/account/step-up/question"
        submitLabel="Confirm"
        send={async (proof) => {
          await api.post("/api/app/account/step-up", proof);
          onDone();
        }}
      />
      <Button variant="link" size="sm" className="text-muted-foreground" onClick={() => void signOut()}>
        Sign in anew instead
      </Button>
    </div>
  );
}

function usable({ password, totp, passkey }: Ways): Way[] {
  const ways: Way[] = [];
  if (passkey) ways.push("passkey");
  if (totp) ways.push("code");
  if (password) ways.push("password");
  else ways.push("recoveryCode");
  return ways;
}
