import type { ImportJob } from "@/lib/base/db/generated/client";
import { importFormat, importMapping } from "./stored-import";

/** The names of a file's columns when it was imported; numbered where it had none. */
export function columnsOf(job: Pick<ImportJob, "format" | "mapping">): string[] {
  const names = importFormat.read(job.format).columns ?? [];
  const width = Math.max(names.length, importMapping.read(job.mapping).length);
  return Array.from({ length: width }, (_, at) => names[at] || `Column ${at + 1}`);
}
