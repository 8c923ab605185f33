/** What the public pages need to look like the sender's own. Colours are `#rrggbb`. */
export interface PageBrand {
  name: string;
  logoUrl: string | null;
  accentColor: string;
  postalAddress: string | null;
}

/** Black or white, whichever reads better on a colour; the better of the two always reaches 4.5:1 (WCAG 2.2 §1.4.3). */
export function readableOn(color: string): "#000000" | "#ffffff" {
  const luminance = relativeLuminance(color);
  return (luminance + 0.05) / 0.05 >= 1.05 / (luminance + 0.05) ? "#000000" : "#ffffff";
}

/** The colour when it is a plain hex colour, else the fallback: it goes into a style sheet. */
export function safeColor(color: string | null | undefined, fallback: string): string {
  return color && /^#[0-9a-f]{6}$/i.test(color) ? color : fallback;
}

/** Relative luminance of `#rrggbb`, 0 to 1 (WCAG 2.2). */
export function relativeLuminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((start) => {
    const channel = Number.parseInt(color.slice(start, start + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
