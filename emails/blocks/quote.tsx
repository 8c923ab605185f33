import type { ReactNode } from "react";
import type { BrandTheme } from "../theme";
import { type Direction, padding } from "./direction";

/** Words of somebody else, with a bar in the brand colour. A table, because Outlook drops borders of a blockquote. */
export function Quote(props: { theme: BrandTheme; dir?: Direction | undefined; children: ReactNode }) {
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0} style={{ margin: "8px 0 24px" }}>
      <tbody>
        <tr>
          <td width={4} style={{ width: "4px", backgroundColor: props.theme.primaryColor, fontSize: 0 }}>
            &nbsp;
          </td>
          <td style={{ padding: padding(props.dir, { top: 4, start: 20 }) }}>
            <blockquote style={{ margin: 0, padding: 0 }}>{props.children}</blockquote>
          </td>
        </tr>
      </tbody>
    </table>
  );
}
