import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { getTemplate } from "./queries";
import { UpdateTemplate } from "./schema";
import { templateDocument } from "./stored-content";

/** Changes a template's words or content. An archived one is refused: bring it back first. */
export async function updateTemplate(ctx: Ctx, input: UpdateTemplate): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const { templateId, document, ...rest } = UpdateTemplate.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getTemplate(tx, templateId);
    if (before.archivedAt) throw conflict("This template is archived. Restore it to change it.");
    const after = await tx.db.template.update({
      where: { workspaceId_id: { workspaceId: ctx.workspaceId, id: templateId } },
      data: { ...rest, ...(document ? { document: templateDocument.write(document) } : {}) },
    });
    // Autosaves come every few seconds; only what people talk about goes to the log.
    if (before.name !== after.name)
      await recordAudit(tx, "template.renamed", {
        subjectType: "template",
        subjectId: templateId,
        before: { name: before.name },
        after: { name: after.name },
      });
    return after;
  });
}
