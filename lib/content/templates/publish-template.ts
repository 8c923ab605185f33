import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { env } from "@/lib/base/env";
import { conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import type { CompiledContent } from "./compile";
import { compileBounded, usedTagsBounded } from "./content-tasks";
import { emptyDocument } from "./empty-document.shared";
import { mailLanguageOf } from "./mail-language";
import { getTemplate } from "./queries";
import { TemplateRef } from "./schema";
import { templateDocument, templateVariables, versionContent, versionVariables } from "./stored-content";
import type { TemplateVariable } from "./variables";
import { getBrand } from "./workspace-brand";

/**
 * Makes what the template says now the version that programs send. What is written afterwards is not sent before it is published too. Throws
 * `invalid` in words for content that cannot be sent, and for values that no variable stands for.
 */
export async function publishTemplate(ctx: Ctx, input: TemplateRef): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId } = TemplateRef.parse(input);
  const template = await getTemplate(ctx, templateId);
  if (template.archivedAt) throw conflict(t("This template is archived. Restore it to publish it."));
  const variables = templateVariables.readOrNull(template.variables) ?? [];
  const compiled = await compileTemplate(ctx, template);
  await requireKnownValues(compiled, variables);
  return inTransaction(ctx, async (tx) => {
    // One at a time, or two would have the same number.
    await tx.db.$queryRaw`
      select id from template where workspace_id = ${tx.workspaceId}::uuid and id = ${templateId}::uuid for update`;
    const last = await tx.db.templateVersion.findFirst({
      where: { workspaceId: tx.workspaceId, templateId },
      orderBy: { version: "desc" },
      select: { version: true },
    });
    const version = (last?.version ?? 0) + 1;
    await tx.db.templateVersion.create({
      data: {
        ...{ workspaceId: tx.workspaceId, templateId, version, publishedBy: tx.actor.name, publishedAt: tx.now() },
        compiled: versionContent.write(compiled),
        variables: versionVariables.write(variables),
      },
    });
    return changePublished(tx, template, version);
  });
}

/** Programs can no longer send it. Asking twice is fine. */
export async function unpublishTemplate(ctx: Ctx, input: TemplateRef): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId } = TemplateRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const template = await getTemplate(tx, templateId);
    return template.publishedVersion === null ? template : changePublished(tx, template, null);
  });
}

async function changePublished(tx: Ctx, { id, name }: Template, version: number | null): Promise<Template> {
  const where = { workspaceId_id: { workspaceId: tx.workspaceId, id } };
  const template = await tx.db.template.update({ where, data: { publishedVersion: version } });
  const action = version === null ? "template.unpublished" : "template.published";
  await recordAudit(tx, action, { subjectType: "template", subjectId: id, after: { name, version } });
  return template;
}

async function compileTemplate(ctx: Ctx, template: Template): Promise<CompiledContent> {
  const workspace = await ctx.db.workspace.findUniqueOrThrow({
    where: { id: ctx.workspaceId },
    select: { locale: true, mailLanguage: true },
  });
  if (!template.subject.trim())
    throw invalid(t("Give the template a subject."), { subject: t("Give the template a subject.") });
  return compileBounded({
    ...(template.contentKind === "html"
      ? { html: template.html ?? "" }
      : { document: templateDocument.readOrNull(template.document) ?? emptyDocument }),
    subject: template.subject,
    previewText: template.previewText,
    brand: await getBrand(ctx),
    lang: mailLanguageOf(workspace),
    assetBase: env.APP_URL,
    ...{ trackOpens: false, trackClicks: false, withoutWayOut: true },
  });
}

/** A value that no program can give would leave a hole in every mail. */
async function requireKnownValues(
  { subject, html, text }: CompiledContent,
  variables: readonly TemplateVariable[],
): Promise<void> {
  const used = await usedTagsBounded([
    { place: "subject", source: subject },
    { place: "content", source: html },
    { place: "plain text", source: text },
  ]);
  const known = new Set(variables.map(({ key }) => key));
  const missing = used.flatMap(({ path }) => {
    const [root, key] = path.split(".");
    return root === "data" && !known.has(key ?? "") ? [path] : [];
  });
  if (missing.length === 0) return;
  const shown = missing.slice(0, 5).map((path) => `{{ ${path} }}`);
  throw invalid(
    t(
      "{count, plural, one {{values} is no variable of this template. Add it to the variables.} other {{values} are no variable of this template. Add them to the variables.}}",
      { count: missing.length, values: shown.join(", ") },
    ),
    { variables: t("Some values of the content are missing here.") },
  );
}
