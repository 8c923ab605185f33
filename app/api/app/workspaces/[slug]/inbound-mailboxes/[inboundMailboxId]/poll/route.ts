import { appRoute } from "@/lib/http/app-route";
import { MailboxRef } from "@/lib/inbound/mailbox-schema";
import { pollNow } from "@/lib/inbound/poll-now";

export const POST = appRoute("inbound.manage", (ctx, { params }) => pollNow(ctx, MailboxRef.parse(params)));
