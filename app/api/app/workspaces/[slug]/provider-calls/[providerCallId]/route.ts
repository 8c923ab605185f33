import { appRoute } from "@/lib/http/app-route";
import { findCall } from "@/lib/provider-hooks/queries";
import { CallRef } from "@/lib/provider-hooks/schema";

export const GET = appRoute("provider-hooks.manage", (ctx, { params }) =>
  findCall(ctx, CallRef.parse(params).providerCallId),
);
