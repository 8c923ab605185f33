import { appRoute } from "@/lib/http/app-route";
import { archiveList, restoreList } from "@/lib/lists/archive-list";
import { getListSummary } from "@/lib/lists/queries";
import { ListRef } from "@/lib/lists/schema";

export const PUT = appRoute("lists.write", async (ctx, { params }) => {
  const { id } = await archiveList(ctx, ListRef.parse(params));
  return getListSummary(ctx, id);
});

export const DELETE = appRoute("lists.write", async (ctx, { params }) => {
  const { id } = await restoreList(ctx, ListRef.parse(params));
  return getListSummary(ctx, id);
});
