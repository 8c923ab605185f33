import type { ApiCall } from "@/lib/base/db/generated/client";
import { getApiCall, newestCalls } from "@/lib/edges/api-calls/newest-calls";
import { defineResend } from "@/lib/edges/resend/resend-operation";
import { byId, cursorsOf, listOf, PageQuery } from "@/lib/edges/resend/shapes";

/** A call without what was said in it, which is not kept. */
const presentLog = ({ id, at, path, method, status }: ApiCall) => ({
  ...{ id, created_at: at.toISOString(), endpoint: path, method, response_status: status, user_agent: null },
});

export const resendLogOperations = [
  defineResend({
    id: "resend.logs.list",
    method: "GET",
    path: "/logs",
    noun: "Log",
    scopes: ["api-keys.manage"],
    query: PageQuery,
    run: async (ctx, { query }) => {
      const { rows, more } = await newestCalls(ctx, { ...cursorsOf("acl", query), limit: query.limit });
      return listOf(rows.map(presentLog), more);
    },
  }),
  defineResend({
    id: "resend.logs.get",
    method: "GET",
    path: "/logs/{id}",
    noun: "Log",
    params: byId("acl"),
    scopes: ["api-keys.manage"],
    run: async (ctx, { params }) => ({
      object: "log",
      ...presentLog(await getApiCall(ctx, params.id)),
      ...{ request_body: null, response_body: null },
    }),
  }),
];
