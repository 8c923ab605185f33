import { appRoute } from "@/lib/base/routes/app-route";
import { declineSend } from "@/lib/campaigns/send-requests/decline-send";
import { SendRequestRef } from "@/lib/campaigns/send-requests/schema";

export const PUT = appRoute("campaigns.send", (ctx, { params }) => declineSend(ctx, SendRequestRef.parse(params)));
