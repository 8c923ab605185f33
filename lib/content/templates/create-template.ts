import { recordAudit } from "@/lib/base/audit/record-audit";
import type { Ctx } from "@/lib/base/context";
import type { Template } from "@/lib/base/db/generated/client";
import { newId } from "@/lib/base/db/ids";
import { inTransaction } from "@/lib/base/db/transaction";
import { requirePermission } from "@/lib/base/permissions.shared";
import { maybeMsg, t } from "@/lib/language/t";
import { getBuiltinTemplate } from "./builtin-templates";
import { emptyDocument } from "./empty-document.shared";
import { CreateTemplate } from "./schema";
import { templateDocument } from "./stored-content";

const startingHtml =
  '<!doctype html>\n<html lang="en">\n  <body>\n    <p>Hello {{ contact.first_name | default: "there" }},</p>\n  </body>\n</html>\n';

function startingContent({ builtinKey, contentKind, name }: ReturnType<typeof CreateTemplate.parse>) {
  if (builtinKey) {
    const design = getBuiltinTemplate(builtinKey);
    return {
      name: name ?? t(maybeMsg(design.name)),
      description: t(maybeMsg(design.description)),
      subject: design.subject,
      previewText: design.previewText,
      document: templateDocument.write(design.document),
    };
  }
  return contentKind === "html"
    ? { name: name ?? t("Untitled template"), contentKind, html: startingHtml }
    : { name: name ?? t("Untitled template"), document: templateDocument.write(emptyDocument) };
}

/** Makes a template of the workspace's own. */
export async function createTemplate(ctx: Ctx, input: CreateTemplate): Promise<Template> {
  requirePermission(ctx, "templates.write");
  const content = startingContent(CreateTemplate.parse(input));
  return inTransaction(ctx, async (tx) => {
    const template = await tx.db.template.create({ data: { workspaceId: ctx.workspaceId, id: newId(), ...content } });
    await recordAudit(tx, "template.created", {
      subjectType: "template",
      subjectId: template.id,
      after: { name: template.name },
    });
    return template;
  });
}
