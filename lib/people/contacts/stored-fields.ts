import { z } from "zod";
import { storedValues } from "@/lib/base/db/stored-json";
import { type FieldValue, isFieldValue } from "@/lib/people/fields/field-types.shared";

/** Keys are the workspace's fields. */
export const contactFields = storedValues<Record<string, FieldValue>>(
  "contact.fields",
  z.record(z.string(), z.custom<FieldValue>(isFieldValue)),
);
