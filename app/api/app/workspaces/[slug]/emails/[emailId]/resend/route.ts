import { appRoute } from "@/lib/base/routes/app-route";
import { resendEmail } from "@/lib/emails/resend-email";
import { sayEmailsDue } from "@/lib/sending/emails/queue";

export const POST = appRoute("emails.send", async (ctx, { params }) => {
  const accepted = await resendEmail(ctx, { emailId: params.emailId ?? "" });
  sayEmailsDue(ctx.workspaceId);
  return accepted;
});
