"use client";

import type { Editor } from "@tiptap/react";
import {
  Bold,
  CaseUpper,
  Code,
  Ellipsis,
  Italic,
  type LucideIcon,
  Strikethrough,
  Superscript,
  Underline,
} from "lucide-react";
import {
  DropdownMenu,
  DropdownMenuCheckboxItem,
  DropdownMenuContent,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { IconButton } from "@/components/ui/icon-button";
import { type Msg, msg, t } from "@/lib/language/t";
import { backToText } from "./back-to-text";
import { pressedClasses, ToolbarButton } from "./toolbar-button";

interface LetterStyle {
  mark: string;
  label: Msg;
  icon: LucideIcon;
}

/** Styles of letters, by the same names wherever they are offered. */
const styles: readonly LetterStyle[] = [
  { mark: "bold", label: msg("Bold"), icon: Bold },
  { mark: "italic", label: msg("Italic"), icon: Italic },
  { mark: "underline", label: msg("Underline"), icon: Underline },
];
const moreStyles: readonly LetterStyle[] = [
  { mark: "strike", label: msg("Strike through"), icon: Strikethrough },
  { mark: "uppercase", label: msg("Capitals"), icon: CaseUpper },
  { mark: "sup", label: msg("Raised", "letters above the line"), icon: Superscript },
  { mark: "code", label: msg("Code"), icon: Code },
];

/** Which styles the selected letters have. */
export const activeStyles = (editor: Editor): string[] =>
  [...styles, ...moreStyles].map(({ mark }) => mark).filter((mark) => editor.isActive(mark));

/** Buttons for the styles of letters; what is rarely used stands in a menu. */
export function TextStyleButtons({ editor, active }: { editor: Editor; active: readonly string[] }) {
  const toggle = (mark: string) => editor.chain().focus().toggleMark(mark).run();
  return (
    <>
      {styles.map(({ mark, label, icon }) => (
        <ToolbarButton
          key={mark}
          label={t(label)}
          icon={icon}
          pressed={active.includes(mark)}
          onClick={() => toggle(mark)}
        />
      ))}
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <IconButton
            icon={Ellipsis}
            label={t("More text styles")}
            title={t("More text styles")}
            className={moreStyles.some(({ mark }) => active.includes(mark)) ? pressedClasses : undefined}
          />
        </DropdownMenuTrigger>
        <DropdownMenuContent align="start" onCloseAutoFocus={backToText(editor)}>
          {moreStyles.map(({ mark, label, icon: Icon }) => (
            <DropdownMenuCheckboxItem key={mark} checked={active.includes(mark)} onSelect={() => toggle(mark)}>
              <Icon aria-hidden /> {t(label)}
            </DropdownMenuCheckboxItem>
          ))}
        </DropdownMenuContent>
      </DropdownMenu>
    </>
  );
}
