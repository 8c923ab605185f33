"use client";

import { TextSelection } from "@tiptap/pm/state";
import { type Editor, useEditorState } from "@tiptap/react";
import { useEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Separator } from "@/components/ui/separator";
import { t } from "@/lib/language/t";
import { lineKindOf } from "../blocks/text-kinds";
import { type Spot, useBeside } from "./beside";
import { LineKindSelect } from "./line-kind-select";
import { LinkControl } from "./link-control";
import { activeStyles, TextStyleButtons } from "./text-style-buttons";

/** What the menu is about: letters that are selected, or the link with the cursor. */
function subjectOf(editor: Editor) {
  const { selection, doc } = editor.state;
  if (!(selection instanceof TextSelection)) return null;
  const { from, to, empty } = selection;
  const isLink = editor.isActive("link");
  const hasText = !empty && doc.textBetween(from, to).trim() !== "";
  if (editor.isActive("button") || (empty ? !isLink : !hasText)) return null;
  return {
    from,
    to,
    onlyLink: empty,
    href: isLink ? String(editor.getAttributes("link").href ?? "") : "",
    kind: lineKindOf(editor),
    inText: editor.isActive("paragraph") || editor.isActive("heading"),
    styles: activeStyles(editor),
  };
}

/** True while the focus is in the editor, in the menu, or in what the menu opened; and no button of the mouse is down. */
function useAttended(editor: Editor, menu: React.RefObject<HTMLElement | null>): boolean {
  const [attended, setAttended] = useState(false);
  useEffect(() => {
    const { dom } = editor.view;
    const isOurs = (target: EventTarget | null) =>
      target instanceof Element &&
      (dom.contains(target) || menu.current?.contains(target) || target.closest("[data-radix-popper-content-wrapper]"));
    const settle = () => setAttended(Boolean(isOurs(document.activeElement)));
    const onDown = ({ target }: PointerEvent) => {
      if (target instanceof Element && dom.contains(target)) setAttended(false);
    };
    const onUp = () => setTimeout(settle);
    document.addEventListener("focusin", settle);
    document.addEventListener("pointerdown", onDown);
    document.addEventListener("pointerup", onUp);
    document.addEventListener("keyup", settle);
    return () => {
      document.removeEventListener("focusin", settle);
      document.removeEventListener("pointerdown", onDown);
      document.removeEventListener("pointerup", onUp);
      document.removeEventListener("keyup", settle);
    };
  }, [editor, menu]);
  return attended;
}

/** Where the selection is on the screen. */
function spotOf(editor: Editor, from: number, to: number): Spot | null {
  if (editor.isDestroyed || to > editor.state.doc.content.size) return null;
  const start = editor.view.coordsAtPos(from);
  return { left: start.left, top: start.top, bottom: editor.view.coordsAtPos(to).bottom };
}

/** What appears beside selected words, and beside a link the cursor is in. Fingers have the toolbar: phones bring a menu of their own. */
export function SelectionMenu({ editor }: { editor: Editor }) {
  const menu = useRef<HTMLDivElement>(null);
  const subject = useEditorState({ editor, selector: ({ editor: current }) => subjectOf(current) });
  const attended = useAttended(editor, menu);
  useBeside(menu, () => (subject ? spotOf(editor, subject.from, subject.to) : null), "above");
  if (!subject || !attended) return null;
  return createPortal(
    <div
      ref={menu}
      role="toolbar"
      aria-label={t("Selected text")}
      className="pointer-coarse:hidden fixed z-40 flex items-center gap-0.5 rounded-md border bg-popover p-1 text-popover-foreground shadow-md"
    >
      {subject.onlyLink ? (
        <LinkTarget href={subject.href} />
      ) : (
        <>
          <LineKindSelect editor={editor} kind={subject.kind} disabled={!subject.inText} />
          <Separator orientation="vertical" className="mx-1 h-5!" />
          <TextStyleButtons editor={editor} active={subject.styles} />
        </>
      )}
      <LinkControl editor={editor} />
    </div>,
    document.body,
  );
}

function LinkTarget({ href }: { href: string }) {
  if (!/^https?:/i.test(href))
    return (
      <span className="max-w-60 truncate px-2 text-sm" dir="ltr">
        {href}
      </span>
    );
  return (
    <a
      href={href}
      target="_blank"
      rel="noreferrer"
      dir="ltr"
      className="max-w-60 truncate px-2 text-primary text-sm underline underline-offset-4"
    >
      {href}
    </a>
  );
}
