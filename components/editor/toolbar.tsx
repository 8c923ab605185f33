"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import {
  AlignCenter,
  AlignLeft,
  AlignRight,
  Bold,
  Italic,
  List,
  ListOrdered,
  Quote,
  Redo2,
  Strikethrough,
  Underline,
  Undo2,
} from "lucide-react";
import { NativeSelect } from "@/components/ui/native-select";
import { Separator } from "@/components/ui/separator";
import type { UploadImage } from "./image-node";
import { InsertMenu } from "./insert-menu";
import { LinkControl } from "./link-control";
import { MergeTagPicker } from "./merge-tag-picker";
import { ToolbarButton } from "./toolbar-button";

const textKinds = [
  { value: "paragraph", label: "Text" },
  { value: "lead", label: "Large text" },
  { value: "small", label: "Small text" },
  { value: "eyebrow", label: "Kicker" },
  { value: "h1", label: "Title" },
  { value: "h2", label: "Heading" },
  { value: "h3", label: "Subheading" },
] as const;

function kindOf(editor: Editor): string {
  for (const level of [1, 2, 3]) if (editor.isActive("heading", { level })) return `h${level}`;
  const words = String(editor.getAttributes("paragraph").class ?? "").split(/\s+/);
  return words.find((word) => ["lead", "small", "eyebrow"].includes(word)) ?? "paragraph";
}

function setKind(editor: Editor, kind: string): void {
  const level = /^h([123])$/.exec(kind)?.[1];
  if (level)
    editor
      .chain()
      .focus()
      .setHeading({ level: Number(level) as 1 | 2 | 3 })
      .run();
  else
    editor
      .chain()
      .focus()
      .setParagraph()
      .updateAttributes("paragraph", { class: kind === "paragraph" ? "" : kind })
      .run();
}

/** Alignment of whatever block the cursor is in, pictures and buttons among them. */
function setAlignment(editor: Editor, alignment: "left" | "center" | "right"): void {
  const chain = editor.chain().focus();
  for (const type of ["paragraph", "heading", "image", "button"]) chain.updateAttributes(type, { alignment });
  chain.run();
}

function stateOf(editor: Editor) {
  const aligned = ["image", "button", "heading", "paragraph"].find((type) => editor.isActive(type));
  return {
    kind: kindOf(editor),
    inText: editor.isActive("paragraph") || editor.isActive("heading"),
    bold: editor.isActive("bold"),
    italic: editor.isActive("italic"),
    underline: editor.isActive("underline"),
    strike: editor.isActive("strike"),
    bullets: editor.isActive("bulletList"),
    numbers: editor.isActive("orderedList"),
    quote: editor.isActive("blockquote"),
    alignment: (aligned && (editor.getAttributes(aligned).alignment as string | null)) || "left",
    canUndo: editor.can().undo(),
    canRedo: editor.can().redo(),
  };
}

const Line = () => <Separator orientation="vertical" className="mx-1 h-5!" />;

/** Everything that can be done to the mail, as buttons; the same is reached by keyboard shortcuts and "/". */
export function Toolbar({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const state = useEditorState({ editor, selector: ({ editor: current }) => stateOf(current) });
  const run = () => editor.chain().focus();
  return (
    <div role="toolbar" aria-label="Formatting" className="flex flex-wrap items-center gap-0.5 px-2 py-1.5">
      <ToolbarButton label="Undo" icon={Undo2} disabled={!state.canUndo} onClick={() => run().undo().run()} />
      <ToolbarButton label="Redo" icon={Redo2} disabled={!state.canRedo} onClick={() => run().redo().run()} />
      <Line />
      <NativeSelect
        aria-label="Text style"
        className="w-32 [&>select]:h-8 [&>select]:text-[0.8125rem]"
        value={state.kind}
        disabled={!state.inText}
        onChange={(event) => setKind(editor, event.target.value)}
      >
        {textKinds.map((kind) => (
          <option key={kind.value} value={kind.value}>
            {kind.label}
          </option>
        ))}
      </NativeSelect>
      <Line />
      <ToolbarButton label="Bold" icon={Bold} pressed={state.bold} onClick={() => run().toggleBold().run()} />
      <ToolbarButton label="Italic" icon={Italic} pressed={state.italic} onClick={() => run().toggleItalic().run()} />
      <ToolbarButton
        label="Underline"
        icon={Underline}
        pressed={state.underline}
        onClick={() => run().toggleUnderline().run()}
      />
      <ToolbarButton
        label="Strike through"
        icon={Strikethrough}
        pressed={state.strike}
        onClick={() => run().toggleStrike().run()}
      />
      <LinkControl editor={editor} />
      <Line />
      <ToolbarButton
        label="Align left"
        icon={AlignLeft}
        pressed={state.alignment === "left"}
        onClick={() => setAlignment(editor, "left")}
      />
      <ToolbarButton
        label="Align centre"
        icon={AlignCenter}
        pressed={state.alignment === "center"}
        onClick={() => setAlignment(editor, "center")}
      />
      <ToolbarButton
        label="Align right"
        icon={AlignRight}
        pressed={state.alignment === "right"}
        onClick={() => setAlignment(editor, "right")}
      />
      <Line />
      <ToolbarButton
        label="Bulleted list"
        icon={List}
        pressed={state.bullets}
        onClick={() => run().toggleBulletList().run()}
      />
      <ToolbarButton
        label="Numbered list"
        icon={ListOrdered}
        pressed={state.numbers}
        onClick={() => run().toggleOrderedList().run()}
      />
      <ToolbarButton label="Quote" icon={Quote} pressed={state.quote} onClick={() => run().toggleBlockquote().run()} />
      <Line />
      <InsertMenu editor={editor} upload={upload} />
      <MergeTagPicker onPick={(tag) => run().insertMergeTag(tag).run()} />
    </div>
  );
}
