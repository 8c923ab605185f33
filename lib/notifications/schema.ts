import { z } from "zod";
import { idOf } from "@/lib/db/ids";

export const notificationSeverities = ["info", "success", "warning", "danger"] as const;
export type NotificationSeverity = (typeof notificationSeverities)[number];

/** A notification as a member sees it; the id is public, times are ISO 8601. */
export interface NotificationView {
  id: string;
  kind: string;
  severity: NotificationSeverity;
  title: string;
  body: string;
  /** Page of the workspace that says more, below its slug. */
  href: string | null;
  createdAt: string;
  seen: boolean;
}

/** What the bell shows: the newest ones and how many are unseen (at most `unseenLimit`). */
export interface NotificationList {
  notifications: NotificationView[];
  unseen: number;
  /** Cursor of the next page: the id of the last one; null at the end. */
  next: string | null;
}

/** Counting stops here; the bell then says "99+". */
export const unseenLimit = 100;

export const NotificationFilters = z.object({ after: idOf("ntf").optional().catch(undefined) });
export type NotificationFilters = z.output<typeof NotificationFilters>;

/** Which ones were seen: these, or all up to now. */
export const MarkSeen = z.object({
  notificationIds: z.array(idOf("ntf")).max(200, "Name at most 200.").optional(),
});
export type MarkSeen = z.input<typeof MarkSeen>;
