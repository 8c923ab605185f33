import { Hr } from "react-email";
import { type BrandTheme, palette } from "../theme";

/** A quiet line between two parts. */
export function Divider(props: { theme: BrandTheme; color?: string | undefined }) {
  const color = props.color ?? palette(props.theme).rule;
  return (
    <Hr
      className={props.color ? undefined : "hm-rule"}
      style={{ border: "none", borderTop: `1px solid ${color}`, margin: "16px 0 32px", width: "100%" }}
    />
  );
}
