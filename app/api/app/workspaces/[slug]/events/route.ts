import { appRoute } from "@/lib/base/routes/app-route";
import { findLatestEvents } from "@/lib/events/custom/latest-events";

export const GET = appRoute("events.read", (ctx, { query }) => findLatestEvents(ctx, query));
