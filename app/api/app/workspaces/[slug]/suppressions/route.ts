import { appRoute } from "@/lib/base/routes/app-route";
import { addSuppressions } from "@/lib/people/suppressions/add-suppressions";
import { findSuppressions } from "@/lib/people/suppressions/find-suppressions";
import { AddSuppressions, SuppressionFilters } from "@/lib/people/suppressions/schema";

export const GET = appRoute("suppressions.read", (ctx, { query }) =>
  findSuppressions(ctx, SuppressionFilters.parse({ query: "", ...query })),
);

/** Addresses as they were typed or pasted. */
export const POST = appRoute("suppressions.write", (ctx, { body }) =>
  addSuppressions(ctx, AddSuppressions.parse(body)),
);
