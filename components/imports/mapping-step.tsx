"use client";

import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useWorkspaceApi } from "@/components/shell/workspace-provider";
import { Alert } from "@/components/ui/alert";
import { Button } from "@/components/ui/button";
import { Card, CardContent, CardDescription, CardHeader, CardTitle } from "@/components/ui/card";
import { FieldError } from "@/components/ui/field-error";
import { Skeleton } from "@/components/ui/skeleton";
import type { CsvFormat } from "@/lib/base/csv/detect-csv";
import { fieldErrors } from "@/lib/client/api";
import { t } from "@/lib/language/t";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { ImportPreview } from "@/lib/people/imports/preview-import";
import type { ImportView } from "@/lib/people/imports/queries";
import type { ColumnTarget } from "@/lib/people/imports/schema";
import { DryRun } from "./dry-run";
import { FormatBar } from "./format-bar";
import { emptyOptions, ImportOptionsForm, type OptionValues } from "./import-options-form";
import { forgetChoices, keepChoices, readChoices } from "./mapping-backup";
import { MappingTable } from "./mapping-table";
import { ReadingNote } from "./reading-note";

interface Props {
  job: ImportView;
  fields: FieldItem[];
  lists: { id: string; name: string }[];
  /** Chosen to begin with. */
  listId?: string;
  onStarted: (job: ImportView) => void;
}

/** How the file is read, what becomes of its columns, and how its people agreed; then off it goes. */
export function MappingStep({ job, fields, lists, listId, onStarted }: Props) {
  const api = useWorkspaceApi();
  const [format, setFormat] = useState<CsvFormat | null>(null);
  const [mapping, setMapping] = useState<ColumnTarget[] | null>(null);
  const [options, setOptions] = useState<OptionValues>({ ...emptyOptions, listIds: listId ? [listId] : [] });
  const [isRead, setRead] = useState(false);
  useEffect(() => {
    const kept = readChoices(job.id);
    if (kept) {
      setFormat(kept.format);
      setMapping(kept.mapping);
      // Of an earlier release: tags as one line.
      const tags = Array.isArray(kept.options.tags) ? kept.options.tags : [];
      setOptions({ ...emptyOptions, ...kept.options, tags });
    }
    setRead(true);
  }, [job.id]);
  useEffect(() => {
    if (isRead) keepChoices(job.id, { format, mapping, options });
  }, [isRead, job.id, format, mapping, options]);
  const preview = useQuery({
    queryKey: ["imports", job.id, "preview", format],
    queryFn: () => api.post<ImportPreview>(`/imports/${job.id}/preview`, format ? { format } : {}),
    enabled: isRead,
    placeholderData: (previous) => previous,
    staleTime: Number.POSITIVE_INFINITY,
  });
  const targets = mapping ?? preview.data?.mapping ?? [];
  const start = useMutation({
    mutationFn: () =>
      api.put<ImportView>(`/imports/${job.id}/start`, {
        format: preview.data?.format,
        mapping: targets,
        options,
      }),
    onSuccess: (started) => {
      forgetChoices(job.id);
      onStarted(started);
    },
  });
  if (preview.error && !preview.data) {
    return (
      <Alert variant="destructive" title={t("The file cannot be read")}>
        {preview.error.message}
      </Alert>
    );
  }
  if (!preview.data) return <Skeleton className="h-96" />;
  const errors = fieldErrors(start.error);
  return (
    <form
      className="grid gap-6"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        start.mutate();
      }}
    >
      <Card>
        <CardHeader>
          <CardTitle>{t("Columns")}</CardTitle>
          <CardDescription>{introduction(preview.data, mapping !== null)}</CardDescription>
        </CardHeader>
        <CardContent className="grid gap-4">
          <FormatBar
            format={preview.data.format}
            lines={preview.data.lines}
            onChange={(next) => {
              setFormat(next);
              setMapping(null);
            }}
          />
          <ReadingNote preview={preview.data} />
          <MappingTable preview={preview.data} mapping={targets} fields={fields} onChange={setMapping} />
          <FieldError message={errors.mapping} />
        </CardContent>
      </Card>
      <ImportOptionsForm values={options} onChange={setOptions} lists={lists} errors={errors} />
      <DryRun job={job} format={preview.data.format} mapping={targets} options={options} />
      {start.error ? (
        <Alert variant="destructive" title={t("The import has not begun")}>
          {Object.values(errors)[0] ?? start.error.message}
        </Alert>
      ) : null}
      <div className="flex justify-end">
        <Button type="submit" size="lg" pending={start.isPending}>
          {importText(preview.data.rowCount, job.rowsEstimated)}
        </Button>
      </div>
    </form>
  );
}

/** Where the proposal comes from. */
function introduction({ isRemembered, product }: ImportPreview, isChanged: boolean): string {
  if (isRemembered && !isChanged)
    return t(
      "A file with these columns was imported before: they are taken as they were then. What you leave out is not stored.",
    );
  if (product)
    return t(
      "This is an export of {product}: its columns are known. Look them over; what you leave out is not stored.",
      { product },
    );
  return t("The first rows of your file. Say what each column is; what you leave out is not stored.");
}

/** With the number of rows where they were counted, about so many of a large file. */
function importText(counted: number | null, estimated: number | null): string {
  if (counted !== null) return t("{count, plural, one {Import # row} other {Import # rows}}", { count: counted });
  if (estimated === null) return t("Import all rows");
  return t("{count, plural, one {Import about # row} other {Import about # rows}}", { count: estimated });
}
