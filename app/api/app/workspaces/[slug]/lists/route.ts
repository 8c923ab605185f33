import { publicId } from "@/lib/db/ids";
import { appRoute } from "@/lib/http/app-route";
import { createList } from "@/lib/lists/create-list";
import { findLists } from "@/lib/lists/queries";
import { CreateList, ListFilters } from "@/lib/lists/schema";

export const GET = appRoute("lists.read", async (ctx, { query }) => ({
  items: await findLists(ctx, ListFilters.parse(query)),
}));

export const POST = appRoute("lists.write", async (ctx, { body }) => {
  const list = await createList(ctx, CreateList.parse(body));
  return { id: publicId("lst", list.id), name: list.name, confirmedCount: 0 };
});
