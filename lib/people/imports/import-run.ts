import type { ImportJob } from "@/lib/base/db/generated/client";
import type { ImportOptions } from "./schema";

/** What all batches of an import have in common. */
export interface ImportRun {
  job: ImportJob;
  options: ImportOptions;
}
