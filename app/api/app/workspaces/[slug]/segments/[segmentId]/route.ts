import { appRoute } from "@/lib/base/routes/app-route";
import { SegmentRef, UpdateSegment } from "@/lib/people/segments/schema";
import { getSegment } from "@/lib/people/segments/segment-where";
import { deleteSegment, presentSegment, updateSegment } from "@/lib/people/segments/segments";

export const GET = appRoute("segments.read", async (ctx, { params }) =>
  presentSegment(await getSegment(ctx, SegmentRef.parse(params).segmentId)),
);

export const PATCH = appRoute("segments.write", async (ctx, { params, body }) =>
  presentSegment(await updateSegment(ctx, UpdateSegment.parse({ ...(body as object), ...SegmentRef.parse(params) }))),
);

export const DELETE = appRoute("segments.write", (ctx, { params }) => deleteSegment(ctx, SegmentRef.parse(params)));
