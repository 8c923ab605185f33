import { accountCtx } from "@/lib/account/account-ctx";
import { changePassword } from "@/lib/account/change-password";
import type { ChangePassword } from "@/lib/account/schema";
import { accountRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";

export const PUT = accountRoute(
  async ({ user, session, body, request }) =>
    changePassword(accountCtx(clientIp(request.headers)), { user, session }, body as ChangePassword),
  { stepUp: true },
);
