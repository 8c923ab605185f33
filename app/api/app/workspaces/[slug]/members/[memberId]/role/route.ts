import { appRoute } from "@/lib/base/routes/app-route";
import { changeRole } from "@/lib/workspaces/change-role";
import type { ChangeRole } from "@/lib/workspaces/member-schema";

export const PUT = appRoute("members.write", async (ctx, { params, body }) =>
  changeRole(ctx, { ...(body as Omit<ChangeRole, "memberId">), memberId: params.memberId ?? "" }),
);
