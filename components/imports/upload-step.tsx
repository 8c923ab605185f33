"use client";

import { useMutation } from "@tanstack/react-query";
import { FileUp } from "lucide-react";
import { useRouter } from "next/navigation";
import { useId, useRef, useState } from "react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { FormError } from "@/components/ui/form-error";
import { Progress } from "@/components/ui/progress";
import { MAX_IMPORT_BYTES } from "@/lib/base/http/part-bytes.shared";
import { t } from "@/lib/language/t";
import type { ImportView } from "@/lib/people/imports/queries";
import { uploadFile } from "./upload-file";

/** Takes a file by drop or choice and sends it in parts; `listId`, a public id, is the list that it was begun from. */
export function UploadStep({ listId }: { listId?: string }) {
  const { slug, path, format } = useWorkspace();
  const router = useRouter();
  const input = useRef<HTMLInputElement>(null);
  const helpId = useId();
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState(0);
  const upload = useMutation({
    mutationFn: async (file: File): Promise<ImportView> => {
      if (file.size > MAX_IMPORT_BYTES) {
        throw new Error(
          t("{file} has {size}. The limit is {limit}: split it.", {
            file: file.name,
            size: format.bytes(file.size),
            limit: format.bytes(MAX_IMPORT_BYTES),
          }),
        );
      }
      setSent(0);
      return uploadFile(slug, file, setSent);
    },
    onSuccess: ({ id }) => router.push(path("/contacts/import/[importId]", { importId: id, list: listId })),
  });
  const file = upload.variables;
  const take = (files: FileList | null) => {
    const [first] = files ?? [];
    if (first) upload.mutate(first);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is an extra; the button does the same by keyboard
    <div
      className={cn(
        "flex flex-col items-center gap-4 rounded-xl border-2 border-dashed px-6 py-16 text-center transition-colors",
        over && "border-primary bg-primary/5",
      )}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <span className="flex size-11 items-center justify-center rounded-full bg-primary/10 text-primary">
        <FileUp aria-hidden className="size-5" />
      </span>
      <div className="grid gap-1.5">
        <h2 className="font-semibold text-base">{t("Drop a CSV file here")}</h2>
        <p id={helpId} className="max-w-md text-balance text-muted-foreground text-sm">
          {t(
            "From any tool: encoding, separator and columns are found out. Up to {limit}. Nothing is imported before you have seen how it will be read.",
            { limit: format.bytes(MAX_IMPORT_BYTES) },
          )}
        </p>
      </div>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values,text/plain"
        className="sr-only"
        aria-label={t("CSV file")}
        tabIndex={-1}
        onChange={(event) => take(event.target.files)}
      />
      <Button onClick={() => input.current?.click()} pending={upload.isPending} aria-describedby={helpId}>
        {t("Choose a file")}
      </Button>
      {upload.isPending && file ? (
        <div className="grid w-full max-w-sm gap-2">
          <Progress value={sent} max={file.size} aria-label={t("Uploading {file}", { file: file.name })} />
          <p className="text-muted-foreground text-xs tabular-nums">
            {t("{sent} of {size}", { sent: format.bytes(sent), size: format.bytes(file.size) })}
          </p>
        </div>
      ) : null}
      <FormError message={upload.error?.message} />
    </div>
  );
}
