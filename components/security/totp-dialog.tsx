"use client";

import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { FormError } from "@/components/ui/form-error";
import { Input } from "@/components/ui/input";
import type { TotpToScan } from "@/lib/account/factors/set-up-totp";
import { api } from "@/lib/client/api";
import { useForm } from "@/lib/client/use-form";
import { t } from "@/lib/language/t";
import { totpPath } from "./totp-path";

interface Props {
  scan: TotpToScan | null;
  onClose: () => void;
  onDone: (recoveryCodes: string[] | null) => void;
}

/** Shows the secret of a new authenticator app and asks for its first code. */
export function TotpDialog({ scan, onClose, onDone }: Props) {
  return (
    <Dialog open={scan !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent className="max-w-md">
        <DialogHeader>
          <DialogTitle>{t("Set up an authenticator app")}</DialogTitle>
          <DialogDescription>
            {t("Scan this with the app on your phone, then type the code that it shows.")}
          </DialogDescription>
        </DialogHeader>
        {scan ? <ScanForm scan={scan} onDone={onDone} /> : null}
      </DialogContent>
    </Dialog>
  );
}

function ScanForm({ scan, onDone }: { scan: TotpToScan; onDone: Props["onDone"] }) {
  const form = useForm({
    initial: { code: "" },
    send: (values) => api.put<{ recoveryCodes: string[] | null }>(totpPath, values),
    onDone: ({ recoveryCodes }) => onDone(recoveryCodes),
  });
  return (
    <form onSubmit={form.onSubmit} className="grid gap-5" noValidate>
      <FormError message={form.formError} />
      <QrCode {...scan.qr} />
      <div className="grid gap-1">
        <span className="text-muted-foreground text-xs">{t("Or type this key into the app:")}</span>
        <div className="flex items-center gap-2">
          <code dir="ltr" className="wrap-anywhere min-w-0 flex-1 rounded-md bg-muted px-2 py-1 text-xs">
            {scan.secret.match(/.{4}/g)?.join(" ")}
          </code>
          <CopyButton value={scan.secret} label={t("Copy key")} />
        </div>
      </div>
      <Field label={t("Code")} error={form.errors.code} required>
        <Input
          name="code"
          dir="ltr"
          autoComplete="one-time-code"
          inputMode="numeric"
          maxLength={9}
          className="font-mono"
          value={form.values.code}
          onChange={(event) => form.set("code", event.target.value)}
        />
      </Field>
      <DialogFooter>
        <Button type="submit" pending={form.pending} disabled={!form.values.code}>
          {t("Turn on")}
        </Button>
      </DialogFooter>
    </form>
  );
}

/** Black on white in every theme: cameras read it so. */
function QrCode({ size, path }: { size: number; path: string }) {
  return (
    <svg
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={t("QR code of the key below")}
      shapeRendering="crispEdges"
      className="size-48 justify-self-center rounded-md border bg-white text-black"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
