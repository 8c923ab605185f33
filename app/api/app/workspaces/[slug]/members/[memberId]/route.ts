import { appRoute } from "@/lib/base/routes/app-route";
import { removeMember } from "@/lib/workspaces/remove-member";

/** Everybody may leave; removing somebody else needs members.write, which the verb checks. */
export const DELETE = appRoute(
  "members.read",
  async (ctx, { params }) => removeMember(ctx, { memberId: params.memberId ?? "" }),
  { stepUp: true },
);
