import { appRoute } from "@/lib/base/routes/app-route";
import { findInbound } from "@/lib/inbound/mail/queries";
import { InboundQuery } from "@/lib/inbound/mail/schema";

/** GET: bounces, complaints, replies and what was not understood, newest first. */
export const GET = appRoute("reports.read", async (ctx, { query }) => findInbound(ctx, InboundQuery.parse(query)));
