import { appRoute } from "@/lib/base/routes/app-route";
import { archiveList, restoreList } from "@/lib/people/lists/archive-list";
import { getListSummary } from "@/lib/people/lists/queries";
import { ListRef } from "@/lib/people/lists/schema";

export const PUT = appRoute("lists.write", async (ctx, { params }) => {
  const { id } = await archiveList(ctx, ListRef.parse(params));
  return getListSummary(ctx, id);
});

export const DELETE = appRoute("lists.write", async (ctx, { params }) => {
  const { id } = await restoreList(ctx, ListRef.parse(params));
  return getListSummary(ctx, id);
});
