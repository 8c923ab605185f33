import { env } from "@/lib/base/env";
import { operations } from "@/lib/edges/api/operations";
import { referencePage, referencePolicy } from "@/lib/edges/api/reference";

/** The same for people; nothing in it is of a workspace. */
export const GET = () =>
  new Response(referencePage(operations, env.APP_URL), {
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": referencePolicy,
      "cache-control": "no-store",
    },
  });
