import { appRoute } from "@/lib/http/app-route";
import { findNotifications } from "@/lib/notifications/queries";
import { NotificationFilters } from "@/lib/notifications/schema";

export const GET = appRoute("workspace.read", (ctx, { query }) =>
  findNotifications(ctx, NotificationFilters.parse(query)),
);
