"use client";

import { useId } from "react";
import { useImageUpload } from "@/components/editor/use-image-upload";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { NativeSelect } from "@/components/ui/native-select";
import { NumberInput } from "@/components/ui/number-input";
import { contrast, type FontName } from "@/emails/theme";
import { type Msg, msg, t } from "@/lib/language/t";
import type { BrandFieldsProps } from "./brand-fields";

const fonts: Record<FontName, Msg> = {
  sans: msg("Sans serif (Inter, Helvetica)"),
  humanist: msg("Humanist (Seravek, Verdana)"),
  serif: msg("Serif (Charter, Georgia)"),
  slab: msg("Slab (Rockwell)"),
  mono: msg("Monospace"),
};

const colors = [
  { key: "primaryColor", label: msg("Brand colour") },
  { key: "textColor", label: msg("Text") },
  { key: "surfaceColor", label: msg("Paper") },
  { key: "backgroundColor", label: msg("Background") },
] as const;

/** Logo, colours, font and corners. */
export function BrandLookFields({ brand, errors, set }: BrandFieldsProps) {
  return (
    <>
      <LogoField brand={brand} errors={errors} set={set} />
      <div className="grid grid-cols-2 gap-4">
        {colors.map(({ key, label }) => (
          <ColorField
            key={key}
            label={t(label)}
            value={brand[key]}
            error={errors[key]}
            onChange={(value) => set({ [key]: value })}
          />
        ))}
      </div>
      {contrast(brand.textColor, brand.surfaceColor) < 4.5 ? (
        <p role="status" className="text-sm text-warning">
          {t("Text on paper is hard to read: the contrast is below 4.5 to 1.")}
        </p>
      ) : null}
      <div className="grid grid-cols-2 gap-4">
        <Field label={t("Font")} help={t("Fonts that mail clients have on their own.")}>
          <NativeSelect value={brand.font} onChange={(event) => set({ font: event.target.value as FontName })}>
            {Object.entries(fonts).map(([name, label]) => (
              <option key={name} value={name}>
                {t(label)}
              </option>
            ))}
          </NativeSelect>
        </Field>
        <Field label={t("Rounded corners")} error={errors.radius ?? null}>
          <NativeSelect value={brand.radius} onChange={(event) => set({ radius: Number(event.target.value) })}>
            {[...new Set([0, 4, 8, 12, 16, 24, brand.radius])]
              .sort((a, b) => a - b)
              .map((radius) => (
                <option key={radius} value={radius}>
                  {radius === 0 ? t("None") : `${radius} px`}
                </option>
              ))}
          </NativeSelect>
        </Field>
      </div>
    </>
  );
}

function LogoField({ brand, errors, set }: BrandFieldsProps) {
  const upload = useImageUpload();
  const inputId = useId();
  const choose = async (file: File | undefined) => {
    const image = file ? await upload(file) : null;
    if (image) set({ logoUrl: image.url, logoWidth: Math.min(image.width ?? 140, 180) });
  };
  return (
    <div className="grid gap-3">
      <p className="font-medium text-sm">{t("Logo")}</p>
      <div className="flex flex-wrap items-center gap-3">
        <div
          className="flex h-16 min-w-32 items-center justify-center rounded-md border p-2"
          style={{ background: brand.surfaceColor }}
        >
          {brand.logoUrl ? (
            // biome-ignore lint/performance/noImgElement: a small file of any address, shown once
            <img src={brand.logoUrl} alt={brand.companyName} className="max-h-12 max-w-40" />
          ) : (
            <span className="text-sm" style={{ color: brand.textColor }}>
              {brand.companyName || t("No logo")}
            </span>
          )}
        </div>
        <Button asChild variant="outline" size="sm">
          <label htmlFor={inputId} className="focus-within:ring-2 focus-within:ring-ring">
            {brand.logoUrl ? t("Replace") : t("Upload logo")}
            <input
              id={inputId}
              type="file"
              accept="image/png,image/jpeg,image/gif,image/webp"
              className="sr-only"
              onChange={(event) => void choose(event.target.files?.[0])}
            />
          </label>
        </Button>
        {brand.logoUrl ? (
          <Button variant="ghost" size="sm" onClick={() => set({ logoUrl: null })}>
            {t("Remove")}
          </Button>
        ) : null}
      </div>
      {brand.logoUrl ? (
        <Field label={t("Logo width")} error={errors.logoWidth ?? null} className="w-32">
          <NumberInput min={24} max={520} value={brand.logoWidth} onValue={(logoWidth) => set({ logoWidth })} />
        </Field>
      ) : null}
    </div>
  );
}

interface ColorFieldProps {
  label: string;
  value: string;
  error: string | undefined;
  onChange(value: string): void;
}

function ColorField({ label, value, error, onChange }: ColorFieldProps) {
  const valid = /^#[0-9a-f]{6}$/i.test(value);
  return (
    <Field label={label} error={error ?? (valid ? null : t("Like {example}.", { example: "#1c2430" }))}>
      <div className="flex gap-2">
        <input
          type="color"
          aria-label={t("{label}, choose", { label })}
          value={valid ? value : "#000000"}
          onChange={(event) => onChange(event.target.value)}
          className="h-9 w-10 shrink-0 cursor-pointer rounded-md border border-input bg-background p-1"
        />
        <Input
          aria-label={label}
          value={value}
          maxLength={7}
          onChange={(event) => onChange(event.target.value.trim())}
          dir="ltr"
          className="font-mono"
        />
      </div>
    </Field>
  );
}
