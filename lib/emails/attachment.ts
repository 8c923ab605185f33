import { z } from "zod";
import { ownTable } from "@/lib/base/text/own-table.shared";

/** Octets of all files of a mail together; in base64 they take a third more, which most mail systems still accept. */
export const MAX_FILE_BYTES = 10_000_000;
export const MAX_FILES = 20;

/** A file as it is stored. */
export interface AttachedFile {
  fileName: string;
  contentType: string;
  contentId: string | null;
  data: Buffer;
}

/** By the ending of a name, where a program does not say what a file is. */
const typesByEnding: Readonly<Record<string, string>> = ownTable({
  ...{ pdf: "application/pdf", zip: "application/zip", json: "application/json", xml: "application/xml" },
  ...{ txt: "text/plain", csv: "text/csv", html: "text/html", ics: "text/calendar" },
  ...{
    png: "image/png",
    jpg: "image/jpeg",
    jpeg: "image/jpeg",
    gif: "image/gif",
    webp: "image/webp",
    svg: "image/svg+xml",
  },
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
});

/** Mail systems refuse them whatever is in them (Gmail's list). */
const refusedEndings =
  /\.(ade|adp|apk|appx|bat|cab|chm|cmd|com|cpl|dll|exe|hta|ins|isp|iso|jar|jse?|lib|lnk|mde|msc|msi|msp|mst|nsh|pif|ps1|scr|sct|shb|sys|vbe?|vbs|vxd|wsc|wsf|wsh)$/i;

const typeOf = (fileName: string) =>
  typesByEnding[fileName.slice(fileName.lastIndexOf(".") + 1).toLowerCase()] ?? "application/octet-stream";

/** Composite types may not be in base64 (RFC 2046 §5.1, RFC 6532 §3.5). */
const isComposite = (type: string) => /^(multipart|message)\//i.test(type);

export const Attachment = z
  .strictObject({
    filename: z
      .string()
      .trim()
      .min(1, "Name the file.")
      .max(200, "Use at most 200 characters.")
      .refine((name) => !refusedEndings.test(name), "Mail systems refuse files of this kind."),
    content: z
      .string()
      .max(14_000_000, "The file is too large.")
      // What follows the first group begins with another character, or many line breaks would be tried again and again.
      .regex(/^[A-Za-z0-9+/\r\n]*(?:=[\r\n]*){0,2}$/, "Give the octets of the file in base64.")
      .meta({ description: "The file in base64." }),
    contentType: z
      .string()
      .max(100)
      .regex(/^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/i, "Give a media type such as application/pdf.")
      .optional()
      .meta({ description: "By the ending of the name where it is not given." }),
    contentId: z
      .string()
      .regex(/^[\w.@+-]{1,120}$/, "Use letters, digits and . _ - + @.")
      .optional()
      .meta({ description: "Makes it a picture of the HTML, which names it as `cid:` and this." }),
  })
  .transform(({ filename, content, contentType, contentId }): AttachedFile => {
    const type = contentType ?? typeOf(filename);
    return {
      fileName: filename,
      contentType: isComposite(type) ? "application/octet-stream" : type,
      contentId: contentId ?? null,
      data: Buffer.from(content, "base64"),
    };
  });
