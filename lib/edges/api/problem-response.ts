import { env } from "@/lib/base/env";
import { routePath } from "@/lib/client/paths";
import { type ApiProblem, problems } from "./problems";

/** Where the reference explains a code. */
export const explained = (code: string): string => `${env.APP_URL}${routePath("/api/v1/reference")}#error-${code}`;

/** The body of an answer that says no (RFC 9457), with our code and the id of the request. */
export function problemBody(
  { code, message, errors }: Pick<ApiProblem, "code" | "message" | "errors">,
  requestId: string,
) {
  const { status, title } = problems[code];
  return {
    type: explained(code),
    title,
    status,
    detail: message,
    code,
    ...(errors.length > 0 && { errors }),
    request_id: requestId,
  };
}

/** The answer for a problem. */
export function problemResponse(problem: ApiProblem, requestId: string): Response {
  return new Response(JSON.stringify(problemBody(problem, requestId)), {
    status: problems[problem.code].status,
    headers: { ...problem.headers, "content-type": "application/problem+json", "cache-control": "no-store" },
  });
}
