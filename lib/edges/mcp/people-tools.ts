import { z } from "zod";
import { publicId } from "@/lib/base/db/ids";
import { Contact } from "@/lib/edges/api/resources/contacts";
import { idParam, pageOf } from "@/lib/edges/api/resources/shapes";
import { findLists } from "@/lib/people/lists/queries";
import { getSegment } from "@/lib/people/segments/segment-where";
import { countSegment, findSegments } from "@/lib/people/segments/segments";
import { toolOf } from "./from-operation";
import { pageInput, pageOfAll } from "./page-of-all";
import { counted, defineTool, sayPage } from "./tool";

const searchContacts = toolOf("listContacts", {
  name: "search_contacts",
  title: "Search contacts",
  description:
    "Finds contacts by any part of their address, name or a searched field, and by list, segment, tag, status or activity. Newest first unless sort says otherwise. To know how many are in a segment use count_segment instead of paging.",
  answer: pageOf(Contact),
  say: sayPage("contact"),
});

const getContact = toolOf("getContact", {
  name: "get_contact",
  title: "Get a contact",
  description:
    "One contact with fields, tags and lists, by id (ctc_…), address, or external: and the id of another program.",
  answer: Contact,
  say: ({ email, suppressed }) => `${email}${suppressed ? `, which must not be mailed (${suppressed})` : ""}.`,
});

const ListItem = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string(),
  doubleOptIn: z.boolean(),
  confirmedCount: z.number().int(),
  pendingCount: z.number().int(),
  unsubscribedCount: z.number().int(),
});

const listLists = defineTool({
  name: "list_lists",
  title: "List the lists",
  description: "The lists that people subscribe to, by name, with how many are on each.",
  scopes: ["lists.read"],
  input: z.strictObject(pageInput),
  answer: pageOf(ListItem),
  run: async (ctx, page) => pageOfAll(await findLists(ctx), page),
  say: sayPage("list"),
});

const listSegments = defineTool({
  name: "list_segments",
  title: "List the segments",
  description:
    "Saved groups of contacts by rules, by name. Who is in one is asked anew each time: count_segment says how many.",
  scopes: ["segments.read"],
  input: z.strictObject(pageInput),
  answer: pageOf(z.object({ id: z.string(), name: z.string(), description: z.string() })),
  run: async (ctx, page) =>
    pageOfAll(
      (await findSegments(ctx)).map(({ id, name, description }) => ({ id: publicId("seg", id), name, description })),
      page,
    ),
  say: sayPage("segment"),
});

const countOne = defineTool({
  name: "count_segment",
  title: "Count a segment",
  description: "How many contacts are in a segment now; more than 100,000 are not counted further.",
  scopes: ["segments.read"],
  heavy: true,
  input: z.strictObject({ segmentId: idParam("seg") }),
  answer: z.object({ count: z.number().int(), capped: z.boolean() }),
  run: async (ctx, { segmentId }) => countSegment(ctx, (await getSegment(ctx, segmentId)).rules),
  say: ({ count, capped }) => `${capped ? "More than " : ""}${counted(count, "contact")}.`,
});

export const peopleTools = [searchContacts, getContact, listLists, listSegments, countOne];
