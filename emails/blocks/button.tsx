import type { ReactNode } from "react";
import { Column, Button as EmailButton, Row } from "react-email";
import { type BrandTheme, fontStacks, palette } from "../theme";
import type { Align } from "./align";
import { type Direction, startOf } from "./direction";

export type ButtonVariant = "solid" | "outline";

/** A link that looks like a button and is as big as one in Outlook too (the padding is repeated for its Word engine). */
export function Button(props: {
  theme: BrandTheme;
  href: string;
  align?: Align | undefined;
  dir?: Direction | undefined;
  variant?: ButtonVariant | undefined;
  inverted?: boolean | undefined;
  children: ReactNode;
}) {
  const colors = palette(props.theme);
  const fill = props.inverted ? colors.onPrimary : props.theme.primaryColor;
  const onFill = props.inverted ? props.theme.primaryColor : colors.onPrimary;
  const outline = props.variant === "outline";
  const edge = props.inverted ? colors.onPrimary : colors.link;
  return (
    <Row style={{ margin: "8px 0 24px" }}>
      <Column align={props.align ?? startOf(props.dir)}>
        <EmailButton
          href={props.href}
          className={outline && !props.inverted ? "hm-outline" : undefined}
          style={{
            backgroundColor: outline ? "transparent" : fill,
            border: `2px solid ${outline ? edge : fill}`,
            borderRadius: `${props.theme.radius}px`,
            color: outline ? edge : onFill,
            fontFamily: fontStacks[props.theme.font],
            fontSize: "16px",
            fontWeight: 600,
            padding: "12px 24px",
            textAlign: "center",
          }}
        >
          {props.children}
        </EmailButton>
      </Column>
    </Row>
  );
}
