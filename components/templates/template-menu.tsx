"use client";

import { Archive, Copy, Send } from "lucide-react";
import { ActionsMenu } from "@/components/ui/actions-menu";
import { DropdownMenuItem, DropdownMenuSeparator } from "@/components/ui/dropdown-menu";
import { t } from "@/lib/language/t";
import { useTemplateActions } from "./use-template-actions";

/** Use, copy, archive: the actions on one of the workspace's own templates. */
export function TemplateMenu({ id, name }: { id: string; name: string }) {
  const { duplicate, archive, startCampaign } = useTemplateActions();
  return (
    <ActionsMenu name={name} size="icon-sm">
      <DropdownMenuItem onSelect={() => startCampaign.mutate({ templateId: id })}>
        <Send aria-hidden /> {t("Use in a campaign")}
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={() => duplicate.mutate(id)}>
        <Copy aria-hidden /> {t("Duplicate")}
      </DropdownMenuItem>
      <DropdownMenuSeparator />
      <DropdownMenuItem onSelect={() => archive.mutate(id)}>
        <Archive aria-hidden /> {t("Archive")}
      </DropdownMenuItem>
    </ActionsMenu>
  );
}
