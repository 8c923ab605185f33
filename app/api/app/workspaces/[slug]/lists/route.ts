import { publicId } from "@/lib/base/db/ids";
import { appRoute } from "@/lib/base/routes/app-route";
import { createList } from "@/lib/people/lists/create-list";
import { findLists } from "@/lib/people/lists/queries";
import { CreateList, ListFilters } from "@/lib/people/lists/schema";

export const GET = appRoute("lists.read", async (ctx, { query }) => ({
  items: await findLists(ctx, ListFilters.parse(query)),
}));

export const POST = appRoute("lists.write", async (ctx, { body }) => {
  const list = await createList(ctx, CreateList.parse(body));
  return { id: publicId("lst", list.id), name: list.name, confirmedCount: 0 };
});
