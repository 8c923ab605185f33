import { accountCtx } from "@/lib/account/account-ctx";
import type { UpdateProfile } from "@/lib/account/schema";
import { updateProfile } from "@/lib/account/update-profile";
import { accountRoute } from "@/lib/base/routes/app-route";

export const PUT = accountRoute(async ({ user, body }) => updateProfile(accountCtx(), user.id, body as UpdateProfile));
