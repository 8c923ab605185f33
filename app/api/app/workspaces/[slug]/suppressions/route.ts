import { appRoute } from "@/lib/http/app-route";
import { addSuppressions } from "@/lib/suppressions/add-suppressions";
import { findSuppressions } from "@/lib/suppressions/find-suppressions";
import { AddSuppressions, SuppressionFilters } from "@/lib/suppressions/schema";

export const GET = appRoute("suppressions.read", (ctx, { query }) =>
  findSuppressions(ctx, SuppressionFilters.parse({ query: "", ...query })),
);

/** Addresses as they were typed or pasted. */
export const POST = appRoute("suppressions.write", (ctx, { body }) =>
  addSuppressions(ctx, AddSuppressions.parse(body)),
);
