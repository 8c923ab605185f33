"use client";

import { useMutation } from "@tanstack/react-query";
import { useEffect } from "react";
import { Button } from "@/components/ui/button";
import { FormError } from "@/components/ui/form-error";
import { Spinner } from "@/components/ui/spinner";
import { errorMessage } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { goToProvider } from "./go-to-provider";

interface Props {
  provider: { id: string; name: string };
  /** The path to come back to. */
  back: string;
  /** What went wrong the last time; then it does not go by itself. */
  problem: string | null;
}

/** Goes to the provider by itself: the person has just pressed a button for it in another window. */
export function LeaveToConfirm({ provider: { id, name }, back, problem }: Props) {
  const leaving = useMutation({ mutationFn: () => goToProvider({ provider: id, purpose: "confirm", back }) });
  const { mutate } = leaving;
  useEffect(() => {
    if (!problem) mutate();
  }, [mutate, problem]);
  const failed = leaving.error ? errorMessage(leaving.error) : leaving.isIdle ? problem : null;
  if (!failed) return <Spinner className="justify-self-center" />;
  return (
    <div className="grid gap-5">
      <FormError message={failed} />
      <Button className="w-full" onClick={() => mutate()}>
        <span className="truncate">{t("Try {name} again", { name })}</span>
      </Button>
    </div>
  );
}
