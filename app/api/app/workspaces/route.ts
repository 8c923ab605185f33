import { accountCtx } from "@/lib/account/account-ctx";
import { accountRoute } from "@/lib/http/app-route";
import { clientIp } from "@/lib/http/client-ip";
import { hitRateLimit } from "@/lib/security/rate-limit";
import { createWorkspace } from "@/lib/workspaces/create-workspace";
import { findWorkspacesOfUser } from "@/lib/workspaces/queries";
import type { CreateWorkspace } from "@/lib/workspaces/schema";

export const GET = accountRoute(async ({ user }) => findWorkspacesOfUser(accountCtx(), user.id));

export const POST = accountRoute(async ({ user, body, request }) => {
  await hitRateLimit(`create-workspace:${user.id}`, { limit: 20, windowMs: 24 * 3600_000 });
  const { slug, name } = await createWorkspace(accountCtx(clientIp(request.headers)), user, body as CreateWorkspace);
  return { slug, name };
});
