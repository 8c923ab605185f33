import { z } from "zod";
import { type BrandTheme, defaultBrand, type FontName, fontStacks, socialNetworks } from "@/emails/theme";
import { storedJson } from "@/lib/base/db/stored-json";
import { words } from "@/lib/language/t";

const color = z.string().regex(/^#[0-9a-f]{6}$/i, words("Give a colour as # and six hexadecimal digits."));
const fonts = Object.keys(fontStacks) as [FontName, ...FontName[]];
const httpUrl = z
  .string()
  .trim()
  .max(500)
  .regex(/^https?:\/\/\S+$/i, words("Give the whole address, beginning with https://."));

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

const storedBrand = storedJson("workspace.brand", z.record(z.string(), z.unknown()));

/** Reads a stored brand; a value that is missing or no longer valid falls back, so that old rows always render. */
export function readBrand(stored: unknown, fallback: Partial<BrandTheme> = {}): BrandTheme {
  const values = storedBrand.read(stored);
  const valid = Object.entries(Brand.shape).flatMap(([key, schema]) => {
    const { success, data } = schema.safeParse(values[key]);
    return success ? [[key, data] as const] : [];
  });
  const brand: Partial<BrandTheme> = Object.fromEntries(valid);
  return { ...defaultBrand, ...fallback, ...brand };
}
