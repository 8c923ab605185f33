import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTemplate } from "./queries";
import { TemplateRef } from "./schema";

/** Takes a template out of the gallery, or with `archived: false` puts it back. Asking twice is fine. */
export async function archiveTemplate(ctx: Ctx, input: TemplateRef, archived = true): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId } = TemplateRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getTemplate(tx, templateId);
    if ((before.archivedAt !== null) === archived) return before;
    const after = await tx.db.template.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: templateId } },
      data: { archivedAt: archived ? tx.now() : null },
    });
    await recordAudit(tx, archived ? "template.archived" : "template.restored", {
      subjectType: "template",
      subjectId: templateId,
      after: { name: after.name },
    });
    return after;
  });
}
