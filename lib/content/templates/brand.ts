import { z } from "zod";
import { type BrandTheme, defaultBrand, type FontName, fontStacks, socialNetworks } from "@/emails/theme";

const color = z.string().regex(/^#[0-9a-f]{6}$/i, "Give a colour as # and six hexadecimal digits.");
const fonts = Object.keys(fontStacks) as [FontName, ...FontName[]];
const httpUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/\S+$/i, "Give the whole address, beginning with https://.");

/** A workspace's look in mail, as the brand settings store it. */
export const Brand = z.object({
  companyName: z.string().trim().max(120),
  logoUrl: z.union([httpUrl, z.string().regex(/^\/assets\/[\w/.-]+$/)]).nullable(),
  logoWidth: z.number().int().min(24).max(520),
  primaryColor: color,
  textColor: color,
  backgroundColor: color,
  surfaceColor: color,
  font: z.enum(fonts),
  radius: z.number().int().min(0).max(24),
  footerText: z.string().trim().max(500),
  postalAddress: z.string().trim().max(300),
  social: z.array(z.object({ network: z.enum(socialNetworks), url: httpUrl })).max(socialNetworks.length),
}) satisfies z.ZodType<BrandTheme>;

export type Brand = z.infer<typeof Brand>;

/** Reads a stored brand; what is missing or no longer valid falls back, so that old rows always render. */
export function readBrand(stored: unknown, fallback: Partial<BrandTheme> = {}): BrandTheme {
  const base = { ...defaultBrand, ...fallback };
  if (!stored || typeof stored !== "object") return base;
  const values = stored as Record<string, unknown>;
  const brand: Record<string, unknown> = { ...base };
  for (const key of Object.keys(Brand.shape) as (keyof typeof Brand.shape)[]) {
    const result = Brand.shape[key].safeParse(values[key]);
    if (result.success) brand[key] = result.data;
  }
  return brand as unknown as BrandTheme;
}
