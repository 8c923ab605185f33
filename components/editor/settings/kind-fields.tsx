"use client";

import type { Editor } from "@tiptap/react";
import type { ComponentType } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { NumberInput } from "@/components/ui/number-input";
import { type Msg, msg, t } from "@/lib/language/t";
import type { ActiveBlock, Configurable } from "../blocks/block-place";
import { pickImage, type UploadImage } from "../insert-picture";
import { kindIn } from "../nodes/known-class";
import { sectionKinds } from "../nodes/section-node";
import { linkProblem, tidyUrl } from "../tidy-url";
import { ColumnsFields, TableFields } from "./layout-fields";

export interface FieldsProps {
  editor: Editor;
  block: ActiveBlock;
  set(attrs: Record<string, unknown>): void;
  upload: UploadImage;
}

/** Address field that tidies itself when it is left, and says what is wrong with it. */
function UrlField({ label, value, onChange }: { label: string; value: string; onChange(url: string): void }) {
  const missing = value === "" || value === "#";
  return (
    <Field label={label} error={missing ? null : linkProblem(value)}>
      <Input
        value={value === "#" ? "" : value}
        placeholder="https://"
        dir="ltr"
        inputMode="url"
        onChange={(event) => onChange(event.target.value)}
        onBlur={(event) => onChange(tidyUrl(event.target.value))}
      />
    </Field>
  );
}

function MergeTagFields({ block: { node }, set }: FieldsProps) {
  return (
    <Field label={t("If {path} is empty, say", { path: String(node.attrs.path) })}>
      <Input
        value={String(node.attrs.fallback ?? "")}
        maxLength={200}
        onChange={(event) => set({ fallback: event.target.value })}
      />
    </Field>
  );
}

function ImageFields({ editor, block: { node }, set, upload }: FieldsProps) {
  const width = Number.parseInt(String(node.attrs.width), 10);
  return (
    <>
      <Field label={t("Describe the image")}>
        <Input
          value={String(node.attrs.alt ?? "")}
          maxLength={500}
          placeholder={t("For people who do not see it")}
          onChange={(event) => set({ alt: event.target.value })}
        />
      </Field>
      <UrlField
        label={t("Leads to")}
        value={String(node.attrs.href ?? "")}
        onChange={(href) => set({ href: href || null })}
      />
      <div className="flex items-end gap-2">
        <Field label={t("Width")} className="w-28">
          <Input
            type="number"
            min={16}
            max={520}
            placeholder={t("full", undefined, "the whole width")}
            value={Number.isNaN(width) ? "" : width}
            onChange={(event) => set({ width: event.target.value || "auto", height: null })}
          />
        </Field>
        <Button variant="outline" onClick={() => pickImage(editor, upload)}>
          {t("Replace")}
        </Button>
      </div>
    </>
  );
}

function ButtonFields({ block: { node }, set }: FieldsProps) {
  return (
    <>
      <UrlField
        label={t("Button leads to")}
        value={String(node.attrs.href ?? "")}
        onChange={(href) => set({ href: href || "#" })}
      />
      <Field label={t("Look", undefined, "how a button looks")}>
        <NativeSelect
          value={kindIn(node.attrs.class, ["outline"]) ?? "button"}
          onChange={(event) => set({ class: event.target.value })}
        >
          <option value="button">{t("Filled")}</option>
          <option value="outline">{t("Outlined")}</option>
        </NativeSelect>
      </Field>
    </>
  );
}

function SpacerFields({ block: { node }, set }: FieldsProps) {
  return (
    <Field label={t("Height in pixels")} className="w-36">
      <NumberInput min={4} max={200} value={Number(node.attrs.height)} onValue={(height) => set({ height })} />
    </Field>
  );
}

function SectionFields({ block: { node }, set }: FieldsProps) {
  return (
    <Field label={t("Card background")}>
      <NativeSelect
        value={kindIn(node.attrs.class, sectionKinds) ?? ""}
        onChange={(event) => set({ class: event.target.value })}
      >
        <option value="">{t("None")}</option>
        <option value="card">{t("Grey")}</option>
        <option value="tint">{t("Brand tint")}</option>
        <option value="accent">{t("Brand colour")}</option>
      </NativeSelect>
    </Field>
  );
}

const columns = { label: msg("Columns"), name: msg("columns"), Fields: ColumnsFields };

interface KindFields {
  label: Msg;
  /** The same within a sentence. */
  name: Msg;
  Fields: ComponentType<FieldsProps>;
}

/** The name of each kind of block that can be set up, and its fields. */
export const kindFields: Record<Configurable, KindFields> = {
  mergeTag: { label: msg("Personal value"), name: msg("personal value"), Fields: MergeTagFields },
  image: { label: msg("Image"), name: msg("image"), Fields: ImageFields },
  button: { label: msg("Button"), name: msg("button"), Fields: ButtonFields },
  spacer: { label: msg("Spacer"), name: msg("spacer"), Fields: SpacerFields },
  table: { label: msg("Table"), name: msg("table"), Fields: TableFields },
  section: { label: msg("Card"), name: msg("card"), Fields: SectionFields },
  twoColumns: columns,
  threeColumns: columns,
  fourColumns: columns,
};
