"use client";

import { type Editor, useEditorState } from "@tiptap/react";
import { Trash2 } from "lucide-react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { pickImage, type UploadImage } from "./image-node";
import { linkProblem, tidyUrl } from "./tidy-url";

const configurable = ["mergeTag", "image", "button", "spacer", "section"] as const;
type Configurable = (typeof configurable)[number];

interface SettingsProps {
  editor: Editor;
  attrs: Record<string, unknown>;
  set(attrs: Record<string, unknown>): void;
}

/** Address field that tidies itself when it is left, and says what is wrong with it. */
function UrlField({ label, value, onChange }: { label: string; value: string; onChange(url: string): void }) {
  const missing = value === "" || value === "#";
  return (
    <Field label={label} className="min-w-56 flex-1" error={missing ? null : linkProblem(value)}>
      <Input
        value={value === "#" ? "" : value}
        placeholder="https://"
        inputMode="url"
        onChange={(event) => onChange(event.target.value)}
        onBlur={(event) => onChange(tidyUrl(event.target.value))}
      />
    </Field>
  );
}

function MergeTagSettings({ attrs, set }: SettingsProps) {
  return (
    <Field label={`If ${String(attrs.path)} is empty, say`} className="min-w-56 flex-1">
      <Input
        value={String(attrs.fallback ?? "")}
        maxLength={200}
        onChange={(event) => set({ fallback: event.target.value })}
      />
    </Field>
  );
}

function ImageSettings({ editor, attrs, set, upload }: SettingsProps & { upload: UploadImage }) {
  const width = Number.parseInt(String(attrs.width), 10);
  return (
    <>
      <Field label="Describe the image" className="min-w-56 flex-1">
        <Input
          value={String(attrs.alt ?? "")}
          maxLength={500}
          placeholder="For people who do not see it"
          onChange={(event) => set({ alt: event.target.value })}
        />
      </Field>
      <UrlField label="Leads to" value={String(attrs.href ?? "")} onChange={(href) => set({ href: href || null })} />
      <Field label="Width" className="w-28">
        <Input
          type="number"
          min={16}
          max={520}
          placeholder="full"
          value={Number.isNaN(width) ? "" : width}
          onChange={(event) => set({ width: event.target.value || "auto" })}
        />
      </Field>
      <Button variant="outline" onClick={() => pickImage(editor, upload)}>
        Replace
      </Button>
    </>
  );
}

function ButtonSettings({ attrs, set }: SettingsProps) {
  const outline = String(attrs.class ?? "").includes("outline");
  return (
    <>
      <UrlField
        label="Button leads to"
        value={String(attrs.href ?? "")}
        onChange={(href) => set({ href: href || "#" })}
      />
      <Field label="Look" className="w-36">
        <NativeSelect value={outline ? "outline" : "button"} onChange={(event) => set({ class: event.target.value })}>
          <option value="button">Filled</option>
          <option value="outline">Outlined</option>
        </NativeSelect>
      </Field>
    </>
  );
}

function SpacerSettings({ attrs, set }: SettingsProps) {
  return (
    <Field label="Height in pixels" className="w-36">
      <Input
        type="number"
        min={4}
        max={200}
        value={Number(attrs.height)}
        onChange={(event) => set({ height: Math.min(200, Math.max(4, Math.round(Number(event.target.value)) || 4)) })}
      />
    </Field>
  );
}

function SectionSettings({ attrs, set }: SettingsProps) {
  const known = ["card", "tint", "accent"].find((variant) =>
    String(attrs.class ?? "")
      .split(/\s+/)
      .includes(variant),
  );
  return (
    <Field label="Card background" className="w-44">
      <NativeSelect value={known ?? ""} onChange={(event) => set({ class: event.target.value })}>
        <option value="">None</option>
        <option value="card">Grey</option>
        <option value="tint">Brand tint</option>
        <option value="accent">Brand colour</option>
      </NativeSelect>
    </Field>
  );
}

const names: Record<Configurable, string> = {
  mergeTag: "Personal value",
  image: "Image",
  button: "Button",
  spacer: "Spacer",
  section: "Card",
};

/** What can be set about the block the cursor is in; nothing when it has no settings. */
export function BlockSettings({ editor, upload }: { editor: Editor; upload: UploadImage }) {
  const { type, attrs } = useEditorState({
    editor,
    selector: ({ editor: current }) => {
      const active = configurable.find((name) => current.isActive(name)) ?? null;
      return { type: active, attrs: active ? current.getAttributes(active) : {} };
    },
  });
  if (!type) return null;
  const set = (next: Record<string, unknown>) => editor.chain().updateAttributes(type, next).run();
  const props = { editor, attrs, set };
  const remove = () => {
    if (type === "section" || type === "button") editor.chain().focus().deleteNode(type).run();
    else editor.chain().focus().deleteSelection().run();
  };
  return (
    <section
      aria-label={`${names[type]} settings`}
      className="flex flex-wrap items-end gap-3 border-t bg-muted/50 px-3 py-3"
    >
      {type === "mergeTag" ? <MergeTagSettings {...props} /> : null}
      {type === "image" ? <ImageSettings {...props} upload={upload} /> : null}
      {type === "button" ? <ButtonSettings {...props} /> : null}
      {type === "spacer" ? <SpacerSettings {...props} /> : null}
      {type === "section" ? <SectionSettings {...props} /> : null}
      <Button variant="ghost" onClick={remove} aria-label={`Remove ${names[type].toLowerCase()}`}>
        <Trash2 aria-hidden />
        Remove
      </Button>
    </section>
  );
}
