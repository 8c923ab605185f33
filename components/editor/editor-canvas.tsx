"use client";

import { useWorkspace } from "@/components/shell/workspace-provider";
import { directionOf } from "@/emails/frame-text";
import { msg, t } from "@/lib/language/t";
import "./editor.css";
import { type Editor, EditorContent, useEditor } from "@tiptap/react";
import { type MouseEvent, useEffect, useMemo, useRef, useState } from "react";
import type { BrandTheme } from "@/emails/theme";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { canvasStyle } from "./canvas-style";
import { editorExtensions } from "./editor-extensions";
import type { UploadImage } from "./insert-picture";
import { BlockHandle } from "./menus/block-handle";
import { SelectionMenu } from "./menus/selection-menu";
import { SlashMenu } from "./menus/slash-menu";
import { Toolbar } from "./menus/toolbar";
import { inOneContainer } from "./nodes/document-nodes";
import { PaperFooter, PaperHeader } from "./paper-frame";
import { takePicture } from "./plugins/picture-files";
import { BlockSettings } from "./settings/block-settings";
import { useGathered } from "./use-gathered";
import { useImageUpload } from "./use-image-upload";

export interface EditorCanvasProps {
  /** The document at first; the editor owns it from then on. */
  document: EmailDocument;
  brand: BrandTheme;
  /** Called at a change, then at most once in 300 ms, and when the editor goes away with a change still waiting. */
  onChange(document: EmailDocument): void;
  /** False shows the mail without letting anybody change it. */
  editable?: boolean;
}

const stayed = msg("Tab stays in the text. Press Escape, then Tab, to leave it.");
const leaving = msg("Tab leaves the text now.");

/** The block editor itself: toolbar, paper in the workspace's brand, menus at the selection and at "/". */
export function EditorCanvas({ document, brand, onChange, editable = true }: EditorCanvasProps) {
  const { mailLanguage } = useWorkspace();
  const upload = useImageUpload();
  const latest = useRef(upload);
  latest.current = upload;
  const stableUpload = useMemo<UploadImage>(() => (file) => latest.current(file), []);
  const [first] = useState(() => inOneContainer(document));
  const [said, setSaid] = useState("");
  const { change, flush } = useGathered(onChange);
  const editor = useEditor({
    extensions: useMemo(
      () =>
        editorExtensions({
          upload: stableUpload,
          onStayed: () => setSaid(t(stayed)),
          onLeave: () => setSaid(t(leaving)),
        }),
      [stableUpload],
    ),
    content: first,
    editable,
    // Never rendered on the server: there is nothing to wait for.
    immediatelyRender: true,
    editorProps: {
      // The bars at the upper edge and the settings at the lower one of a phone cover that much.
      scrollThreshold: { top: 120, bottom: 72, left: 0, right: 0 },
      scrollMargin: { top: 128, bottom: 80, left: 0, right: 0 },
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": t("Mail content"), spellcheck: "true" },
    },
    onUpdate: ({ editor: current }) => change(current.getJSON() as EmailDocument),
    onSelectionUpdate: () => setSaid(""),
    onBlur: () => setSaid(""),
  });
  useEffect(() => flush, [flush]);
  if (!editor) return null;
  return (
    <section
      aria-label={t("Mail")}
      data-editor={editable ? "" : undefined}
      className="overflow-clip rounded-lg border bg-card"
      onDragOver={(event) => event.dataTransfer.types.includes("Files") && event.preventDefault()}
      onDrop={(event) => !event.isDefaultPrevented() && takePicture(editor, event.nativeEvent, stableUpload)}
    >
      {editable ? (
        <div data-editor-bar="" className="sticky top-(--page-bar) z-20 border-b bg-card">
          <Toolbar editor={editor} upload={stableUpload} />
          <BlockSettings editor={editor} upload={stableUpload} />
        </div>
      ) : null}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the margin of the paper only hands clicks to the text */}
      <div
        className="hm-canvas relative px-3 py-6 max-xl:pb-28"
        style={canvasStyle(brand)}
        lang={mailLanguage}
        dir={directionOf(mailLanguage)}
        onMouseDown={(event) => editable && focusBeside(editor, event)}
      >
        <div className="hm-paper mx-auto max-w-[600px]">
          <PaperHeader brand={brand} />
          <EditorContent editor={editor} className="px-7 pt-8 pb-6 sm:px-10" />
        </div>
        <PaperFooter brand={brand} language={mailLanguage} />
        {editable ? <BlockHandle editor={editor} /> : null}
      </div>
      {editable ? (
        <>
          <p role="status" className="hm-said" data-shown={said ? "" : undefined}>
            {said}
          </p>
          <SelectionMenu editor={editor} />
          <SlashMenu editor={editor} upload={stableUpload} />
        </>
      ) : null}
    </section>
  );
}

/** A click beside the text puts the cursor into the line next to it, instead of taking the focus away. */
function focusBeside(editor: Editor, event: MouseEvent): void {
  const { dom } = editor.view;
  const target = event.target as Element;
  if (dom.contains(target) || target.closest("[data-block-handle]")) return;
  event.preventDefault();
  const box = dom.getBoundingClientRect();
  const left = Math.min(Math.max(event.clientX, box.left + 8), box.right - 8);
  const top = Math.min(Math.max(event.clientY, box.top + 1), box.bottom - 1);
  const at = editor.view.posAtCoords({ left, top });
  editor.commands.focus(at?.pos ?? "end");
}
