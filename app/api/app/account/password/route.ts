import { accountCtx } from "@/lib/account/account-ctx";
import { changePassword } from "@/lib/account/change-password";
import type { ChangePassword } from "@/lib/account/schema";
import { accountRoute } from "@/lib/http/app-route";

export const PUT = accountRoute(
  async ({ user, session, body }) => changePassword(accountCtx(), { user, session }, body as ChangePassword),
  { stepUp: true },
);
