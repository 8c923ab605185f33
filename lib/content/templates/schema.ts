import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";
import { Brand } from "./brand";
import { EmailDocument } from "./document.shared";
import { TemplateAlias, TemplateVariables } from "./variables";

const name = z
  .string()
  .trim()
  .min(1, words("Give the template a name."))
  .max(120, words("Use at most 120 characters."));
const line = z.string().max(400, words("Use at most 400 characters."));
const html = z.string().max(1_000_000, words("The HTML is larger than 1 MB."));
const templateId = idOf("tpl");

/** What a mail is written in: a document of blocks, or HTML as it is. */
export const contentKinds = ["document", "html"] as const;
export type ContentKind = (typeof contentKinds)[number];

export const TemplateRef = z.object({ templateId });
export type TemplateRef = z.input<typeof TemplateRef>;

/** One of the designs that come with the product. */
export const DesignRef = z.object({ key: z.string(words("Name the design.")).max(60) });

/** A new template: from a built-in design, or blank in either kind. */
export const CreateTemplate = z.object({
  name: name.optional(),
  builtinKey: z.string().max(60).optional(),
  contentKind: z.enum(contentKinds).default("document"),
});
export type CreateTemplate = z.input<typeof CreateTemplate>;

/** What an autosave or a rename may change; what is absent stays. */
export const UpdateTemplate = z.object({
  templateId,
  name: name.optional(),
  description: z.string().trim().max(300, words("Use at most 300 characters.")).optional(),
  subject: line.optional(),
  previewText: line.optional(),
  document: EmailDocument.optional(),
  html: html.optional(),
  /** Null takes it away. */
  alias: TemplateAlias.nullable().optional(),
  variables: TemplateVariables.optional(),
});
export type UpdateTemplate = z.input<typeof UpdateTemplate>;

/** A saved template to look at as one contact would get it; without one as somebody would of whom only the address is known. */
export const PreviewTemplate = z.object({ templateId, contactId: idOf("ctc").nullish() });
export type PreviewTemplate = z.input<typeof PreviewTemplate>;

/** Content to look at before it is sent, as one contact would get it. */
export const PreviewContent = z
  .object({
    document: EmailDocument.optional(),
    html: html.optional(),
    subject: line.default(""),
    previewText: line.default(""),
    contactId: idOf("ctc").nullish(),
    /** A look that is not saved yet; without it the workspace's own. */
    brand: Brand.optional(),
  })
  .refine((input) => (input.document === undefined) !== (input.html === undefined), words("Give a document or HTML."));
export type PreviewContent = z.input<typeof PreviewContent>;
