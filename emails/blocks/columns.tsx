import type { ReactNode } from "react";
import { Column, Row } from "react-email";

/** Columns beside each other that stack on a phone. `widths` are shares in percent that add up to 100. */
export function Columns(props: { widths: number[]; children: ReactNode[] }) {
  const last = props.children.length - 1;
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
            paddingLeft: i === 0 ? "0" : "10px",
            paddingRight: i === last ? "0" : "10px",
          }}
        >
          {child}
        </Column>
      ))}
    </Row>
  );
}
