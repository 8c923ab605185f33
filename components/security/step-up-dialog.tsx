"use client";

import dynamic from "next/dynamic";
import { useEffect, useRef, useState } from "react";
import { Dialog, DialogContent, DialogDescription, DialogHeader, DialogTitle } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { answerStepUp } from "@/lib/client/step-up";
import { t } from "@/lib/language/t";

/** Fetched when it is first asked for: most visits are never asked. */
const StepUpWays = dynamic(() => import("./step-up-ways").then((module) => module.StepUpWays), {
  ssr: false,
  loading: () => <Spinner className="justify-self-center" />,
});

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
          <DialogTitle>{t("Confirm that it is you")}</DialogTitle>
          <DialogDescription>
            {t("This concerns secrets or people's data. Afterwards you are not asked again for fifteen minutes.")}
          </DialogDescription>
        </DialogHeader>
        <StepUpWays onDone={() => close(true)} />
      </DialogContent>
    </Dialog>
  );
}
