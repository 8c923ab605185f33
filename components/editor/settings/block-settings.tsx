"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { ChevronDown, ChevronUp } from "lucide-react";
import { useState } from "react";
import { createPortal } from "react-dom";
import { IconButton } from "@/components/ui/icon-button";
import { t } from "@/lib/language/t";
import { activeBlock } from "../blocks/block-place";
import type { UploadImage } from "../insert-picture";
import { BlockActions } from "./block-actions";
import { kindFields } from "./kind-fields";
import { useSettingsSlot } from "./writing-layout";

const isWide = () => window.matchMedia("(width >= 48rem)").matches;

/** What can be set about the block the cursor is in; nothing when it has no settings. */
export function BlockSettings({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const slot = useSettingsSlot();
  const [open, setOpen] = useState(isWide);
  const block = useEditorState({
    editor,
    selector: ({ editor: current }) => activeBlock(current.state),
    equalityFn: (a, b) => a?.pos === b?.pos && a?.node === b?.node,
  });
  if (!block || !slot) return null;
  const { label, name, Fields } = kindFields[block.type];
  const set = (attrs: Record<string, unknown>) => {
    const { tr } = editor.state;
    for (const [key, value] of Object.entries(attrs)) tr.setNodeAttribute(block.pos, key, value);
    editor.view.dispatch(tr);
  };
  return createPortal(
    <section
      aria-label={t("{block} settings", { block: t(label) })}
      data-editor=""
      className="max-h-[45dvh] overflow-y-auto border bg-card p-3 max-xl:border-x-0 max-xl:border-b-0 max-xl:shadow-lg xl:max-h-none xl:rounded-lg"
    >
      <div className="flex items-center gap-1">
        <h3 className="flex-1 font-medium text-sm">{t(label)}</h3>
        <BlockActions editor={editor} block={block} name={t(name)} />
        <IconButton
          icon={open ? ChevronDown : ChevronUp}
          className="xl:hidden"
          label={t("Settings of the {block}", { block: t(name) })}
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        />
      </div>
      <div className={`mt-3 grid gap-3 ${open ? "" : "max-xl:hidden"}`}>
        <Fields editor={editor} block={block} set={set} upload={upload} />
      </div>
    </section>,
    slot,
  );
}
