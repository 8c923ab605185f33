import type { z } from "zod";
import { storedJson, UnreadableColumn } from "@/lib/base/db/stored-json";
import { open, seal } from "./secret-box";

/** The one reader and writer of a column, or of a job's field, that holds sealed JSON. */
export interface SealedJson<T> {
  column: string;
  /** What is sealed. Throws UnreadableColumn, also when HOMING_SECRET is not the one it was sealed with. */
  open(sealed: string): T;
  seal(value: T): string;
}

/** See `storedJson`, whose rules hold for what is sealed too. */
export function sealedJson<T>(column: string, schema: z.ZodType<T>): SealedJson<T> {
  const inside = storedJson(column, schema);
  return {
    column,
    open: (sealed) => inside.read(unsealed(column, sealed)),
    seal: (value) => seal(JSON.stringify(inside.write(value))),
  };
}

function unsealed(column: string, sealed: string): unknown {
  try {
    return JSON.parse(open(sealed));
  } catch (cause) {
    throw new UnreadableColumn(column, "HOMING_SECRET is not the one it was saved with, or it is damaged.", { cause });
  }
}
