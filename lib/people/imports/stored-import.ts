import { z } from "zod";
import type { FilePlace } from "@/lib/base/csv/row-groups";
import { storedJson } from "@/lib/base/db/stored-json";
import { plainPlaces, type ReadyTarget } from "./row-mapper";
import { CsvFormatSchema, ImportOptions } from "./schema";

/** With the names of the columns once it was started: rows that are left over bear them. */
const StoredFormat = CsvFormatSchema.extend({ columns: z.array(z.string()).optional() });

export const importFormat = storedJson("import_job.format", StoredFormat);

const ReadyMapping = z.array(
  z.union([
    z.object({ to: z.enum(plainPlaces) }),
    z.object({ to: z.literal("field"), key: z.string(), dates: z.enum(["ymd", "dmy", "mdy"]) }),
  ]),
);

/** Empty until the import is started. */
const StoredMapping = z.union([ReadyMapping, z.strictObject({}).transform((): ReadyTarget[] => [])]);

export const importMapping = storedJson<ReadyTarget[]>("import_job.mapping", StoredMapping);

/** Null until the import is started. */
const StoredOptions = z.union([ImportOptions, z.strictObject({}).transform(() => null)]);

export const importOptions = storedJson<ImportOptions | null>("import_job.options", StoredOptions);

const whole = z.number().int().min(0);

/** Null until a batch is saved, and where a release before this one saved all of them. */
export const importPlace = storedJson<FilePlace>(
  "import_job.read_from",
  z.object({ part: whole, at: whole, line: whole, records: whole }),
);

export const refusedRow = storedJson("import_refusal.row", z.array(z.string()));
