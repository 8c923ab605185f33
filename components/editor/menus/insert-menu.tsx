"use client";

import type { Editor } from "@tiptap/react";
import { Plus } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { t } from "@/lib/language/t";
import { blockKindsAt } from "../blocks/block-kinds";
import type { UploadImage } from "../insert-picture";
import { backToText } from "./back-to-text";

/** The blocks that can be put where the cursor is. */
export function InsertMenu({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="outline" size="sm">
          <Plus aria-hidden />
          {t("Insert")}
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" onCloseAutoFocus={backToText(editor)}>
        {blockKindsAt(editor).map((kind) => (
          <DropdownMenuItem key={kind.id} onSelect={() => kind.insert(editor, upload)}>
            <kind.icon aria-hidden /> {t(kind.label)}
          </DropdownMenuItem>
        ))}
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
