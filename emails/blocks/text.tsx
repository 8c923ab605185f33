import type { ReactNode } from "react";
import { Text as EmailText } from "react-email";
import { type BrandTheme, fontStacks, palette } from "../theme";
import type { Align } from "./align";

export type TextVariant = "body" | "lead" | "small" | "muted" | "eyebrow";

const sizes: Record<TextVariant, { fontSize: string; lineHeight: string }> = {
  body: { fontSize: "16px", lineHeight: "26px" },
  lead: { fontSize: "18px", lineHeight: "29px" },
  small: { fontSize: "14px", lineHeight: "22px" },
  muted: { fontSize: "16px", lineHeight: "26px" },
  eyebrow: { fontSize: "13px", lineHeight: "20px" },
};

/** A paragraph. `compact` drops the space after it, for lists and the last line of a card; `bold` is for headings of tables. */
export function Text(props: {
  theme: BrandTheme;
  variant?: TextVariant | undefined;
  align?: Align | undefined;
  color?: string | undefined;
  compact?: boolean | undefined;
  bold?: boolean | undefined;
  children: ReactNode;
}) {
  const variant = props.variant ?? "body";
  const colors = palette(props.theme);
  const quiet = variant === "small" || variant === "muted";
  const own = variant === "eyebrow" ? colors.link : quiet ? colors.muted : props.theme.textColor;
  const className = props.color ? undefined : variant === "eyebrow" ? "hm-link" : quiet ? "hm-muted" : "hm-text";
  return (
    <EmailText
      className={className}
      style={{
        ...sizes[variant],
        fontFamily: fontStacks[props.theme.font],
        fontWeight: variant === "eyebrow" || props.bold ? 600 : 400,
        color: props.color ?? own,
        textAlign: props.align,
        margin: props.compact ? "0" : variant === "eyebrow" ? "0 0 6px" : "0 0 16px",
      }}
    >
      {props.children}
    </EmailText>
  );
}
