"use client";

import { useState } from "react";
import type { FieldItem } from "@/lib/people/contacts/fields";
import type { ImportDetail } from "./import-detail";
import { ImportProgress } from "./import-progress";
import { MappingStep } from "./mapping-step";
import { UploadUnderWay } from "./upload-under-way";

interface Props {
  initial: ImportDetail;
  fields: FieldItem[];
  lists: { id: string; name: string }[];
  /** The list that the import was begun from. */
  listId?: string;
}

/** The import that is open: how its file comes in, mapping while it waits for one, then progress and result. */
export function ImportWizard({ initial, fields, lists, listId }: Props) {
  const [job, setJob] = useState(initial);
  if (job.status === "uploading") return <UploadUnderWay initial={job} onOver={setJob} />;
  if (job.status !== "ready") return <ImportProgress initial={job} />;
  return (
    <MappingStep
      job={job}
      fields={fields}
      lists={lists}
      listId={listId}
      onStarted={(started) => setJob({ ...started, reasons: [] })}
    />
  );
}
