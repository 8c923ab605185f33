/** Fonts that mail clients have without loading anything; the last names are what Outlook and Android fall back to. */
export const fontStacks = {
  sans: 'Inter, -apple-system, BlinkMacSystemFont, "Segoe UI", Roboto, Helvetica, Arial, sans-serif',
  humanist: 'Seravek, "Gill Sans Nova", Ubuntu, Calibri, "DejaVu Sans", Verdana, sans-serif',
  serif: 'Charter, "Iowan Old Style", Georgia, Cambria, "Times New Roman", serif',
  slab: 'Rockwell, "Rockwell Nova", "Roboto Slab", "DejaVu Serif", Georgia, serif',
  mono: 'ui-monospace, "SF Mono", Menlo, Consolas, "Liberation Mono", "Courier New", monospace',
} as const;

export type FontName = keyof typeof fontStacks;

export const socialNetworks = [
  "website",
  "x",
  "linkedin",
  "instagram",
  "facebook",
  "youtube",
  "mastodon",
  "bluesky",
  "tiktok",
  "github",
] as const;

export type SocialNetwork = (typeof socialNetworks)[number];

export const networkNames: Record<SocialNetwork, string> = {
  website: "Website",
  x: "X",
  linkedin: "LinkedIn",
  instagram: "Instagram",
  facebook: "Facebook",
  youtube: "YouTube",
  mastodon: "Mastodon",
  bluesky: "Bluesky",
  tiktok: "TikTok",
  github: "GitHub",
};

export interface SocialLink {
  network: SocialNetwork;
  url: string;
}

/** How a workspace looks in mail. Colours are `#rrggbb`, sizes CSS pixels, URLs absolute or starting with `/`. */
export interface BrandTheme {
  companyName: string;
  logoUrl: string | null;
  logoWidth: number;
  primaryColor: string;
  textColor: string;
  backgroundColor: string;
  surfaceColor: string;
  font: FontName;
  radius: number;
  footerText: string;
  postalAddress: string;
  social: SocialLink[];
}

export const defaultBrand: BrandTheme = {
  companyName: "",
  logoUrl: null,
  logoWidth: 140,
  primaryColor: "#2f5bea",
  textColor: "#1c2430",
  backgroundColor: "#f4f5f7",
  surfaceColor: "#ffffff",
  font: "sans",
  radius: 8,
  footerText: "You receive this mail because you signed up for news from us.",
  postalAddress: "",
  social: [],
};

/** Who sends, in one line: company and postal address, the company not twice when the address begins with it. */
export function senderLine(theme: Pick<BrandTheme, "companyName" | "postalAddress">): string {
  const address = theme.postalAddress
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter(Boolean);
  const named = !theme.companyName || address.join(", ").toLowerCase().startsWith(theme.companyName.toLowerCase());
  return (named ? address : [theme.companyName, ...address]).join(", ");
}

/** Content column in CSS pixels: what every mail client shows without scrolling sideways. */
export const contentWidth = 600;

function channels(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1), 16);
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255];
}

/** Relative luminance of a `#rrggbb` colour, 0 to 1 (WCAG 2.2). */
export function luminance(hex: string): number {
  const [r, g, b] = channels(hex).map((channel) => {
    const share = channel / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast ratio of two `#rrggbb` colours, 1 to 21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever reads better on the colour. */
export function readableOn(hex: string): string {
  return contrast("#ffffff", hex) >= contrast("#111111", hex) ? "#ffffff" : "#111111";
}

/** Mixes `share` (0 to 1) of `over` into `base`; both `#rrggbb`. Mail clients know no color-mix(). */
export function mix(base: string, over: string, share: number): string {
  const from = channels(base);
  const to = channels(over);
  return `#${from
    .map((channel, i) =>
      Math.round(channel + ((to[i] ?? channel) - channel) * share)
        .toString(16)
        .padStart(2, "0"),
    )
    .join("")}`;
}

/** Colours a block needs that the brand does not name, derived from it. */
export function palette(theme: BrandTheme) {
  const muted = mix(theme.textColor, theme.surfaceColor, 0.35);
  return {
    muted: contrast(muted, theme.surfaceColor) >= 4.5 ? muted : theme.textColor,
    rule: mix(theme.surfaceColor, theme.textColor, 0.14),
    card: mix(theme.surfaceColor, theme.textColor, 0.04),
    tint: mix(theme.surfaceColor, theme.primaryColor, 0.1),
    link: contrast(theme.primaryColor, theme.surfaceColor) >= 4.5 ? theme.primaryColor : theme.textColor,
    onPrimary: readableOn(theme.primaryColor),
    footer: readableFooter(theme),
  };
}

function readableFooter(theme: BrandTheme): string {
  const soft = mix(readableOn(theme.backgroundColor), theme.backgroundColor, 0.35);
  return contrast(soft, theme.backgroundColor) >= 4.5 ? soft : readableOn(theme.backgroundColor);
}
