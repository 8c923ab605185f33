"use client";

import dynamic from "next/dynamic";
import { type ReactNode, useEffect, useState } from "react";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import { whenIdle } from "@/components/ui/when-idle";
import { t } from "@/lib/language/t";

const load = () => import("./test-send-form").then((module) => module.TestSendForm);
const TestSendForm = dynamic(load, { ssr: false, loading: () => <Spinner className="justify-self-center" /> });

interface Props {
  campaignId: string;
  /** Saves the draft, so that the test shows what is on the screen. */
  beforeSend: () => Promise<boolean>;
  children: ReactNode;
}

/** Sends the draft to up to five addresses, filled in as one chosen contact would see it. Tests are not counted. */
export function TestSendDialog({ campaignId, beforeSend, children }: Props) {
  const [open, setOpen] = useState(false);
  useEffect(() => whenIdle(() => void load().catch(() => undefined)), []);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>{children}</DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("Send a test")}</DialogTitle>
          <DialogDescription>
            {t("The subject begins with [Test]. Tests are not part of the report.")}
          </DialogDescription>
        </DialogHeader>
        <TestSendForm campaignId={campaignId} beforeSend={beforeSend} onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}
