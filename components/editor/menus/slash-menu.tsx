"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { useEffect, useId, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { cn } from "@/components/ui/cn";
import { t } from "@/lib/language/t";
import { blockKindsAt } from "../blocks/block-kinds";
import { searchKinds } from "../blocks/search-kinds";
import { groupKinds, lineKinds, setTextKind } from "../blocks/text-kinds";
import type { UploadImage } from "../insert-picture";
import { slashWords } from "../plugins/slash-keys";
import { useBeside } from "./beside";

interface Choice {
  id: string;
  label: string;
  icon: (typeof lineKinds)[number]["icon"];
  search: string;
  run(): void;
}

/** Everything the toolbar and "Insert" offer, by the same names. */
function choicesAt(editor: Editor, upload: UploadImage): Choice[] {
  const text = [...lineKinds, ...groupKinds].map((kind) => ({ kind, run: () => setTextKind(editor, kind.id) }));
  const blocks = blockKindsAt(editor).map((kind) => ({ kind, run: () => kind.insert(editor, upload) }));
  return [...text, ...blocks].map(({ kind: { id, icon, label, search }, run }) => ({
    ...{ id, icon, run },
    label: t(label),
    search: t(search),
  }));
}

/** The menu that "/" opens at the cursor. */
export function SlashMenu({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const found = useEditorState({
    editor,
    selector: ({ editor: current }) => (current.isFocused ? slashWords(current.state) : null),
  });
  const [closedAt, setClosedAt] = useState<number | null>(null);
  useEffect(() => {
    if (!found) setClosedAt(null);
  }, [found]);
  if (!found || found.from === closedAt) return null;
  const choices = searchKinds(choicesAt(editor, upload), found.words);
  if (choices.length === 0) return null;
  const choose = (choice: Choice) => {
    editor.chain().deleteRange({ from: found.from, to: found.to }).run();
    choice.run();
  };
  return createPortal(
    <ChoiceList
      key={found.words}
      editor={editor}
      at={found.from}
      choices={choices}
      onChoose={choose}
      onClose={() => setClosedAt(found.from)}
    />,
    document.body,
  );
}

interface ChoiceListProps {
  editor: Editor;
  at: number;
  choices: Choice[];
  onChoose(choice: Choice): void;
  onClose(): void;
}

/** Which choice the keys have come to; the editor hands them over while the list is open. */
function useChosen({ editor, choices, onChoose, onClose }: ChoiceListProps): number {
  const [index, setIndex] = useState(0);
  const onKey = ({ key }: KeyboardEvent): boolean => {
    const chosen = choices[index];
    if (key === "ArrowDown") setIndex((index + 1) % choices.length);
    else if (key === "ArrowUp") setIndex((index + choices.length - 1) % choices.length);
    else if (key === "Escape") onClose();
    else if ((key === "Enter" || key === "Tab") && chosen) onChoose(chosen);
    else return false;
    return true;
  };
  useEffect(() => {
    const { slashKeys } = editor.storage;
    slashKeys.onKey = onKey;
    return () => {
      slashKeys.onKey = null;
    };
  });
  return index;
}

function ChoiceList(props: ChoiceListProps) {
  const { editor, at, choices, onChoose } = props;
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const index = useChosen(props);
  useBeside(list, () => (editor.isDestroyed ? null : editor.view.coordsAtPos(at)), "below");
  useEffect(() => {
    const { dom } = editor.view;
    dom.setAttribute("aria-activedescendant", `${id}-${index}`);
    document.getElementById(`${id}-${index}`)?.scrollIntoView({ block: "nearest" });
    return () => dom.removeAttribute("aria-activedescendant");
  }, [editor, id, index]);
  return (
    <div
      ref={list}
      role="listbox"
      aria-label={t("Blocks")}
      className="fixed z-50 max-h-72 w-60 overflow-y-auto rounded-md border bg-popover p-1 text-popover-foreground shadow-md"
      onMouseDown={(event) => event.preventDefault()}
    >
      {choices.map((choice, i) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the editor's, which keeps the focus
        <div
          key={choice.id}
          id={`${id}-${i}`}
          role="option"
          tabIndex={-1}
          aria-selected={i === index}
          className={cn(
            "flex cursor-default items-center gap-2.5 rounded-sm px-2 py-1.5 text-sm hover:bg-accent",
            i === index && "bg-accent text-accent-foreground",
          )}
          onClick={() => onChoose(choice)}
        >
          <choice.icon aria-hidden className="size-4 shrink-0 text-muted-foreground" />
          {choice.label}
        </div>
      ))}
    </div>
  );
}
