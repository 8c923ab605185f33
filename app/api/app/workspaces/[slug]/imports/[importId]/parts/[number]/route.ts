import { appRoute } from "@/lib/base/routes/app-route";
import type { StorePart } from "@/lib/people/imports/schema";
import { storePart } from "@/lib/people/imports/store-part";

/** The body is the part itself, its checksum is in the query. */
export const PUT = appRoute(
  "contacts.import",
  (ctx, { params, query, request }) =>
    storePart(ctx, { ...params, crc32: query.crc32 } as unknown as StorePart, {
      body: request.body,
      packing: request.headers.get("content-encoding"),
    }),
  { rawBody: true },
);
