"use client";

import { ChevronDown, Code, FilePlus2 } from "lucide-react";
import { useWorkspace } from "@/components/shell/workspace-provider";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { t } from "@/lib/language/t";
import { useTemplateActions } from "./use-template-actions";

/** Starts an empty template, in the editor or as code. */
export function NewTemplateButton() {
  const { can } = useWorkspace();
  const { create } = useTemplateActions();
  if (!can("templates.write")) return null;
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button pending={create.isPending}>
          {t("New template")}
          <ChevronDown aria-hidden />
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="end">
        <DropdownMenuItem onSelect={() => create.mutate({ contentKind: "document" })}>
          <FilePlus2 aria-hidden /> {t("Blank, in the editor")}
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => create.mutate({ contentKind: "html" })}>
          <Code aria-hidden /> {t("From HTML")}
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
