"use client";

import type { Editor } from "@tiptap/react";
import { Columns2, Columns3, Image, Minus, MousePointerClick, PanelTop, Plus, SeparatorHorizontal } from "lucide-react";
import { Button } from "@/components/ui/button";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { pickImage, type UploadImage } from "./image-node";

/** The blocks that can be put where the cursor is. */
export function InsertMenu({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const run = () => editor.chain().focus();
  const card = (variant: string) => run().insertSection().updateAttributes("section", { class: variant }).run();
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <Button variant="ghost" size="sm">
          <Plus aria-hidden />
          Insert
        </Button>
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" onCloseAutoFocus={(event) => event.preventDefault()}>
        <DropdownMenuItem onSelect={() => pickImage(editor, upload)}>
          <Image aria-hidden /> Image
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => run().setButton().run()}>
          <MousePointerClick aria-hidden /> Button
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => run().setHorizontalRule().run()}>
          <Minus aria-hidden /> Divider
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => run().insertSpacer(32).run()}>
          <SeparatorHorizontal aria-hidden /> Spacer
        </DropdownMenuItem>
        <DropdownMenuSeparator />
        <DropdownMenuItem onSelect={() => card("card")}>
          <PanelTop aria-hidden /> Card
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => card("accent")}>
          <PanelTop aria-hidden /> Card in brand colour
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => run().insertColumns(2).run()}>
          <Columns2 aria-hidden /> Two columns
        </DropdownMenuItem>
        <DropdownMenuItem onSelect={() => run().insertColumns(3).run()}>
          <Columns3 aria-hidden /> Three columns
        </DropdownMenuItem>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
