import { type BrandTheme, contrast, mix } from "./theme";

/**
 * The few rules that cannot be inlined: narrow screens, and dark mode for clients that ask (Apple Mail, Outlook for Mac,
 * Thunderbird). Gmail and Outlook.com recolour on their own and ignore them.
 */
export function frameCss(theme: BrandTheme): string {
  const surface = "#1b1d21";
  const link =
    contrast(theme.primaryColor, surface) >= 4.5 ? theme.primaryColor : mix(theme.primaryColor, "#ffffff", 0.55);
  return [
    "body{margin:0;padding:0;-webkit-text-size-adjust:100%;-ms-text-size-adjust:100%}",
    "table{border-spacing:0}",
    "@media only screen and (max-width:600px){",
    ".hm-col{display:block!important;width:100%!important;padding-left:0!important;padding-right:0!important}",
    ".hm-pad{padding-left:22px!important;padding-right:22px!important}",
    ".hm-outer{padding-left:0!important;padding-right:0!important}",
    ".hm-surface{border-radius:0!important}",
    "}",
    "@media (prefers-color-scheme:dark){",
    ".hm-bg,.hm-bg>table>tbody>tr>td{background-color:#111215!important}",
    `.hm-surface{background-color:${surface}!important}`,
    ".hm-card{background-color:#26292f!important}",
    ".hm-text,.hm-text li{color:#eceef1!important}",
    ".hm-muted,.hm-footer{color:#a9afb9!important}",
    `.hm-link{color:${link}!important}`,
    `.hm-outline{color:${link}!important;border-color:${link}!important}`,
    ".hm-rule{border-top-color:#3a3e46!important}",
    ".hm-cell{border-bottom-color:#3a3e46!important}",
    "}",
  ].join("");
}
