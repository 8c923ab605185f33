"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { Redo2, Undo2 } from "lucide-react";
import { Separator } from "@/components/ui/separator";
import { t } from "@/lib/language/t";
import { groupKinds, lineKindOf, setTextKind } from "../blocks/text-kinds";
import type { UploadImage } from "../insert-picture";
import { MergeTagPicker } from "../merge-tag-picker";
import { AlignMenu, alignmentOf } from "./align-menu";
import { backToText } from "./back-to-text";
import { InsertMenu } from "./insert-menu";
import { LineKindSelect } from "./line-kind-select";
import { LinkControl } from "./link-control";
import { activeStyles, TextStyleButtons } from "./text-style-buttons";
import { ToolbarButton } from "./toolbar-button";

function stateOf(editor: Editor) {
  return {
    kind: lineKindOf(editor),
    inText: editor.isActive("paragraph") || editor.isActive("heading"),
    styles: activeStyles(editor),
    groups: groupKinds.map(({ id }) => id).filter((id) => editor.isActive(id)),
    alignment: alignmentOf(editor),
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

const Line = () => <Separator orientation="vertical" className="mx-1 h-5! shrink-0" />;

/** Everything that can be done to the mail, in one row; the same is reached by keyboard shortcuts and "/". */
export function Toolbar({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const state = useEditorState({ editor, selector: ({ editor: current }) => stateOf(current) });
  return (
    <div
      role="toolbar"
      aria-label={t("Formatting")}
      className="flex items-center gap-0.5 overflow-x-auto px-2 py-1.5 [scrollbar-width:thin]"
    >
      <InsertMenu editor={editor} upload={upload} />
      <MergeTagPicker
        onPick={(tag) => editor.chain().focus().insertMergeTag(tag).run()}
        onCloseAutoFocus={backToText(editor)}
      />
      <Line />
      <LineKindSelect editor={editor} kind={state.kind} disabled={!state.inText} />
      <Line />
      <TextStyleButtons editor={editor} active={state.styles} />
      <LinkControl editor={editor} />
      <Line />
      <AlignMenu editor={editor} alignment={state.alignment} />
      {groupKinds.map(({ id, label, icon }) => (
        <ToolbarButton
          key={id}
          label={t(label)}
          icon={icon}
          pressed={state.groups.includes(id)}
          onClick={() => setTextKind(editor, id)}
        />
      ))}
      <Line />
      <ToolbarButton
        label={t("Undo")}
        icon={Undo2}
        disabled={!state.canUndo}
        onClick={() => editor.chain().focus().undo().run()}
      />
      <ToolbarButton
        label={t("Redo")}
        icon={Redo2}
        disabled={!state.canRedo}
        onClick={() => editor.chain().focus().redo().run()}
      />
    </div>
  );
}
