"use client";

import { Download, LifeBuoy } from "lucide-react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { CopyButton } from "@/components/ui/copy-button";
import {
  Dialog,
  DialogClose,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { api } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import { FactorLine } from "./factor-line";

/** How many codes are left, and a way to new ones. */
export function RecoveryCodes({ left, onChanged }: { left: number; onChanged: (codes: string[]) => void }) {
  async function renew() {
    const answer = await api.post<{ recoveryCodes: string[] }>("/api/app/account/factors/recovery-codes");
    onChanged(answer.recoveryCodes);
  }
  return (
    <FactorLine
      icon={LifeBuoy}
      title={t("Recovery codes")}
      action={
        <ConfirmDialog
          trigger={
            <Button variant="ghost" size="sm">
              {t("Make new codes")}
            </Button>
          }
          title={t("Make new recovery codes?")}
          description={t("The codes that you have stop working.")}
          confirmLabel={t("Make new codes")}
          onConfirm={renew}
        />
      }
    >
      {t(
        "{left, plural, one {# of 10 is left.} other {# of 10 are left.}} Each lets you in once without your phone or passkey.",
        { left },
      )}
    </FactorLine>
  );
}

/** New codes, the only time they are seen. */
export function RecoveryCodesDialog({ codes, onClose }: { codes: string[] | null; onClose: () => void }) {
  const text = codes ? `${t("Recovery codes for Homing. Each works once.")}\n\n${codes.join("\n")}\n` : "";
  return (
    <Dialog open={codes !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent className="max-w-md">
        <DialogHeader>
          <DialogTitle>{t("Keep these recovery codes")}</DialogTitle>
          <DialogDescription>
            {t(
              "They are shown only now. Each lets you in once if you lose your phone or passkey: print them, or keep them in a password manager.",
            )}
          </DialogDescription>
        </DialogHeader>
        <ul
          dir="ltr"
          aria-label={t("Recovery codes")}
          className="grid gap-2 rounded-md bg-muted p-4 font-mono sm:grid-cols-2"
        >
          {codes?.map((code) => (
            <li key={code}>{code}</li>
          ))}
        </ul>
        <DialogFooter>
          <CopyButton value={text} variant="outline" size="default">
            {t("Copy")}
          </CopyButton>
          <Button variant="outline" asChild>
            <a href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`} download="homing-recovery-codes.txt">
              <Download aria-hidden />
              {t("Download")}
            </a>
          </Button>
          <DialogClose asChild>
            <Button>{t("I have kept them")}</Button>
          </DialogClose>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
