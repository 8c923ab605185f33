"use client";

import { useQuery } from "@tanstack/react-query";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardHeader, CardTitle } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { t } from "@/lib/language/t";
import type { ImportDetail } from "./import-detail";
import { StopImport } from "./stop-import";

const LOOK_MS = 5_000;

/** A file that is on its way, in another window or left in the middle; `onOver` gets the import when it is not any more. */
export function UploadUnderWay({ initial, onOver }: { initial: ImportDetail; onOver: (job: ImportDetail) => void }) {
  const { api, path, format } = useWorkspace();
  useQuery({
    queryKey: ["imports", initial.id, "upload"],
    queryFn: async () => {
      const job = await api.get<ImportDetail>(`/imports/${initial.id}`);
      if (job.status !== "uploading") onOver(job);
      return job.status;
    },
    refetchInterval: LOOK_MS,
  });
  return (
    <Card>
      <CardHeader>
        <CardTitle>{t("The file is still on its way")}</CardTitle>
      </CardHeader>
      <CardContent className="grid gap-4">
        <p className="text-sm">
          {t(
            "{file} ({size}) is being uploaded in another window, or its upload broke off. Choose the same file again and it goes on where it stood. After a day it is dropped.",
            { file: initial.fileName, size: format.bytes(initial.fileBytes) },
          )}
        </p>
        <div className="flex flex-wrap justify-end gap-2">
          <StopImport
            importId={initial.id}
            what="upload"
            description={t("What is here of the file is deleted.")}
            onStopped={(job) => onOver({ ...job, reasons: [] })}
          />
          <Button asChild>
            <Link href={path("/contacts/import")}>{t("Choose the file again")}</Link>
          </Button>
        </div>
      </CardContent>
    </Card>
  );
}
