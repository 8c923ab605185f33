"use client";

import { Archive, Copy, Ellipsis, Send } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { useTemplateActions } from "./use-template-actions";

/** Use, copy, archive: the actions on one of the workspace's own templates. */
export function TemplateMenu({ id, name }: { id: string; name: string }) {
  const { duplicate, archive, startCampaign } = useTemplateActions();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${name}`}>
          <Ellipsis aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => startCampaign.mutate({ templateId: id })}>
          <Send aria-hidden /> Use in a campaign
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => duplicate.mutate(id)}>
          <Copy aria-hidden /> Duplicate
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => archive.mutate(id)}>
          <Archive aria-hidden /> Archive
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
