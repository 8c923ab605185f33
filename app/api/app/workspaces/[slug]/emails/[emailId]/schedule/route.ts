import { z } from "zod";
import { appRoute } from "@/lib/base/routes/app-route";
import { rescheduleEmail } from "@/lib/emails/reschedule-email";
import { ScheduledAt } from "@/lib/emails/schema";
import { sayEmailsDue } from "@/lib/sending/emails/queue";

const NewTime = z.strictObject({ scheduledAt: ScheduledAt });

export const PUT = appRoute("emails.send", async (ctx, { params, body }) => {
  await rescheduleEmail(ctx, { emailId: params.emailId ?? "", ...NewTime.parse(body) });
  sayEmailsDue(ctx.workspaceId);
});
