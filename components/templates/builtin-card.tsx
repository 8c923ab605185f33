"use client";

import { MailThumbnail } from "@/components/editor/mail-thumbnail";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import { t } from "@/lib/language/t";
import { useTemplateActions } from "./use-template-actions";

export interface BuiltinSummary {
  key: string;
  name: string;
  description: string;
  category: string;
}

/** A design that comes with the product: make a template of one's own from it, or start a campaign with it. */
export function BuiltinCard({ design }: { design: BuiltinSummary }) {
  const { can } = useWorkspace();
  const { create, startCampaign } = useTemplateActions();
  return (
    <li className="flex flex-col overflow-hidden rounded-lg border bg-card">
      <MailThumbnail url={`/templates/designs?key=${design.key}`} version="" className="border-b" />
      <div className="flex flex-1 flex-col gap-3 p-3">
        <div className="flex-1">
          <p className="text-muted-foreground text-xs">{design.category}</p>
          <h3 className="font-medium text-sm">{design.name}</h3>
          <p className="text-muted-foreground text-xs">{design.description}</p>
        </div>
        {can("templates.write") ? (
          <div className="flex flex-wrap gap-2">
            <Button
              size="sm"
              pending={startCampaign.isPending}
              aria-label={t("Start campaign with {name}", { name: design.name })}
              onClick={() => startCampaign.mutate({ templateKey: design.key })}
            >
              {t("Start campaign")}
            </Button>
            <Button
              variant="outline"
              size="sm"
              pending={create.isPending}
              aria-label={t("Customise {name}", { name: design.name })}
              onClick={() => create.mutate({ builtinKey: design.key })}
            >
              {t("Customise")}
            </Button>
          </div>
        ) : null}
      </div>
    </li>
  );
}
