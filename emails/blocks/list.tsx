import type { ReactNode } from "react";
import { type BrandTheme, fontStacks } from "../theme";
import { type Direction, padding } from "./direction";

/** A bulleted or numbered list; `start` is the first number of a numbered one. */
export function List(props: {
  theme: BrandTheme;
  ordered: boolean;
  start?: number | undefined;
  color?: string | undefined;
  dir?: Direction | undefined;
  children: ReactNode;
}) {
  const style = {
    margin: "0 0 16px",
    padding: padding(props.dir, { start: 24 }),
    fontFamily: fontStacks[props.theme.font],
    fontSize: "16px",
    lineHeight: "26px",
    color: props.color ?? props.theme.textColor,
  };
  const className = props.color ? undefined : "hm-text";
  return props.ordered ? (
    <ol className={className} style={style} {...(props.start && props.start !== 1 ? { start: props.start } : {})}>
      {props.children}
    </ol>
  ) : (
    <ul className={className} style={style}>
      {props.children}
    </ul>
  );
}

/** One entry of a list. */
export function ListItem(props: { children: ReactNode }) {
  return <li style={{ margin: "0 0 8px" }}>{props.children}</li>;
}
