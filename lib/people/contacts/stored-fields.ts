import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";
import type { FieldValue } from "./schema";

/** Keys are the workspace's fields. */
export const contactFields = storedValues<Record<string, FieldValue>>(
  "contact.fields",
  z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
);
