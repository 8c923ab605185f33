"use client";

import type { ComponentProps, MouseEvent } from "react";
import { toast } from "@/components/ui/toaster";
import { api, errorMessage } from "@/lib/client/api";
import { askToStepUp } from "@/lib/client/step-up";

/** A link to a file with people's data: asks for a fresh sign-in first where one is needed, then the download begins. */
export function DownloadLink({ href, ...props }: ComponentProps<"a"> & { href: string }) {
  async function start(event: MouseEvent<HTMLAnchorElement>) {
    event.preventDefault();
    try {
      const { fresh } = await api.get<{ fresh: boolean }>("/api/app/account/step-up");
      if (fresh || (await askToStepUp())) window.location.assign(href);
    } catch (error) {
      toast.error(errorMessage(error));
    }
  }
  return <a href={href} download {...props} onClick={(event) => void start(event)} />;
}
