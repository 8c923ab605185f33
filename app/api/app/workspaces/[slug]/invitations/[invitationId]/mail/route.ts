import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { resendInvitation } from "@/lib/workspaces/resend-invitation";

/** Mails a fresh link; the invitation gets a new id. */
export const POST = appRoute("members.write", async (ctx, { params }) => {
  const { id, email } = await resendInvitation(ctx, { invitationId: params.invitationId ?? "" });
  return { id: publicId("inv", id), email };
});
