import { markSeen } from "@/lib/account/notifications/mark-seen";
import type { MarkSeen } from "@/lib/account/notifications/schema";
import { appRoute } from "@/lib/base/routes/app-route";

export const PUT = appRoute("workspace.read", (ctx, { body }) => markSeen(ctx, (body ?? {}) as MarkSeen));
