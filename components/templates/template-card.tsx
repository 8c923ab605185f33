"use client";

import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { RelativeTime } from "@/components/shell/date-time";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Link } from "@/components/ui/link";
import { rich } from "@/lib/language/rich";
import { t } from "@/lib/language/t";
import { TemplateMenu } from "./template-menu";
import { useTemplateActions } from "./use-template-actions";

export interface TemplateSummary {
  id: string;
  name: string;
  contentKind: "document" | "html";
  updatedAt: string;
  archived: boolean;
}

/** One of the workspace's own templates in the gallery. */
export function TemplateCard({ template }: { template: TemplateSummary }) {
  const { path, can } = useWorkspace();
  const { restore } = useTemplateActions();
  return (
    <li className="relative overflow-hidden rounded-lg border bg-card transition-shadow focus-within:ring-2 focus-within:ring-ring hover:shadow-md">
      <MailThumbnail url={`/templates/${template.id}/rendered`} version={template.updatedAt} className="border-b" />
      <div className="flex items-center gap-2 p-3">
        <div className="min-w-0 flex-1">
          <h3 className="truncate font-medium text-sm">
            <Link
              href={path("/templates/[templateId]", { templateId: template.id })}
              className="outline-none after:absolute after:inset-0"
            >
              {template.name}
            </Link>
          </h3>
          <p className="truncate text-muted-foreground text-xs">
            {rich("Changed <when></when>", { when: () => <RelativeTime value={template.updatedAt} /> })}
          </p>
        </div>
        {template.contentKind === "html" ? <Badge variant="outline">HTML</Badge> : null}
        {can("templates.write") ? (
          <div className="relative z-10">
            {template.archived ? (
              <Button variant="outline" size="sm" onClick={() => restore.mutate(template.id)}>
                {t("Restore")}
              </Button>
            ) : (
              <TemplateMenu id={template.id} name={template.name} />
            )}
          </div>
        ) : null}
      </div>
    </li>
  );
}
