import { appRoute } from "@/lib/http/app-route";
import { CreateSegment } from "@/lib/segments/schema";
import { createSegment, findSegments, presentSegment } from "@/lib/segments/segments";

export const GET = appRoute("segments.read", async (ctx) => ({ items: (await findSegments(ctx)).map(presentSegment) }));

export const POST = appRoute("segments.write", async (ctx, { body }) =>
  presentSegment(await createSegment(ctx, CreateSegment.parse(body))),
);
