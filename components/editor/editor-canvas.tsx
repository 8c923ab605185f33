"use client";

import "@react-email/editor/themes/default.css";
import "./editor.css";
import { SlashCommand } from "@react-email/editor/ui";
import { EditorContent, EditorContext, useEditor } from "@tiptap/react";
import { useEffect, useMemo, useRef } from "react";
import { type BrandTheme, senderLine } from "@/emails/theme";
import type { EmailDocument } from "@/lib/content/templates/document.shared";
import { BlockSettings } from "./block-settings";
import { canvasStyle } from "./canvas-style";
import { editorExtensions } from "./editor-extensions";
import { SelectionMenu } from "./selection-menu";
import { slashItems } from "./slash-items";
import { Toolbar } from "./toolbar";
import { useImageUpload } from "./use-image-upload";

export interface EditorCanvasProps {
  /** The document at first; the editor owns it from then on. */
  document: EmailDocument;
  brand: BrandTheme;
  /** Called about 300 ms after the last change, and when the editor goes away with a change still waiting. */
  onChange(document: EmailDocument): void;
  /** False shows the mail without letting anybody change it. */
  editable?: boolean;
}

/** Gathers quick changes into one call; nothing is lost when the page goes away in between. */
function useGathered(onChange: (document: EmailDocument) => void) {
  const latest = useRef(onChange);
  latest.current = onChange;
  return useMemo(() => {
    let waiting: EmailDocument | null = null;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const flush = () => {
      clearTimeout(timer);
      const document = waiting;
      waiting = null;
      if (document) latest.current(document);
    };
    const change = (document: EmailDocument) => {
      waiting = document;
      clearTimeout(timer);
      timer = setTimeout(flush, 300);
    };
    return { change, flush };
  }, []);
}

/** The block editor itself: toolbar, paper in the workspace's brand, menus at the selection and at "/". */
export function EditorCanvas({ document, brand, onChange, editable = true }: EditorCanvasProps) {
  const upload = useImageUpload();
  const uploadRef = useRef(upload);
  uploadRef.current = upload;
  const stableUpload = useMemo(() => (file: File) => uploadRef.current(file), []);
  const { change, flush } = useGathered(onChange);
  const editor = useEditor({
    extensions: useMemo(() => editorExtensions(stableUpload), [stableUpload]),
    content: document,
    editable,
    immediatelyRender: false,
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": "Mail content", spellcheck: "true" },
    },
    onUpdate: ({ editor: current }) => change(current.getJSON() as EmailDocument),
  });
  const items = useMemo(() => slashItems(stableUpload), [stableUpload]);
  const context = useMemo(() => ({ editor }), [editor]);
  useEffect(() => flush, [flush]);
  if (!editor) return null;
  return (
    <EditorContext.Provider value={context}>
      <div className="overflow-clip rounded-lg border bg-card">
        {editable ? (
          <div className="sticky top-0 z-20 border-b bg-card">
            <Toolbar editor={editor} upload={stableUpload} />
            <BlockSettings editor={editor} upload={stableUpload} />
          </div>
        ) : null}
        <div className="hm-canvas px-3 py-6" style={canvasStyle(brand)}>
          <div className="hm-paper mx-auto max-w-[600px]">
            <PaperHeader brand={brand} />
            <EditorContent editor={editor} className="px-5 pt-8 pb-6 sm:px-10" />
          </div>
          <PaperFooter brand={brand} />
        </div>
      </div>
      {editable ? (
        <>
          <SelectionMenu />
          <SlashCommand items={items} />
        </>
      ) : null}
    </EditorContext.Provider>
  );
}

function PaperHeader({ brand }: { brand: BrandTheme }) {
  if (!brand.logoUrl && !brand.companyName) return null;
  return (
    <div className="px-5 pt-8 sm:px-10">
      {brand.logoUrl ? (
        // biome-ignore lint/performance/noImgElement: the same file, at the same size, as in the mail
        <img src={brand.logoUrl} alt={brand.companyName} style={{ width: brand.logoWidth, maxWidth: "100%" }} />
      ) : (
        <span style={{ fontSize: 18, fontWeight: 700, letterSpacing: "-0.3px" }}>{brand.companyName}</span>
      )}
    </div>
  );
}

function PaperFooter({ brand }: { brand: BrandTheme }) {
  const sender = senderLine(brand);
  return (
    <div
      className="mx-auto max-w-[600px] px-5 pt-7 text-center text-[13px] leading-5"
      style={{ color: "var(--hm-footer)", fontFamily: "var(--hm-font)" }}
    >
      {brand.footerText ? <p className="mb-3">{brand.footerText}</p> : null}
      {sender ? <p className="mb-3">{sender}</p> : null}
      <p>Unsubscribe · Mail preferences · View in browser</p>
    </div>
  );
}
