import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { publicId } from "@/lib/base/db/ids";
import { notFound } from "@/lib/base/errors";
import { standardTags } from "@/lib/content/liquid/merge-tags";
import { t } from "@/lib/language/t";
import type { EmailDocument } from "./document.shared";
import { templateDocument, templateVariables } from "./stored-content";
import type { TemplateVariable } from "./variables";

export interface PresentedTemplate {
  id: string;
  name: string;
  description: string;
  subject: string;
  previewText: string;
  contentKind: "document" | "html";
  document: EmailDocument | null;
  html: string | null;
  archived: boolean;
  alias: string | null;
  variables: TemplateVariable[];
  /** The version that programs send; null: none. */
  publishedVersion: number | null;
  createdAt: string;
  updatedAt: string;
}

/** How a template looks outside. */
export function presentTemplate(template: Template): PresentedTemplate {
  return {
    id: publicId("tpl", template.id),
    name: template.name,
    description: template.description,
    subject: template.subject,
    previewText: template.previewText,
    contentKind: template.contentKind,
    document: templateDocument.readOrNull(template.document),
    html: template.html,
    archived: template.archivedAt !== null,
    alias: template.alias,
    variables: templateVariables.readOrNull(template.variables) ?? [],
    publishedVersion: template.publishedVersion,
    createdAt: template.createdAt.toISOString(),
    updatedAt: template.updatedAt.toISOString(),
  };
}

/** The workspace's own templates without their content, last changed first; 500 at most. */
export async function findTemplates(ctx: Ctx, options: { archived?: boolean } = {}) {
  return ctx.db.template.findMany({
    where: { workspaceId: ctx.workspaceId, archivedAt: options.archived ? { not: null } : null },
    select: { id: true, name: true, description: true, contentKind: true, updatedAt: true, archivedAt: true },
    orderBy: { updatedAt: "desc" },
    take: 500,
  });
}

/** When the version of each that programs send was published, by the id of the template. */
export async function publishedAt(
  { db, workspaceId }: Ctx,
  templates: readonly Pick<Template, "id" | "publishedVersion">[],
): Promise<ReadonlyMap<string, Date>> {
  const versions = templates.flatMap(({ id: templateId, publishedVersion: version }) =>
    version === null ? [] : [{ templateId, version }],
  );
  if (versions.length === 0) return new Map();
  const rows = await db.templateVersion.findMany({
    where: { workspaceId, OR: versions },
    select: { templateId: true, publishedAt: true },
  });
  return new Map(rows.map((row) => [row.templateId, row.publishedAt]));
}

/** One template of this workspace, or `not_found`. */
export async function getTemplate(ctx: Ctx, templateId: string): Promise<Template> {
  const template = await ctx.db.template.findUnique({
    where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: templateId } },
  });
  if (!template) throw notFound("template");
  return template;
}

export interface MergeTagChoice {
  path: string;
  label: string;
}

/** What the merge-tag picker offers: the standard tags and this workspace's fields. */
export async function findMergeTags(ctx: Ctx): Promise<MergeTagChoice[]> {
  const fields = await ctx.db.contactField.findMany({
    where: { workspaceId: ctx.workspaceId },
    orderBy: [{ position: "asc" }, { key: "asc" }],
    select: { key: true, label: true },
  });
  const standard = standardTags.map(({ path, label }) => ({ path, label: t(label) }));
  const [first, rest] = [standard.slice(0, 3), standard.slice(3)];
  return [...first, ...fields.map((field) => ({ path: `contact.${field.key}`, label: field.label })), ...rest];
}
