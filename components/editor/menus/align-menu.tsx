"use client";

import type { Editor } from "@tiptap/react";
import { AlignCenter, AlignLeft, AlignRight } from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuRadioGroup,
  DropdownMenuRadioItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { msg, t } from "@/lib/language/t";
import { backToText } from "./back-to-text";

const sides = [
  { id: "left", label: msg("Left", "side of the text"), icon: AlignLeft },
  { id: "center", label: msg("Centre"), icon: AlignCenter },
  { id: "right", label: msg("Right", "side of the text"), icon: AlignRight },
] as const;

const aligned = ["image", "button", "heading", "paragraph"];

/** Where the block with the cursor stands. */
export function alignmentOf(editor: Editor): string {
  const type = aligned.find((name) => editor.isActive(name));
  return (type && (editor.getAttributes(type).alignment as string | null)) || "left";
}

/** Puts text, pictures and buttons left, in the middle or right. */
export function AlignMenu({ editor, alignment }: { editor: Editor; alignment: string }) {
  const Current = sides.find(({ id }) => id === alignment)?.icon ?? AlignLeft;
  const align = (side: string) => {
    const chain = editor.chain().focus();
    for (const type of aligned) chain.updateAttributes(type, { alignment: side });
    chain.run();
  };
  return (
    <DropdownMenu>
      <DropdownMenuTrigger asChild>
        <IconButton icon={Current} label={t("Alignment")} title={t("Alignment")} />
      </DropdownMenuTrigger>
      <DropdownMenuContent align="start" onCloseAutoFocus={backToText(editor)}>
        <DropdownMenuRadioGroup value={alignment} onValueChange={align}>
          {sides.map(({ id, label, icon: Icon }) => (
            <DropdownMenuRadioItem key={id} value={id}>
              <Icon aria-hidden /> {t(label)}
            </DropdownMenuRadioItem>
          ))}
        </DropdownMenuRadioGroup>
      </DropdownMenuContent>
    </DropdownMenu>
  );
}
