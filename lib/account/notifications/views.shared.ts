import type { WorkspacePath } from "@/lib/client/paths";

export const notificationSeverities = ["info", "success", "warning", "danger"] as const;
export type NotificationSeverity = (typeof notificationSeverities)[number];

/** A notification as a member sees it; the id is public, times are ISO 8601. */
export interface NotificationView {
  id: string;
  kind: string;
  severity: NotificationSeverity;
  title: string;
  body: string;
  /** Page of the workspace that says more. */
  href: WorkspacePath | null;
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
