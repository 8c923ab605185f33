import type { Language } from "@/lib/language/languages";
import type { AccountCtx } from "./account-ctx";
import { UpdateProfile } from "./schema";

/** Changes the name that others see, and the language that the product speaks with the person. */
export async function updateProfile(
  ctx: AccountCtx,
  userId: string,
  input: UpdateProfile,
): Promise<{ name: string; language: Language | null }> {
  const data = UpdateProfile.parse(input);
  const { name, language } = await ctx.db.user.update({ where: { id: userId }, data });
  return { name, language: language as Language | null };
}
