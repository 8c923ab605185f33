"use client";

import type { Command } from "@tiptap/pm/state";
import { addColumnAfter, addRowAfter, deleteColumn, deleteRow, toggleHeaderRow } from "@tiptap/pm/tables";
import type { Editor } from "@tiptap/react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { NativeSelect } from "@/components/ui/native-select";
import { inEnglish, type Msg, msg, t } from "@/lib/language/t";
import type { ActiveBlock } from "../blocks/block-place";

const tableChanges: readonly { label: Msg; change: Command }[] = [
  { label: msg("Add row"), change: addRowAfter },
  { label: msg("Add column"), change: addColumnAfter },
  { label: msg("Remove row"), change: deleteRow },
  { label: msg("Remove column"), change: deleteColumn },
  { label: msg("First row is a heading"), change: toggleHeaderRow },
];

/** What can be done to the table with the cursor. */
export function TableFields({ editor }: { editor: Editor }) {
  const run = (change: Command) => {
    change(editor.state, (tr) => editor.view.dispatch(tr));
    editor.view.focus();
  };
  return (
    <div className="flex flex-wrap gap-2">
      {tableChanges.map(({ label, change }) => (
        <Button key={inEnglish(label)} variant="outline" size="sm" onClick={() => run(change)}>
          {t(label)}
        </Button>
      ))}
    </div>
  );
}

const shares = new Map<string, (string | null)[]>([
  ["equal", [null, null]],
  ["left", ["33%", "67%"]],
  ["right", ["67%", "33%"]],
]);

/** How two columns share the width; three and four are alike. */
export function ColumnsFields({ editor, block: { pos, node } }: { editor: Editor; block: ActiveBlock }) {
  if (node.type.name !== "twoColumns")
    return <p className="text-muted-foreground text-xs">{t("On a phone they stand under each other.")}</p>;
  const first = Number.parseFloat(String(node.firstChild?.attrs.width ?? "50"));
  const share = (id: string) => {
    const { tr } = editor.state;
    node.forEach((_column, offset, index) => {
      tr.setNodeAttribute(pos + 1 + offset, "width", shares.get(id)?.[index] ?? null);
    });
    editor.view.dispatch(tr);
  };
  return (
    <Field label={t("Widths")} help={t("On a phone they stand under each other.")}>
      <NativeSelect
        value={first < 45 ? "left" : first > 55 ? "right" : "equal"}
        onChange={(event) => share(event.target.value)}
      >
        <option value="equal">{t("Equal")}</option>
        <option value="left">{t("Narrow left")}</option>
        <option value="right">{t("Narrow right")}</option>
      </NativeSelect>
    </Field>
  );
}
