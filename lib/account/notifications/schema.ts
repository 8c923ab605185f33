import { z } from "zod";
import { idOf } from "@/lib/base/db/ids";
import { words } from "@/lib/language/t";

export const NotificationFilters = z.object({ after: idOf("ntf").optional().catch(undefined) });
export type NotificationFilters = z.output<typeof NotificationFilters>;

/** Which ones were seen: these, or all up to now. */
export const MarkSeen = z.object({
  notificationIds: z.array(idOf("ntf")).max(200, words("Name at most 200.")).optional(),
});
export type MarkSeen = z.input<typeof MarkSeen>;
