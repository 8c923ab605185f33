import type { ReactNode } from "react";
import { Column, Row } from "react-email";
import type { Direction } from "./direction";

/** Room between two columns, in CSS pixels. */
export const columnGap = 20;

/** Columns beside each other that stack on a phone. `widths` are shares in percent that add up to 100. */
export function Columns(props: { widths: number[]; dir?: Direction | undefined; children: ReactNode[] }) {
  const count = props.children.length;
  const [start, end] = props.dir === "rtl" ? ["paddingRight", "paddingLeft"] : ["paddingLeft", "paddingRight"];
  return (
    <Row style={{ margin: "0 0 8px" }}>
      {props.children.map((child, i) => (
        <Column
          // biome-ignore lint/suspicious/noArrayIndexKey: columns of a rendered mail never move
          key={i}
          className="hm-col"
          width={`${props.widths[i]}%`}
          style={{
            verticalAlign: "top",
            width: `${props.widths[i]}%`,
            // Shared out so that every column keeps the same width inside.
            [start]: `${Math.round((i * columnGap) / count)}px`,
            [end]: `${Math.round(((count - 1 - i) * columnGap) / count)}px`,
          }}
        >
          {child}
        </Column>
      ))}
    </Row>
  );
}
