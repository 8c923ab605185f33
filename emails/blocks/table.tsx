import type { ReactNode } from "react";
import { type BrandTheme, palette } from "../theme";
import { type Direction, padding, startOf } from "./direction";

export interface TableCell {
  heading: boolean;
  colspan: number;
  rowspan: number;
  content: ReactNode;
}

/** Rows of facts with a line under each. `color` is that of everything on a filled card. */
export function Table(props: {
  theme: BrandTheme;
  color?: string | undefined;
  dir?: Direction | undefined;
  rows: TableCell[][];
}) {
  const rule = props.color ?? palette(props.theme).rule;
  return (
    <table
      width="100%"
      cellPadding={0}
      cellSpacing={0}
      style={{ width: "100%", margin: "0 0 24px", borderCollapse: "collapse" }}
    >
      <tbody>
        {props.rows.map((cells, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows of a rendered mail never move
          <tr key={row}>
            {cells.map((cell, i) => (
              <Cell
                // biome-ignore lint/suspicious/noArrayIndexKey: nor do their cells
                key={i}
                cell={cell}
                isFirstRow={row === 0}
                isLast={i === cells.length - 1}
                rule={rule}
                follows={!props.color}
                dir={props.dir}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** `follows`: the line takes the colour that it has in the dark. */
function Cell(props: {
  cell: TableCell;
  isFirstRow: boolean;
  isLast: boolean;
  rule: string;
  follows: boolean;
  dir: Direction | undefined;
}) {
  const { heading, colspan, rowspan, content } = props.cell;
  const attributes = {
    ...(colspan > 1 && { colSpan: colspan }),
    ...(rowspan > 1 && { rowSpan: rowspan }),
    align: startOf(props.dir),
    ...(props.follows && { className: "hm-cell" }),
    style: {
      padding: props.isLast ? "8px 0" : padding(props.dir, { top: 8, bottom: 8, end: 12 }),
      borderBottom: `${heading ? 2 : 1}px solid ${props.rule}`,
      textAlign: startOf(props.dir),
      verticalAlign: "top",
      fontWeight: heading ? 600 : 400,
    },
  };
  if (!heading) return <td {...attributes}>{content}</td>;
  return (
    <th scope={props.isFirstRow ? "col" : "row"} {...attributes}>
      {content}
    </th>
  );
}
