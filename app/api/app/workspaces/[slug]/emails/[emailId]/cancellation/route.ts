import { appRoute } from "@/lib/base/routes/app-route";
import { cancelEmail } from "@/lib/emails/cancel-email";

export const PUT = appRoute("emails.send", (ctx, { params }) => cancelEmail(ctx, { emailId: params.emailId ?? "" }));
