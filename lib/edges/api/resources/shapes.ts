import { z } from "zod";
import type { Ctx } from "@/lib/base/context";
import type { IdPrefix } from "@/lib/base/db/ids";
import { idOf } from "@/lib/base/db/ids";
import { requirePermission } from "@/lib/base/permissions.shared";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { contactIdOf } from "@/lib/people/contacts/contact-id";

/** Pieces that several resources have. Descriptions stand in the reference. */

/** A public id, by the name that its parameter has. */
export const idParam = (prefix: IdPrefix) =>
  idOf(prefix).meta({ description: `\`${prefix}_…\``, example: `${prefix}_1CYQ3p4p2zGq5n3Zt8mXwD` });

export const Time = z.string().meta({ format: "date-time", description: "ISO 8601, UTC" });

export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(100).default(20).meta({ description: "How many, 1 to 100." }),
  cursor: z.string().max(700).optional().meta({ description: "`next_cursor` of the page before." }),
};

/** For `cursor` where the last row of a page is what the next one begins after. */
export const idCursor = (prefix: IdPrefix) =>
  idOf(prefix).optional().meta({ description: "`next_cursor` of the page before." });

/** A page of a collection: follow `next_cursor` until it is null. */
export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    data: z.array(item),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable().meta({ description: "For `cursor` of the next page; null on the last one." }),
  });

/** What a verb found, as a page. */
export const asPage = <T>(data: T[], nextCursor: string | null) => ({
  data,
  hasMore: nextCursor !== null,
  nextCursor,
});

export const Email = z.string().max(320).meta({ example: "ada@example.com" });

/** A contact as its own operations name it; also for whose eyes something is made. */
export const ContactName = z.string().max(1000).meta({
  description: "`ctc_…`, `external:` and the id of your program, or the address",
  example: "ada@example.com",
});
export const ContactOf = z.strictObject({ contact: ContactName.optional() });

/** The UUID of the contact that was named, if one was. Asks for the right to read contacts before it says whether there is one. */
export async function contactOf(ctx: Ctx, { contact }: z.output<typeof ContactOf>): Promise<string | undefined> {
  if (contact === undefined) return undefined;
  requirePermission(ctx, "contacts.read");
  return contactIdOf(ctx, contact);
}

/** What the block editor writes; `EmailDocument` reads it. */
export const Document = z.custom<EmailDocument>().meta({ type: "object", description: "TipTap JSON." });

/** Content as one person would get it. */
export const ContentPreview = z
  .object({
    subject: z.string(),
    html: z.string(),
    text: z.string(),
    issues: z.array(z.object({ level: z.enum(["error", "warning"]), message: z.string() })),
  })
  .meta({ id: "ContentPreview" });

/** Content as an author writes it, for the document. */
export const writtenContent = <D extends z.ZodType, H extends z.ZodType>({
  document,
  html,
}: {
  document: D;
  html: H;
}) => ({
  document: document.meta({ type: "object", description: "The document of the block editor (TipTap JSON)." }),
  html: html.meta({ description: "HTML as it is, with merge tags." }),
});

/** For `refine`: a mail is written in one of them. */
export const oneContent = [
  (body: { document?: unknown; html?: unknown }) => body.document === undefined || body.html === undefined,
  { message: "Give `document` or `html`, not both.", path: ["html"] as PropertyKey[] },
] as const;
