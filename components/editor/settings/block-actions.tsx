"use client";

import type { Transaction } from "@tiptap/pm/state";
import type { Editor } from "@tiptap/react";
import { ArrowDown, ArrowUp, Copy, type LucideIcon, Trash2 } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/language/t";
import type { ActiveBlock } from "../blocks/block-place";
import { changeAt } from "../blocks/change-at";

interface BlockActionsProps {
  editor: Editor;
  block: ActiveBlock;
  /** Its kind, as it is named in a sentence. */
  name: string;
}

/** Moves a block, copies it and takes it away. A personal value in a line is only taken away. */
export function BlockActions({ editor, block, name }: BlockActionsProps) {
  const { pos, node } = block;
  const isBlock = changeAt(editor, pos, "duplicate") !== null;
  const run = (tr: Transaction | null) => {
    if (tr) editor.view.dispatch(tr);
    editor.view.focus();
  };
  const remove = () =>
    run(isBlock ? changeAt(editor, pos, "remove") : editor.state.tr.delete(pos, pos + node.nodeSize));
  const action = (title: string, label: string, Icon: LucideIcon, onClick: () => void, disabled = false) => (
    <IconButton icon={Icon} label={label} title={title} disabled={disabled} onClick={onClick} />
  );
  return (
    <>
      {isBlock ? (
        <>
          {action(
            t("Move up"),
            t("Move up {block}", { block: name }),
            ArrowUp,
            () => run(changeAt(editor, pos, "up")),
            !changeAt(editor, pos, "up"),
          )}
          {action(
            t("Move down"),
            t("Move down {block}", { block: name }),
            ArrowDown,
            () => run(changeAt(editor, pos, "down")),
            !changeAt(editor, pos, "down"),
          )}
          {action(t("Duplicate"), t("Duplicate {block}", { block: name }), Copy, () =>
            run(changeAt(editor, pos, "duplicate")),
          )}
        </>
      ) : null}
      {action(t("Remove"), t("Remove {block}", { block: name }), Trash2, remove)}
    </>
  );
}
