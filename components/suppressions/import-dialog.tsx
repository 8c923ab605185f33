"use client";

import { useMutation } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
  DialogTrigger,
} from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { Progress } from "@/components/ui/progress";
import { msg, t } from "@/lib/language/t";
import { ImportResult } from "./import-result";
import { uploadSuppressions } from "./upload-suppressions";

const reasons = [
  ["import", msg("People not to write to, for whatever reason")],
  ["unsubscribe", msg("People who unsubscribed")],
  ["complaint", msg("People who marked mail as spam")],
  ["hard_bounce", msg("Addresses that bounced")],
] as const;

/** Brings in a file of addresses not to write to: an export of another tool, of this list, or plain lines. */
export function ImportDialog() {
  const [open, setOpen] = useState(false);
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="outline">
          <Upload aria-hidden />
          {t("Import")}
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t("Import suppressed addresses")}</DialogTitle>
          <DialogDescription>
            {t(
              "A CSV file with a column of addresses, or a text file with one a line; millions are fine. Columns named reason, note, created_at and expires_at are taken over.",
            )}
          </DialogDescription>
        </DialogHeader>
        <ImportForm close={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  );
}

function ImportForm({ close }: { close: () => void }) {
  const { slug, format } = useWorkspace();
  const router = useRouter();
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState<string>("import");
  const [note, setNote] = useState("");
  const [sent, setSent] = useState(0);
  const stop = useRef<AbortController>(undefined);
  const send = useMutation({
    mutationFn: (chosen: File) => {
      stop.current = new AbortController();
      setSent(0);
      return uploadSuppressions(slug, chosen, { reason, note }, setSent, stop.current.signal);
    },
    onSettled: () => router.refresh(),
  });
  if (send.data) {
    return (
      <>
        <ImportResult result={send.data} />
        <DialogFooter>
          <Button onClick={close}>{t("Done", undefined, "to close a dialog")}</Button>
        </DialogFooter>
      </>
    );
  }
  if (send.isPending && file) {
    return (
      <div className="grid gap-3" aria-live="polite">
        <Progress value={sent} max={file.size} aria-label={t("Import")} />
        <p className="text-muted-foreground text-sm tabular-nums">
          {t("{sent} of {size} read", { sent: format.bytes(sent), size: format.bytes(file.size) })}
        </p>
        <DialogFooter>
          <Button variant="outline" onClick={() => stop.current?.abort()}>
            {t("Stop")}
          </Button>
        </DialogFooter>
      </div>
    );
  }
  return (
    <form
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        if (file) send.mutate(file);
      }}
    >
      <Field label={t("File")} error={send.error?.message} required>
        <Input
          type="file"
          accept=".csv,.txt,.tsv,text/csv,text/plain"
          onChange={(event) => setFile(event.target.files?.[0] ?? null)}
        />
      </Field>
      <Field label={t("What is in it?")} help={t("Rows that name a reason of their own keep it.")}>
        <NativeSelect
          value={reason}
          onChange={(event) => setReason(event.target.value)}
          choices={reasons.map(([id, label]) => [id, t(label)] as const)}
        />
      </Field>
      <Field label={t("Note")} optional>
        <Input
          value={note}
          maxLength={500}
          placeholder={t("Brought over from the old tool")}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <DialogFooter>
        <Button variant="outline" onClick={close}>
          {t("Cancel")}
        </Button>
        <Button type="submit" disabled={!file}>
          {t("Import")}
        </Button>
      </DialogFooter>
    </form>
  );
}
