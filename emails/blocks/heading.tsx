import type { ReactNode } from "react";
import { Heading as EmailHeading } from "react-email";
import { type BrandTheme, fontStacks } from "../theme";
import type { Align } from "./align";

const sizes = {
  1: { fontSize: "32px", lineHeight: "38px", letterSpacing: "-0.6px", margin: "0 0 16px" },
  2: { fontSize: "22px", lineHeight: "29px", letterSpacing: "-0.3px", margin: "0 0 12px" },
  3: { fontSize: "17px", lineHeight: "24px", letterSpacing: "0", margin: "0 0 8px" },
} as const;

/** A heading of level 1 to 3. */
export function Heading(props: {
  level: 1 | 2 | 3;
  theme: BrandTheme;
  align?: Align | undefined;
  color?: string | undefined;
  children: ReactNode;
}) {
  return (
    <EmailHeading
      as={`h${props.level}`}
      className={props.color ? undefined : "hm-text"}
      style={{
        ...sizes[props.level],
        fontFamily: fontStacks[props.theme.font],
        fontWeight: 700,
        color: props.color ?? props.theme.textColor,
        textAlign: props.align,
      }}
    >
      {props.children}
    </EmailHeading>
  );
}
