import { appRoute } from "@/lib/http/app-route";
import { findInbound } from "@/lib/inbound/queries";
import { InboundQuery } from "@/lib/inbound/schema";

/** GET: bounces, complaints, replies and what was not understood, newest first. */
export const GET = appRoute("reports.read", async (ctx, { query }) => findInbound(ctx, InboundQuery.parse(query)));
