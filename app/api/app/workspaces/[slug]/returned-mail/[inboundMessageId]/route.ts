import { appRoute } from "@/lib/base/routes/app-route";
import { findInboundMail } from "@/lib/inbound/mail/queries";
import { InboundRef } from "@/lib/inbound/mail/schema";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  findInboundMail(ctx, InboundRef.parse(params).inboundMessageId),
);
