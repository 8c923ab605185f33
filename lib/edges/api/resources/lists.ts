import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { archiveList, restoreList } from "@/lib/people/lists/archive-list";
import { createList } from "@/lib/people/lists/create-list";
import { findLists, getListSummary } from "@/lib/people/lists/queries";
import { CreateList, ListFilters, UpdateList } from "@/lib/people/lists/schema";
import { updateList } from "@/lib/people/lists/update-list";
import { asPage, idParam, pageOf, Time } from "./shapes";

const group = "Lists";
const ListParam = z.strictObject({ listId: idParam("lst") });

const List = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    isPublic: z.boolean().meta({ description: "Shown on the recipient's preference page." }),
    doubleOptIn: z.boolean(),
    topicOptIn: z
      .boolean()
      .nullable()
      .meta({ description: "A topic: whether who never said anything gets its mails. Null: a plain list." }),
    archivedAt: Time.nullable(),
    createdAt: Time,
    confirmedCount: z.number().int(),
    pendingCount: z.number().int(),
    unsubscribedCount: z.number().int(),
    growth30Days: z.number().int(),
  })
  .meta({ id: "List" });

const list = defineOperation({
  id: "listLists",
  method: "GET",
  path: "/lists",
  group,
  summary: "List the lists",
  description: "By name, 500 at most on one page.",
  scope: "lists.read",
  query: z.strictObject(ListFilters.shape),
  answer: pageOf(List),
  run: async (ctx, { query }) => asPage(await findLists(ctx, query), null),
});

const create = defineOperation({
  id: "createList",
  method: "POST",
  path: "/lists",
  group,
  summary: "Make a list",
  scope: "lists.write",
  status: 201,
  body: CreateList,
  example: { name: "Product news", description: "Once a month" },
  answer: List,
  run: async (ctx, { body }) => getListSummary(ctx, (await createList(ctx, body)).id),
});

const get = defineOperation({
  id: "getList",
  method: "GET",
  path: "/lists/{list_id}",
  group,
  summary: "Get a list",
  scope: "lists.read",
  params: ListParam,
  answer: List,
  run: (ctx, { params }) => getListSummary(ctx, params.listId),
});

const update = defineOperation({
  id: "updateList",
  method: "PATCH",
  path: "/lists/{list_id}",
  group,
  summary: "Change a list",
  scope: "lists.write",
  params: ListParam,
  body: UpdateList.omit({ listId: true }),
  example: { description: "Twice a month" },
  answer: List,
  run: async (ctx, { params, body }) => {
    await updateList(ctx, { ...body, ...params });
    return getListSummary(ctx, params.listId);
  },
});

const archive = defineOperation({
  id: "archiveList",
  method: "PUT",
  path: "/lists/{list_id}/archive",
  group,
  summary: "Archive a list",
  description: "It is out of use, and its subscriptions stay as they are.",
  scope: "lists.write",
  params: ListParam,
  answer: List,
  run: async (ctx, { params }) => {
    await archiveList(ctx, params);
    return getListSummary(ctx, params.listId);
  },
});

const restore = defineOperation({
  id: "restoreList",
  method: "DELETE",
  path: "/lists/{list_id}/archive",
  group,
  summary: "Bring an archived list back",
  scope: "lists.write",
  params: ListParam,
  answer: List,
  run: async (ctx, { params }) => {
    await restoreList(ctx, params);
    return getListSummary(ctx, params.listId);
  },
});

export const listOperations = [list, create, get, update, archive, restore];
