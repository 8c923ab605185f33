import type { WebRequest } from "@/lib/base/http/web-request";
import { answerApi } from "@/lib/edges/api/answer-api";
import { API_ROOT } from "@/lib/edges/api/api-paths";
import { operations } from "@/lib/edges/api/operations";
import { answerCollector } from "@/lib/edges/events-in/answer-collector";
import { collectorCall } from "@/lib/edges/events-in/collector-paths";
import { answerResend } from "@/lib/edges/resend/answer-resend";
import { resendOperations } from "@/lib/edges/resend/operations";
import { RESEND_ROOT } from "@/lib/edges/resend/resend-operation";

export type EdgeHandler = (request: WebRequest) => Promise<Response>;

/** Pages for people, which stand below the root of the API too. */
const ofNext = /^\/(openapi\.json|reference)(\/|$)/;

const publicApi: EdgeHandler = (request) => answerApi(operations, request);
const resendApi: EdgeHandler = (request) => answerResend(resendOperations, request);

/**
 * What answers programs at an address, for the web host, which asks it ahead of Next: the way to a route costs more than taking a mail
 * (measured on one machine: a third of a call). Where there are only functions, routes with the same handlers answer. Null for pages and
 * all the rest.
 */
export function edgeHandler(url: string): EdgeHandler | null {
  const [path = ""] = url.split("?", 1);
  if (collectorCall(path)) return answerCollector;
  if (path.startsWith(`${RESEND_ROOT}/`)) return resendApi;
  return path.startsWith(`${API_ROOT}/`) && !ofNext.test(path.slice(API_ROOT.length)) ? publicApi : null;
}
