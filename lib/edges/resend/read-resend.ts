import type { z } from "zod";
import { unstorableText } from "@/lib/base/http/storable-json";
import type { WebRequest } from "@/lib/base/http/web-request";
import type { FoundOperation } from "@/lib/edges/api/find-operation";
import { ApiProblem, type FieldProblem } from "@/lib/edges/api/problems";
import { bodyBytes, parsedBody } from "@/lib/edges/api/read-body";
import { fieldProblems, inOneLine } from "@/lib/edges/api/to-problem";
import { octetsAsText } from "./octets";
import type { ResendInput, ResendOperation } from "./resend-operation";
import { ResendProblem } from "./resend-problem";

export interface ReadResend extends ResendInput {
  /** The octets of the body, for whoever compares requests. */
  bytes: Buffer;
}

/**
 * Reads a request by the schemas of its operation. The package says `application/json` on calls that have no body, and forms come as their
 * octets. Throws problems: an id that can be none is of nothing (404), and every field of query and body that is wrong is named.
 */
export async function readResend(
  request: WebRequest,
  { operation, params }: FoundOperation<ResendOperation>,
): Promise<ReadResend> {
  const url = new URL(request.url, "http://localhost");
  if (Object.values(params).some(unstorableText)) throw new ApiProblem("malformed", "The address is malformed.");
  const named = operation.params?.safeParse(params);
  if (named && !named.success) throw new ApiProblem("not_found", "There is no such thing.");
  const bytes = await bodyBytes(request, url.pathname);
  const query = part(operation.query, queryOf(url));
  if (query.problems.length > 0) throw new ResendProblem(422, "invalid_parameter", inOneLine(query.problems));
  const body = operation.body ? part(operation.body, contentOf(request, bytes)) : nothing;
  if (body.problems.length > 0)
    throw new ApiProblem("validation_failed", inOneLine(body.problems), { errors: body.problems });
  return { params: named?.data, query: query.value, body: body.value, headers: request.headers, bytes };
}

const isForm = (request: WebRequest) => /^multipart\/form-data/i.test(request.headers.get("content-type") ?? "");

const contentOf = (request: WebRequest, bytes: Buffer): unknown =>
  isForm(request) ? bytes : parsedBody(request, bytes, octetsAsText);

interface Part {
  value: unknown;
  problems: FieldProblem[];
}
const nothing: Part = { value: undefined, problems: [] };

function part(schema: z.ZodType | undefined, given: unknown): Part {
  if (!schema) return nothing;
  const { success, data, error } = schema.safeParse(given, { reportInput: true });
  return success ? { value: data, problems: [] } : { value: undefined, problems: fieldProblems(error) };
}

function queryOf(url: URL): Record<string, string> {
  const query = Object.fromEntries(url.searchParams);
  const problem = [...Object.keys(query), ...Object.values(query)].map(unstorableText).find(Boolean);
  if (problem) throw new ApiProblem("validation_failed", problem);
  return query;
}
