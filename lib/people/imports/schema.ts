import { z } from "zod";
import { CSV_ENCODINGS } from "@/lib/base/csv/encodings.shared";
import { MAX_SKIPPED } from "@/lib/base/csv/limits.shared";
import { idOf } from "@/lib/base/db/ids";
import { plainText } from "@/lib/base/text/plain-text.shared";
import { words } from "@/lib/language/t";
import { type DateOrder, dateOrders } from "@/lib/people/fields/field-kind.shared";
import { plainFieldTypes } from "@/lib/people/fields/field-types.shared";

/** Where the reading of a file stands: it comes in, waits for its columns, waits its turn, is read, or has ended. */
export const importStatuses = ["uploading", "ready", "queued", "running", "completed", "cancelled", "failed"] as const;
export type ImportStatus = (typeof importStatuses)[number];

export const CsvFormatSchema = z.object({
  encoding: z.enum(CSV_ENCODINGS),
  delimiter: z.enum([",", ";", "\t", "|"]),
  bareCr: z.boolean(),
  hasHeader: z.boolean(),
  /** Lines above the header (or the first row) that are none of the table; empty ones do not count. */
  skipRows: z.number().int().min(0).max(MAX_SKIPPED).default(0),
});

const dates = z.enum(Object.keys(dateOrders) as [DateOrder, ...DateOrder[]]).default("ymd");

/** What becomes of one column of the file. */
export const ColumnTarget = z.discriminatedUnion("to", [
  z.object({ to: z.literal("ignore") }),
  z.object({ to: z.literal("email") }),
  z.object({ to: z.literal("firstName") }),
  z.object({ to: z.literal("lastName") }),
  /** First word and the rest; "Doe, Jane" the other way round. */
  z.object({ to: z.literal("fullName") }),
  z.object({ to: z.literal("timeZone") }),
  z.object({ to: z.literal("language") }),
  /** Several tags in a cell stand apart by comma, semicolon or bar. */
  z.object({ to: z.literal("tags") }),
  /** A word such as subscribed, unsubscribed, bounced or pending. Who has left is suppressed, and nobody but subscribed people joins a list. */
  z.object({ to: z.literal("status") }),
  /** Yes or no, or a status: whether they agreed to get mail. */
  z.object({ to: z.literal("agreed") }),
  /** Yes, or when or why they left: they are suppressed. Empty or no: nothing. */
  z.object({ to: z.literal("left") }),
  /** The same for mailboxes that refuse mail. */
  z.object({ to: z.literal("bounced") }),
  z.object({ to: z.literal("field"), key: plainText().max(60), dates }),
  z.object({
    to: z.literal("newField"),
    label: plainText().trim().min(1, words("Give the new field a name.")).max(60),
    type: z.enum(plainFieldTypes),
    dates,
  }),
]);
export type ColumnTarget = z.output<typeof ColumnTarget>;

/** One target per column, in the order of the file. */
export const ImportMapping = z.array(ColumnTarget).max(500);
export type ImportMapping = z.output<typeof ImportMapping>;

export const ImportOptions = z.object({
  listIds: z.array(idOf("lst")).max(20).default([]),
  /** A list to make for these people; empty for none. */
  newListName: plainText().trim().max(120, words("Use at most 120 characters.")).default(""),
  tags: z.array(plainText().trim().min(1).max(60)).max(20).default([]),
  /** How these people agreed. */
  consentMethod: z.enum(["form", "paper", "purchase", "other"], words("Say how these people agreed.")),
  /** Where, when and to which words. */
  consentSource: plainText()
    .trim()
    .min(10, words("Say where and how these people agreed, in a sentence: it is kept as proof."))
    .max(1000, words("Use at most 1000 characters.")),
  duplicates: z.enum(["update", "skip"]).default("update"),
  skipRoleAccounts: z.boolean().default(false),
});
export type ImportOptions = z.output<typeof ImportOptions>;

/** Of the options those that change what an import does to people. */
export const DryRunOptions = ImportOptions.pick({ duplicates: true, skipRoleAccounts: true });
export type DryRunOptions = z.output<typeof DryRunOptions>;

export const ImportRef = z.object({ importId: idOf("imp") });
export type ImportRef = z.input<typeof ImportRef>;

/** CRC-32 as ISO 3309 has it, unsigned. */
const crc32 = z.coerce.number().int().min(0).max(0xffff_ffff);
/** 200 MB in parts of 1 MB. */
const MOST_PARTS = 200;

export const BeginUpload = z.strictObject({
  fileName: z.string().max(1000).default(""),
  /** Of the whole file. */
  bytes: z.number().int().min(0),
});
export type BeginUpload = z.input<typeof BeginUpload>;

export const StorePart = z.object({
  ...ImportRef.shape,
  /** The first part is 0. */
  number: z.coerce.number().int().min(0).max(MOST_PARTS),
  /** Of this part; left out by programs that trust the connection. */
  crc32: crc32.optional(),
});
export type StorePart = z.input<typeof StorePart>;

export const CompleteUpload = z.strictObject({
  ...ImportRef.shape,
  parts: z
    .number()
    .int()
    .min(0)
    .max(MOST_PARTS + 1),
  /** Of the whole file; left out by programs that trust the connection. */
  crc32: crc32.optional(),
});
export type CompleteUpload = z.input<typeof CompleteUpload>;

/** Characters of a file that comes whole: with what stands around it, in one body of `PART_BYTES`. */
const MOST_TEXT = 3_000_000;

export const ImportText = z.strictObject({
  fileName: BeginUpload.shape.fileName,
  csv: plainText()
    .min(1, words("The file is empty."))
    .max(MOST_TEXT, words("Send at most 3,000,000 characters in one call.")),
  /** Without it the names of the columns say where they go. */
  mapping: ImportMapping.optional(),
  options: z.strictObject(ImportOptions.shape),
});
export type ImportText = z.input<typeof ImportText>;

/** The end of an upload in parts, by a program. */
export const StartUploaded = z.strictObject({
  ...CompleteUpload.shape,
  mapping: ImportText.shape.mapping,
  options: ImportText.shape.options,
});
export type StartUploaded = z.input<typeof StartUploaded>;

/** A part that is stored. */
export interface PartView {
  number: number;
  bytes: number;
  crc32: number;
}

export const StartImport = z.strictObject({
  ...ImportRef.shape,
  format: CsvFormatSchema,
  mapping: ImportMapping,
  options: ImportOptions,
});
export type StartImport = z.input<typeof StartImport>;

export const RequestDryRun = z.strictObject({
  ...ImportRef.shape,
  format: CsvFormatSchema,
  mapping: ImportMapping,
  options: DryRunOptions.default({ duplicates: "update", skipRoleAccounts: false }),
});
export type RequestDryRun = z.input<typeof RequestDryRun>;

/** The same at the end of an upload in parts, by a program. */
export const CheckUploaded = z.strictObject({
  ...CompleteUpload.shape,
  mapping: ImportMapping.optional(),
  options: RequestDryRun.shape.options,
});
export type CheckUploaded = z.input<typeof CheckUploaded>;

export const PreviewImport = z.strictObject({ ...ImportRef.shape, format: CsvFormatSchema.optional() });
export type PreviewImport = z.input<typeof PreviewImport>;
