import { appRoute } from "@/lib/base/routes/app-route";
import { findParts } from "@/lib/people/imports/find-parts";
import { ImportRef } from "@/lib/people/imports/schema";

/** The parts that are there, for whoever goes on with an upload. */
export const GET = appRoute(
  "contacts.import",
  async (ctx, { params }) => ({ items: await findParts(ctx, ImportRef.parse(params)) }),
  { heavy: true },
);
