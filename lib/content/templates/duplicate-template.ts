import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTemplate } from "./queries";
import { TemplateRef } from "./schema";

/** Copies a template under a new name. */
export async function duplicateTemplate(ctx: Ctx, input: TemplateRef): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId } = TemplateRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const source = await getTemplate(tx, templateId);
    const copy = await tx.db.template.create({
      data: {
        workspaceId: ctx.workspaceId,
        id: newId(),
        name: `${source.name.slice(0, 110)} (copy)`,
        description: source.description,
        subject: source.subject,
        previewText: source.previewText,
        contentKind: source.contentKind,
        ...(source.document !== null && { document: source.document }),
        html: source.html,
      },
    });
    await recordAudit(tx, "template.created", {
      subjectType: "template",
      subjectId: copy.id,
      after: { name: copy.name, copyOf: source.id },
    });
    return copy;
  });
}
