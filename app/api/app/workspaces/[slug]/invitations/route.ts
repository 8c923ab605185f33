import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { inviteMember } from "@/lib/workspaces/invite-member";
import type { InviteMember } from "@/lib/workspaces/member-schema";
import { findInvitations } from "@/lib/workspaces/queries";

export const GET = appRoute("members.write", async (ctx) => findInvitations(ctx));

export const POST = appRoute("members.write", async (ctx, { body }) => {
  const { id, email, role } = await inviteMember(ctx, body as InviteMember);
  return { id: publicId("inv", id), email, role };
});
