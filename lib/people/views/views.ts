import { recordAudit } from "@/lib/base/audit/record-audit";
import { type Deleted, putInBin } from "@/lib/base/bin/put-in-bin";
import type { Ctx } from "@/lib/base/context";
import type { SavedView } from "@/lib/base/db/generated/client";
import { newId, publicId } from "@/lib/base/db/ids";
import { lockNames, taken } from "@/lib/base/db/taken";
import { inTransaction } from "@/lib/base/db/transaction";
import { conflict, notFound } from "@/lib/base/errors";
import { requirePermission } from "@/lib/base/permissions.shared";
import { foldText } from "@/lib/base/text/fold-text.shared";
import { t } from "@/lib/language/t";
import { CreateView, MAX_VIEWS, UpdateView, ViewRef } from "./schema";

/** A saved view as our own UI sees it. */
export interface ViewItem {
  id: string;
  name: string;
  /** For the address of the table, without "?". */
  search: string;
  columns: string[];
  shared: boolean;
}

export function presentView({ id, name, search, columns, memberId }: SavedView): ViewItem {
  return { id: publicId("viw", id), name, search, columns, shared: memberId === null };
}

/** The shared views of the workspace and those of the member who asks, by name. */
export async function findViews(ctx: Ctx): Promise<SavedView[]> {
  requirePermission(ctx, "contacts.read");
  return ctx.db.savedView.findMany({ where: seenBy(ctx), orderBy: [{ name: "asc" }, { id: "asc" }] });
}

/** Keeps a view for the member or, `shared`, for everybody; a name that they see already is refused. */
export async function createView(ctx: Ctx, input: CreateView): Promise<SavedView> {
  const { shared, ...view } = CreateView.parse(input);
  requirePermission(ctx, shared ? "views.share" : "contacts.read");
  const memberId = shared ? null : memberOf(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockNames(tx, "view");
    const seen = await findViews(tx);
    requireRoom(seen, memberId);
    requireFreeName(seen, view.name);
    const created = await tx.db.savedView.create({
      data: { workspaceId: tx.workspaceId, id: newId(), memberId, ...view, createdAt: tx.now() },
    });
    if (shared) await recordAudit(tx, "view.created", { subjectType: "view", subjectId: created.id, after: created });
    return created;
  });
}

/** Changes name, filters or columns. */
export async function updateView(ctx: Ctx, input: UpdateView): Promise<SavedView> {
  const { viewId, ...changes } = UpdateView.parse(input);
  return inTransaction(ctx, async (tx) => {
    await lockNames(tx, "view");
    const before = await getOwnView(tx, viewId);
    if (changes.name) {
      const others = (await findViews(tx)).filter(({ id }) => id !== viewId);
      requireFreeName(others, changes.name);
    }
    const after = await tx.db.savedView.update({ where: keyOf(tx, viewId), data: changes });
    if (!before.memberId)
      await recordAudit(tx, "view.updated", { subjectType: "view", subjectId: viewId, before, after });
    return after;
  });
}

/** Deletes a view; for 30 days it can be brought back from the bin. */
export async function deleteView(ctx: Ctx, input: ViewRef): Promise<Deleted> {
  const { viewId } = ViewRef.parse(input);
  return inTransaction(ctx, async (tx) => {
    const before = await getOwnView(tx, viewId);
    await tx.db.savedView.delete({ where: keyOf(tx, viewId) });
    if (!before.memberId) await recordAudit(tx, "view.deleted", { subjectType: "view", subjectId: viewId, before });
    const { name, search, columns, createdAt, memberId } = before;
    return putInBin(tx, { kind: "view", subjectId: viewId, name, memberId, content: { search, columns, createdAt } });
  });
}

/** One that the actor may change: their own, or a shared one with the right to; others' are not there. */
async function getOwnView(ctx: Ctx, id: string): Promise<SavedView> {
  requirePermission(ctx, "contacts.read");
  const view = await ctx.db.savedView.findFirst({ where: { ...seenBy(ctx), id } });
  if (!view) throw notFound("view");
  if (view.memberId === null) requirePermission(ctx, "views.share");
  return view;
}

const keyOf = (ctx: Ctx, id: string) => ({ workspaceId_id: { workspaceId: ctx.workspaceId, id } });

function seenBy(ctx: Ctx) {
  return { workspaceId: ctx.workspaceId, OR: [{ memberId: null }, { memberId: memberOf(ctx) }] };
}

/** The system has no views of its own: its are shared. */
function memberOf({ actor }: Ctx): string | null {
  return actor.type === "member" ? actor.memberId : null;
}

/** Of what a member sees: there is an end to their own views, and to the shared ones (`memberId` null). */
export function requireRoom(seen: readonly SavedView[], memberId: string | null): void {
  if (seen.filter((one) => one.memberId === memberId).length < MAX_VIEWS) return;
  throw conflict(t("There are at most {limit} views. Delete one that is not used any more.", { limit: MAX_VIEWS }));
}

function requireFreeName(views: readonly SavedView[], name: string): void {
  if (views.some((view) => foldText(view.name) === foldText(name))) {
    throw taken(t("There is a view with this name already."), "name");
  }
}
