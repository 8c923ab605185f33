"use client";

import { NodeSelection } from "@tiptap/pm/state";
import { type Editor, useEditorState } from "@tiptap/react";
import { ArrowDown, ArrowUp, Copy, GripVertical, Trash2 } from "lucide-react";
import { type DragEvent, useEffect, useState } from "react";
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuTrigger,
} from "@/components/ui/dropdown-menu";
import { Kbd } from "@/components/ui/kbd";
import { t } from "@/lib/language/t";
import { type BlockPlace, blockAt, blockOfSelection } from "../blocks/block-place";
import { type BlockChange, changeAt } from "../blocks/change-at";
import { backToText } from "./back-to-text";

/** The block under the mouse, wherever in its row the mouse is. */
function useHovered(editor: Editor): number | null {
  const [pos, setPos] = useState<number | null>(null);
  useEffect(() => {
    const { dom } = editor.view;
    const canvas = dom.closest<HTMLElement>(".hm-canvas");
    const onMove = (event: MouseEvent) => {
      if (event.buttons > 0 || (event.target as Element).closest("[data-block-handle]")) return;
      const box = dom.getBoundingClientRect();
      const left = Math.min(Math.max(event.clientX, box.left + 4), box.right - 4);
      const at = editor.view.posAtCoords({ left, top: event.clientY });
      const place = at && blockAt(editor.state.doc, at.inside >= 0 ? at.inside : at.pos);
      setPos(place?.pos ?? null);
    };
    const onLeave = () => setPos(null);
    canvas?.addEventListener("mousemove", onMove);
    canvas?.addEventListener("mouseleave", onLeave);
    return () => {
      canvas?.removeEventListener("mousemove", onMove);
      canvas?.removeEventListener("mouseleave", onLeave);
    };
  }, [editor]);
  return pos;
}

/** Lets the block be dragged as the editor drags what is selected. */
function startDrag(editor: Editor, { pos }: BlockPlace, event: DragEvent): void {
  const { view } = editor;
  const selection = NodeSelection.create(view.state.doc, pos);
  view.dispatch(view.state.tr.setSelection(selection));
  const dom = view.nodeDOM(pos);
  event.dataTransfer.clearData();
  event.dataTransfer.setData("text/html", dom instanceof HTMLElement ? dom.outerHTML : "");
  event.dataTransfer.effectAllowed = "move";
  if (dom instanceof HTMLElement) event.dataTransfer.setDragImage(dom, 0, 0);
  view.dragging = { slice: selection.content(), move: true };
}

/** Beside the block with the mouse or the cursor: drags it, and opens a menu for who does not drag. */
export function BlockHandle({ editor }: { editor: Editor }) {
  const [menuOpen, setMenuOpen] = useState(false);
  const [held, setHeld] = useState<number | null>(null);
  const hovered = useHovered(editor);
  const own = useEditorState({
    editor,
    selector: ({ editor: current }) => (current.isFocused ? (blockOfSelection(current.state)?.pos ?? null) : null),
  });
  const { doc } = editor.state;
  const pos = held ?? hovered ?? own;
  const place = pos !== null && pos < doc.content.size ? blockAt(doc, pos) : null;
  const dom = place ? editor.view.nodeDOM(place.pos) : null;
  const frame = editor.view.dom.closest(".hm-canvas")?.getBoundingClientRect();
  if (!place || !frame || !(dom instanceof HTMLElement)) return null;
  const box = dom.getBoundingClientRect();
  return (
    <div
      data-block-handle=""
      className="absolute z-10"
      style={{ top: box.top - frame.top, left: Math.max(0, box.left - frame.left - 26) }}
    >
      <DropdownMenu
        open={menuOpen}
        onOpenChange={(open) => {
          setMenuOpen(open);
          setHeld(open ? place.pos : null);
        }}
      >
        {/* The menu stands beside this; what is pressed is the handle, because a press may become a drag. */}
        <DropdownMenuTrigger asChild>
          <span aria-hidden className="pointer-events-none absolute inset-0" tabIndex={-1} />
        </DropdownMenuTrigger>
        <BlockMenu editor={editor} pos={place.pos} />
      </DropdownMenu>
      <button
        type="button"
        draggable
        aria-label={t("Move this block")}
        aria-haspopup="menu"
        aria-expanded={menuOpen}
        title={t("Drag to move, click for more")}
        className="flex h-6 w-5 cursor-grab items-center justify-center rounded-sm border border-[#d5d9dc] bg-white text-[#5a6268] shadow-xs hover:text-[#16191d]"
        onClick={() => {
          setHeld(place.pos);
          setMenuOpen(true);
        }}
        onDragStart={(event) => startDrag(editor, place, event)}
        onDragEnd={() => {
          editor.view.dragging = null;
        }}
      >
        <GripVertical aria-hidden className="size-4" />
      </button>
    </div>
  );
}

function BlockMenu({ editor, pos }: { editor: Editor; pos: number }) {
  const change = (name: BlockChange) => changeAt(editor, pos, name);
  const run = (name: BlockChange) => () => {
    const tr = change(name);
    if (tr) editor.view.dispatch(tr);
  };
  return (
    <DropdownMenuContent align="start" onCloseAutoFocus={backToText(editor)}>
      <DropdownMenuItem disabled={!change("up")} onSelect={run("up")}>
        <ArrowUp aria-hidden /> {t("Move up")} <Kbd className="ms-auto">Alt ↑</Kbd>
      </DropdownMenuItem>
      <DropdownMenuItem disabled={!change("down")} onSelect={run("down")}>
        <ArrowDown aria-hidden /> {t("Move down")} <Kbd className="ms-auto">Alt ↓</Kbd>
      </DropdownMenuItem>
      <DropdownMenuItem onSelect={run("duplicate")}>
        <Copy aria-hidden /> {t("Duplicate")}
      </DropdownMenuItem>
      <DropdownMenuItem variant="destructive" onSelect={run("remove")}>
        <Trash2 aria-hidden /> {t("Remove")}
      </DropdownMenuItem>
    </DropdownMenuContent>
  );
}
