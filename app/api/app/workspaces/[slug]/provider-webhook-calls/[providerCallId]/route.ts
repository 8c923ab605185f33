import { appRoute } from "@/lib/base/routes/app-route";
import { findCall } from "@/lib/inbound/provider-webhooks/queries";
import { CallRef } from "@/lib/inbound/provider-webhooks/schema";

export const GET = appRoute("provider-webhooks.manage", (ctx, { params }) =>
  findCall(ctx, CallRef.parse(params).providerCallId),
);
