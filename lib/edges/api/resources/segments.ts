import { z } from "zod";
import { defineOperation } from "@/lib/edges/api/operation";
import { findContacts } from "@/lib/people/contacts/find-contacts";
import {
  CreateSegment,
  SegmentCondition,
  type SegmentGroup,
  SegmentRules,
  UpdateSegment,
} from "@/lib/people/segments/schema";
import { getSegment } from "@/lib/people/segments/segment-where";
import {
  countSegment,
  createSegment,
  deleteSegment,
  findSegments,
  presentSegment,
  updateSegment,
} from "@/lib/people/segments/segments";
import { Contact } from "./contacts";
import { asPage, idParam, pageOf, pageQuery } from "./shapes";

const group = "Segments";
const SegmentParam = z.strictObject({ segmentId: idParam("seg") });

/** As the document says it: the reader itself counts before it reads, which no JSON Schema tells. */
const Rules = z
  .strictObject({
    kind: z.literal("group"),
    match: z.enum(["all", "any", "none"]),
    get rules() {
      return z.array(z.union([SegmentCondition, Rules]));
    },
  })
  .meta({ id: "SegmentRules", description: "Groups of conditions, five deep and 100 conditions at most." });
const ShownRules = z.custom<SegmentGroup>().meta({ $ref: "#/components/schemas/SegmentRules" });

const Segment = z
  .object({ id: z.string(), name: z.string(), description: z.string(), rules: ShownRules })
  .meta({ id: "Segment" });
const SegmentCount = z.object({
  count: z.number().int(),
  capped: z.boolean().meta({ description: "There are more than 100,000, and that is what `count` says." }),
});

const rules = {
  kind: "group",
  match: "all",
  rules: [
    { kind: "text", field: "email_domain", op: "is", value: "example.com" },
    { kind: "engagement", what: "opened", op: "within", days: 30 },
  ],
};

const list = defineOperation({
  id: "listSegments",
  method: "GET",
  path: "/segments",
  group,
  summary: "List the segments",
  description: "By name, 500 at most on one page.",
  scope: "segments.read",
  answer: pageOf(Segment),
  run: async (ctx) => asPage((await findSegments(ctx)).map(presentSegment), null),
});

const create = defineOperation({
  id: "createSegment",
  method: "POST",
  path: "/segments",
  group,
  summary: "Make a segment",
  description: "Who is in it is asked anew each time that it is used.",
  scope: "segments.write",
  status: 201,
  body: CreateSegment,
  documented: z.strictObject({ ...CreateSegment.shape, rules: Rules }),
  example: { name: "Readers at Example", rules },
  answer: Segment,
  run: async (ctx, { body }) => presentSegment(await createSegment(ctx, body)),
});

const count = defineOperation({
  id: "countSegmentRules",
  method: "POST",
  path: "/segments/count",
  group,
  summary: "Count whom rules find, before they are saved",
  description: "Changes nothing. Counts 100,000 at most.",
  scope: "segments.read",
  heavy: true,
  body: z.strictObject({ rules: SegmentRules }),
  documented: z.strictObject({ rules: Rules }),
  example: { rules },
  answer: SegmentCount,
  run: (ctx, { body }) => countSegment(ctx, body.rules),
});

const one = { group, path: "/segments/{segment_id}", params: SegmentParam } as const;

const get = defineOperation({
  ...one,
  id: "getSegment",
  method: "GET",
  summary: "Get a segment",
  scope: "segments.read",
  answer: Segment,
  run: async (ctx, { params }) => presentSegment(await getSegment(ctx, params.segmentId)),
});

const update = defineOperation({
  ...one,
  id: "updateSegment",
  method: "PATCH",
  summary: "Change a segment",
  description: "What is not given stays as it is; `rules` are replaced as a whole.",
  scope: "segments.write",
  body: UpdateSegment.omit({ segmentId: true }),
  documented: z.strictObject({ ...UpdateSegment.omit({ segmentId: true }).shape, rules: Rules.optional() }),
  example: { description: "Opened something within 30 days" },
  answer: Segment,
  run: async (ctx, { params, body }) => presentSegment(await updateSegment(ctx, { ...body, ...params })),
});

const remove = defineOperation({
  ...one,
  id: "deleteSegment",
  method: "DELETE",
  summary: "Delete a segment",
  description: "For 30 days it can be brought back from the bin. One that a campaign still needs is a conflict.",
  scope: "segments.write",
  run: async (ctx, { params }) => {
    await deleteSegment(ctx, params);
  },
});

const countOne = defineOperation({
  id: "countSegment",
  method: "GET",
  path: "/segments/{segment_id}/count",
  group,
  summary: "Count who is in a segment now",
  description: "Counts 100,000 at most.",
  scope: "segments.read",
  heavy: true,
  params: SegmentParam,
  answer: SegmentCount,
  run: async (ctx, { params }) => countSegment(ctx, (await getSegment(ctx, params.segmentId)).rules),
});

const members = defineOperation({
  id: "listSegmentContacts",
  method: "GET",
  path: "/segments/{segment_id}/contacts",
  group,
  summary: "List who is in a segment now",
  description: "Newest first.",
  scope: "segments.read",
  also: ["contacts.read"],
  heavy: true,
  params: SegmentParam,
  query: z.strictObject(pageQuery),
  answer: pageOf(Contact),
  run: async (ctx, { params, query }) => {
    const { items, nextCursor } = await findContacts(ctx, { ...query, segment: params.segmentId });
    return asPage(items, nextCursor);
  },
});

export const segmentOperations = [list, create, count, get, update, remove, countOne, members];
