import { appRoute } from "@/lib/http/app-route";
import { markSeen } from "@/lib/notifications/mark-seen";
import type { MarkSeen } from "@/lib/notifications/schema";

export const PUT = appRoute("workspace.read", (ctx, { body }) => markSeen(ctx, (body ?? {}) as MarkSeen));
