import { accountCtx } from "@/lib/account/account-ctx";
import { findSessions } from "@/lib/account/queries";
import { revokeSessions } from "@/lib/account/revoke-sessions";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";

export const GET = accountRoute(async ({ user, session }) => findSessions(accountCtx(), user.id, session.id));

/** Signs out everywhere else. */
export const DELETE = accountRoute(
  async ({ user, session, request }) => {
    const ctx = accountCtx(clientIp(request.headers));
    const sessionsEnded = await revokeSessions(ctx, user.id, session.id);
    await recordSecurityEvent(ctx, {
      kind: "sessions.ended",
      userId: user.id,
      email: user.email,
      ip: ctx.ip,
      detail: { sessionsEnded },
    });
    return { sessionsEnded };
  },
  { stepUp: true },
);
