import { appRoute } from "@/lib/http/app-route";
import { findInboundMail } from "@/lib/inbound/queries";
import { InboundRef } from "@/lib/inbound/schema";

export const GET = appRoute("reports.read", (ctx, { params }) =>
  findInboundMail(ctx, InboundRef.parse(params).inboundMessageId),
);
