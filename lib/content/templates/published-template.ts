import { BoundedCache } from "@/lib/base/cache/bounded-cache";
import type { Ctx } from "@/lib/base/context";
import type { CompiledContent } from "./compile";
import { versionContent, versionVariables } from "./stored-content";
import type { TemplateVariable } from "./variables";

/** A published version of a template. */
export interface PublishedTemplate {
  templateId: string;
  name: string;
  version: number;
  compiled: CompiledContent;
  variables: readonly TemplateVariable[];
}

/** Versions never change. The object is kept, because what is made ready of it is remembered by it. */
const versions = new BoundedCache<Pick<PublishedTemplate, "compiled" | "variables">>({ max: 500 });

/** The version of a template that programs send, by its id or alias; null when there is none, or it is put away. */
export async function findPublishedTemplate(
  { db, workspaceId }: Ctx,
  by: { id: string; alias?: undefined } | { alias: string; id?: undefined },
): Promise<PublishedTemplate | null> {
  const id = by.alias === undefined ? by.id : await templateOf({ db, workspaceId }, by.alias);
  const template =
    id &&
    (await db.template.findUnique({
      where: { workspaceId_id: { workspaceId, id } },
      select: { id: true, name: true, publishedVersion: true, archivedAt: true },
    }));
  if (!template || template.archivedAt || template.publishedVersion === null) return null;
  const { id: templateId, name, publishedVersion: version } = template;
  const key = `${workspaceId}/${templateId}/${version}`;
  let known = versions.get(key);
  if (!known) {
    const row = await db.templateVersion.findUnique({
      where: { workspaceId_templateId_version: { workspaceId, templateId, version } },
    });
    if (!row) return null;
    known = { compiled: versionContent.read(row.compiled), variables: versionVariables.read(row.variables) };
    versions.set(key, known);
  }
  return { templateId, name, version, ...known };
}

async function templateOf({ db, workspaceId }: Pick<Ctx, "db" | "workspaceId">, alias: string): Promise<string | null> {
  const where = { workspaceId_alias: { workspaceId, alias } };
  return (await db.templateAlias.findUnique({ where, select: { templateId: true } }))?.templateId ?? null;
}
