import { appRoute } from "@/lib/base/routes/app-route";
import { CreateSegment } from "@/lib/people/segments/schema";
import { createSegment, findSegments, presentSegment } from "@/lib/people/segments/segments";

export const GET = appRoute("segments.read", async (ctx) => ({ items: (await findSegments(ctx)).map(presentSegment) }));

export const POST = appRoute("segments.write", async (ctx, { body }) =>
  presentSegment(await createSegment(ctx, CreateSegment.parse(body))),
);
