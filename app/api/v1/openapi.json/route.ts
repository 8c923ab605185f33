import { env } from "@/lib/base/env";
import { openApiDocument } from "@/lib/edges/api/openapi";
import { operations } from "@/lib/edges/api/operations";

/** What the API does, for programs; nothing in it is of a workspace. */
export const GET = () =>
  Response.json(openApiDocument(operations, env.APP_URL), { headers: { "cache-control": "no-store" } });
