import type { Ctx } from "@/lib/base/context";
import { requirePermission } from "@/lib/base/permissions.shared";
import { emptyDocument } from "./empty-document.shared";
import { makePreview, type Preview } from "./preview-content";
import { getTemplate } from "./queries";
import { PreviewTemplate } from "./schema";
import { templateDocument } from "./stored-content";

/** A saved template as one contact would get it, or a made-up person, with what is wrong about it. Throws `not_found`. */
export async function previewTemplate(ctx: Ctx, input: PreviewTemplate): Promise<Preview> {
  requirePermission(ctx, "templates.read");
  const { templateId, contactId } = PreviewTemplate.parse(input);
  const { contentKind, document, html, subject, previewText } = await getTemplate(ctx, templateId);
  const content =
    contentKind === "html"
      ? { html: html ?? "" }
      : { document: templateDocument.readOrNull(document) ?? emptyDocument };
  return makePreview(ctx, { ...content, subject, previewText, contactId });
}
