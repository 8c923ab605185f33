import { accountCtx } from "@/lib/account/account-ctx";
import { clientIp } from "@/lib/base/http/client-ip";
import { accountRoute } from "@/lib/base/routes/app-route";
import { hitRateLimit } from "@/lib/base/security/rate-limit";
import { createWorkspace } from "@/lib/set-up/create-workspace";
import { findWorkspacesOfUser } from "@/lib/workspaces/queries";
import type { CreateWorkspace } from "@/lib/workspaces/schema";

export const GET = accountRoute(async ({ user }) => findWorkspacesOfUser(accountCtx(), user.id));

export const POST = accountRoute(async ({ user, body, request }) => {
  await hitRateLimit(`create-workspace:${user.id}`, { limit: 20, windowMs: 24 * 3600_000 });
  const { slug, name } = await createWorkspace(accountCtx(clientIp(request.headers)), user, body as CreateWorkspace);
  return { slug, name };
});
