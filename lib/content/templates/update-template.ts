import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, invalid } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { t } from "@/lib/language/t";
import { getTemplate } from "./queries";
import { UpdateTemplate } from "./schema";
import { templateDocument, templateVariables } from "./stored-content";

/**
 * Changes a template's words or content. An archived one is refused: bring it back first. Throws `invalid` for content of the other kind, which
 * the template would keep and never show.
 */
export async function updateTemplate(ctx: Ctx, input: UpdateTemplate): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId, document, variables, ...rest } = UpdateTemplate.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getTemplate(tx, templateId);
    if (before.archivedAt) throw conflict(t("This template is archived. Restore it to change it."));
    requireKind(before, { document, html: rest.html });
    await takeAlias(tx, before, rest.alias);
    const after = await tx.db.template.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: templateId } },
      data: {
        ...rest,
        ...(document && { document: templateDocument.write(document) }),
        ...(variables && { variables: templateVariables.write(variables) }),
      },
    });
    const names = { before: { name: before.name }, after: { name: after.name } };
    const subject = { subjectType: "template", subjectId: templateId };
    // Autosaves come every few seconds; of people only what they talk about goes to the log. A program saves when it means it.
    if (before.name !== after.name) await recordAudit(tx, "template.renamed", { ...subject, ...names });
    else if (tx.actor.type === "key") {
      const fields = Object.keys(input).filter((name) => name !== "templateId");
      await recordAudit(tx, "template.updated", { ...subject, after: { name: after.name, fields } });
    }
    return after;
  });
}

/** Takes an alias for a template, and lets the one from before go. Throws `invalid` when another template has it. */
async function takeAlias(tx: Ctx, { id, alias: before }: Template, alias: string | null | undefined): Promise<void> {
  if (alias === undefined || alias === before) return;
  const { workspaceId } = tx;
  await tx.db.templateAlias.deleteMany({ where: { workspaceId, templateId: id } });
  if (alias === null) return;
  const data = { workspaceId, alias, templateId: id };
  const { count } = await tx.db.templateAlias.createMany({ data, skipDuplicates: true });
  const text = t("Another template has this alias.");
  if (count === 0) throw invalid(text, { alias: text });
}

function requireKind({ contentKind }: Template, given: { document?: unknown; html?: unknown }): void {
  const other = contentKind === "html" ? "document" : "html";
  if (given[other] === undefined) return;
  const text =
    contentKind === "html" ? t("This template is written in HTML.") : t("This template is a document of blocks.");
  throw invalid(text, { [other]: text });
}
