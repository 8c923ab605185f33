import { Img } from "react-email";
import { type BrandTheme, fontStacks } from "../theme";

/** The sender's logo, or its name in words when there is none. */
export function BrandHeader(props: { theme: BrandTheme; logoUrl: string | null }) {
  const { theme } = props;
  if (!props.logoUrl && !theme.companyName) return null;
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td className="hm-pad" style={{ padding: "32px 40px 0" }}>
            {props.logoUrl ? (
              <Img
                src={props.logoUrl}
                alt={theme.companyName}
                width={theme.logoWidth}
                style={{ display: "block", width: `${theme.logoWidth}px`, maxWidth: "100%", height: "auto" }}
              />
            ) : (
              <span
                className="hm-text"
                style={{
                  fontFamily: fontStacks[theme.font],
                  fontSize: "18px",
                  fontWeight: 700,
                  letterSpacing: "-0.3px",
                  color: theme.textColor,
                }}
              >
                {theme.companyName}
              </span>
            )}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
