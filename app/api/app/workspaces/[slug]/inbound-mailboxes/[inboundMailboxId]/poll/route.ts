import { appRoute } from "@/lib/base/routes/app-route";
import { MailboxRef } from "@/lib/inbound/mail/mailbox-schema";
import { pollNow } from "@/lib/inbound/mail/poll-now";

export const POST = appRoute("inbound.manage", (ctx, { params }) => pollNow(ctx, MailboxRef.parse(params)));
