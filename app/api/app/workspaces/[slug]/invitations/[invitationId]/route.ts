import { appRoute } from "@/lib/base/routes/app-route";
import { revokeInvitation } from "@/lib/workspaces/revoke-invitation";

export const DELETE = appRoute("members.write", async (ctx, { params }) =>
  revokeInvitation(ctx, { invitationId: params.invitationId ?? "" }),
);
