import { accountCtx } from "@/lib/account/account-ctx";
import { changePassword } from "@/lib/account/change-password";
import type { ChangePassword } from "@/lib/account/schema";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

export const PUT = accountRoute(
  async ({ user, session, body, request }) =>
    changePassword(accountCtx(clientIp(request.headers)), { user, session }, body as ChangePassword),
  { stepUp: true },
);
