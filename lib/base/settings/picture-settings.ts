import path from "node:path";
import { z } from "zod";
import { onFunctions } from "@/lib/base/process/function-host";

const s3Address = /^s3:\/\/([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(.*))?$/;
const isPlace = (text: string) =>
  ["database", "blob"].includes(text) || (path.isAbsolute(text) && !text.includes("\0")) || s3Address.test(text);

/** Settings of the place where pictures are kept; part of lib/base/env.ts. */
export const pictureShape = {
  PICTURES_IN: z
    .string()
    .refine(isPlace, "expected database, an absolute path of a folder, s3://BUCKET/PREFIX, or blob")
    .default("database"),
  PICTURES_S3_ENDPOINT: z
    .url({ protocol: /^https?$/, error: "expected an absolute http(s) URL" })
    .transform((url) => url.replace(/\/+$/, ""))
    .optional(),
  PICTURES_S3_REGION: z
    .string()
    .regex(/^[a-z0-9-]+$/, "expected a region like eu-central-1")
    .default("us-east-1"),
  PICTURES_S3_ACCESS_KEY_ID: z.string().optional(),
  PICTURES_S3_SECRET_ACCESS_KEY: z.string().optional(),
  BLOB_READ_WRITE_TOKEN: z
    .string()
    .regex(/^vercel_blob_rw_[A-Za-z0-9]+_\w+$/, "expected a token that begins with vercel_blob_rw_")
    .optional(),
};

type RawPictures = z.infer<z.ZodObject<typeof pictureShape>>;

/** What belongs together is set together. */
export function requireWholePictures(raw: RawPictures, context: z.RefinementCtx): void {
  const wrong = (name: string, message: string) => context.addIssue({ code: "custom", path: [name], message });
  const place = raw.PICTURES_IN;
  if (onFunctions() && path.isAbsolute(place))
    wrong("PICTURES_IN", "a function has no disk that stays: expected database, s3://BUCKET/PREFIX, or blob");
  for (const name of ["PICTURES_S3_ACCESS_KEY_ID", "PICTURES_S3_SECRET_ACCESS_KEY"] as const)
    if (place.startsWith("s3:") && !raw[name]) wrong(name, "expected with a PICTURES_IN that begins with s3:");
  if (place === "blob" && !raw.BLOB_READ_WRITE_TOKEN) wrong("BLOB_READ_WRITE_TOKEN", "expected with PICTURES_IN=blob");
}

/** How a place outside the database is reached, all of it: it is kept sealed, so that the place is read when the settings name another. */
export const PictureAccess = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("folder"), folder: z.string() }),
  z.object({
    kind: z.literal("s3"),
    bucket: z.string(),
    /** Empty, or ends with a slash. */
    prefix: z.string(),
    endpoint: z.string().optional(),
    region: z.string(),
    accessKeyId: z.string(),
    secretAccessKey: z.string(),
  }),
  z.object({ kind: z.literal("blob"), token: z.string() }),
]);
export type PictureAccess = z.infer<typeof PictureAccess>;

/** The place that the settings name; null: the database. */
export function pictureAccess(settings: RawPictures): PictureAccess | null {
  const { PICTURES_IN: place } = settings;
  if (place === "database") return null;
  if (place === "blob") return { kind: "blob", token: settings.BLOB_READ_WRITE_TOKEN ?? "" };
  if (path.isAbsolute(place)) return { kind: "folder", folder: path.resolve(place) };
  const [, bucket = "", below = ""] = s3Address.exec(place) ?? [];
  const prefix = below.replace(/\/+$/, "");
  return {
    kind: "s3",
    bucket,
    prefix: prefix && `${prefix}/`,
    endpoint: settings.PICTURES_S3_ENDPOINT,
    region: settings.PICTURES_S3_REGION,
    accessKeyId: settings.PICTURES_S3_ACCESS_KEY_ID ?? "",
    secretAccessKey: settings.PICTURES_S3_SECRET_ACCESS_KEY ?? "",
  };
}
