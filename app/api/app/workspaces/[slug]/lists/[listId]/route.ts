import { appRoute } from "@/lib/base/routes/app-route";
import { getListSummary } from "@/lib/people/lists/queries";
import { ListRef, UpdateList } from "@/lib/people/lists/schema";
import { updateList } from "@/lib/people/lists/update-list";

export const GET = appRoute("lists.read", (ctx, { params }) => getListSummary(ctx, ListRef.parse(params).listId));

export const PATCH = appRoute("lists.write", async (ctx, { params, body }) => {
  const { listId } = ListRef.parse(params);
  await updateList(ctx, UpdateList.parse({ ...(body as object), listId }));
  return getListSummary(ctx, listId);
});
