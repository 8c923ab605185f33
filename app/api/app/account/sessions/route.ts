import { accountCtx } from "@/lib/account/account-ctx";
import { findSessions } from "@/lib/account/queries";
import { revokeSessions } from "@/lib/account/revoke-sessions";
import { accountRoute } from "@/lib/http/app-route";

export const GET = accountRoute(async ({ user, session }) => findSessions(accountCtx(), user.id, session.id));

/** Signs out everywhere else. */
export const DELETE = accountRoute(
  async ({ user, session }) => ({
    sessionsEnded: await revokeSessions(accountCtx(), user.id, session.id),
  }),
  { stepUp: true },
);
