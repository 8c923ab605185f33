import type { AccountCtx } from "./account-ctx";
import { UpdateProfile } from "./schema";

/** Changes the name others see. */
export async function updateProfile(ctx: AccountCtx, userId: string, input: UpdateProfile): Promise<{ name: string }> {
  const { name } = UpdateProfile.parse(input);
  await ctx.db.user.update({ where: { id: userId }, data: { name } });
  return { name };
}
