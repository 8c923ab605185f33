import { Link } from "react-email";
import { frameText } from "../frame-text";
import { type BrandTheme, fontStacks, palette, senderLine } from "../theme";
import { SocialLinks } from "./social-links";

export interface FooterLinks {
  unsubscribe: string;
  preferences: string;
  viewInBrowser: string;
}

/** Who sent it and why, the postal address, and the ways out. `links` is null for mail that cannot be unsubscribed. */
export function Footer(props: { theme: BrandTheme; lang: string; links: FooterLinks | null }) {
  const { theme, links } = props;
  const text = frameText(props.lang);
  const color = palette(theme).footer;
  const line = {
    fontFamily: fontStacks[theme.font],
    fontSize: "13px",
    lineHeight: "20px",
    color,
    margin: "0 0 12px",
    textAlign: "center" as const,
  };
  const anchor = { color, textDecoration: "underline" };
  return (
    <table role="presentation" width="100%" cellPadding={0} cellSpacing={0}>
      <tbody>
        <tr>
          <td className="hm-pad" style={{ padding: "28px 40px 40px" }}>
            {theme.social.length > 0 && (
              <p className="hm-footer" style={line}>
                <SocialLinks links={theme.social} color={color} />
              </p>
            )}
            {links && theme.footerText && (
              <p className="hm-footer" style={line}>
                {theme.footerText}
              </p>
            )}
            {senderLine(theme) && (
              <p className="hm-footer" style={line}>
                {senderLine(theme)}
              </p>
            )}
            {links && (
              <p className="hm-footer" style={{ ...line, margin: 0 }}>
                <Link href={links.unsubscribe} className="hm-footer" style={anchor}>
                  {text.unsubscribe}
                </Link>
                {" · "}
                <Link href={links.preferences} className="hm-footer" style={anchor}>
                  {text.preferences}
                </Link>
                {" · "}
                <Link href={links.viewInBrowser} className="hm-footer" style={anchor}>
                  {text.viewInBrowser}
                </Link>
              </p>
            )}
          </td>
        </tr>
      </tbody>
    </table>
  );
}
