import { appRoute } from "@/lib/base/routes/app-route";
import { findCall } from "@/lib/inbound/provider-hooks/queries";
import { CallRef } from "@/lib/inbound/provider-hooks/schema";

export const GET = appRoute("provider-hooks.manage", (ctx, { params }) =>
  findCall(ctx, CallRef.parse(params).providerCallId),
);
