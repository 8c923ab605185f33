import { z } from "zod";
import { recordAudit } from "@/lib/base/audit/record-audit";
import type { BinnedThing } from "@/lib/base/bin/take-from-bin";
import type { Ctx } from "@/lib/base/context";
import { lockNames } from "@/lib/base/db/taken";
import { requirePermission } from "@/lib/base/permissions.shared";
import { freeName } from "@/lib/base/text/free-name";
import { findViews, requireRoom } from "./views";

/** What of a view is kept in the bin. */
const BinnedView = z.object({ search: z.string(), columns: z.array(z.string()), createdAt: z.coerce.date() });

/** Brings a view back from the bin, for its member or for everybody. */
export async function restoreView(tx: Ctx, { subjectId, name, content, memberId }: BinnedThing): Promise<void> {
  requirePermission(tx, memberId === null ? "views.share" : "contacts.read");
  const view = BinnedView.parse(content);
  await lockNames(tx, "view");
  const seen = await findViews(tx);
  requireRoom(seen, memberId);
  const others = seen.map((one) => one.name);
  const after = await tx.db.savedView.create({
    data: { workspaceId: tx.workspaceId, id: subjectId, memberId, name: freeName(name, others, 60), ...view },
  });
  if (memberId === null) await recordAudit(tx, "view.restored", { subjectType: "view", subjectId, after });
}
