import { findNotifications } from "@/lib/account/notifications/queries";
import { NotificationFilters } from "@/lib/account/notifications/schema";
import { appRoute } from "@/lib/base/routes/app-route";

export const GET = appRoute("workspace.read", (ctx, { query }) =>
  findNotifications(ctx, NotificationFilters.parse(query)),
);
