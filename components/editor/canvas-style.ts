import type { CSSProperties } from "react";
import { type BrandTheme, fontStacks, palette } from "@/emails/theme";

/** The brand as custom properties for `editor.css`, with the same derived colours the mail will have. */
export function canvasStyle(brand: BrandTheme): CSSProperties {
  const colors = palette(brand);
  return {
    "--hm-background": brand.backgroundColor,
    "--hm-surface": brand.surfaceColor,
    "--hm-text": brand.textColor,
    "--hm-primary": brand.primaryColor,
    "--hm-on-primary": colors.onPrimary,
    "--hm-link": colors.link,
    "--hm-muted": colors.muted,
    "--hm-rule": colors.rule,
    "--hm-card": colors.card,
    "--hm-tint": colors.tint,
    "--hm-footer": colors.footer,
    "--hm-radius": `${brand.radius}px`,
    "--hm-font": fontStacks[brand.font],
  } as CSSProperties;
}
