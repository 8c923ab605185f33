import type { ReactNode } from "react";
import { type BrandTheme, palette } from "../theme";

export type CardVariant = "plain" | "card" | "tint" | "accent";

/** Inner width lost to the padding of a card, in CSS pixels. */
export const cardInset = 56;

/** A section of its own: framed, in a light tint of the brand colour, or filled with it. `plain` only groups. */
export function Card(props: { theme: BrandTheme; variant: CardVariant; children: ReactNode }) {
  if (props.variant === "plain") return <div style={{ margin: "0 0 8px" }}>{props.children}</div>;
  const colors = palette(props.theme);
  const fill = { card: colors.card, tint: colors.tint, accent: props.theme.primaryColor }[props.variant];
  return (
    <table
      role="presentation"
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      style={{ margin: "8px 0 32px", borderCollapse: "separate" }}
    >
      <tbody>
        <tr>
          <td
            className={props.variant === "accent" ? undefined : "hm-card"}
            style={{ backgroundColor: fill, borderRadius: `${props.theme.radius}px`, padding: "28px 28px 12px" }}
          >
            {props.children}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
