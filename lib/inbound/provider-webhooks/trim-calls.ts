import type { Ctx } from "@/lib/base/context";

/** Refused calls and duplicates that are kept of each endpoint. */
const KEPT = 200;

/** Forgets all but the newest refused calls (or duplicates) of an endpoint: whoever knocks for long fills no table. */
export async function trimCalls(ctx: Ctx, endpointId: string, status: "refused" | "duplicate"): Promise<void> {
  await ctx.db.$executeRaw`
    delete from provider_call
     where workspace_id = ${ctx.workspaceId}::uuid and endpoint_id = ${endpointId}::uuid
       and status = ${status}
       and (received_at, id) < (
         select received_at, id from provider_call
          where workspace_id = ${ctx.workspaceId}::uuid and endpoint_id = ${endpointId}::uuid
            and status = ${status}
          order by received_at desc, id desc offset ${KEPT - 1} limit 1)`;
}
