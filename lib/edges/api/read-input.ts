import type { z } from "zod";
import { unstorableText } from "@/lib/base/http/storable-json";
import type { WebRequest } from "@/lib/base/http/web-request";
import type { FoundOperation } from "./find-operation";
import { ApiProblem, type FieldProblem } from "./problems";
import { bodyBytes, parsedBody } from "./read-body";
import { toCamel } from "./snake-case";
import { fieldProblems, inOneLine } from "./to-problem";

export interface ApiInput {
  params: unknown;
  query: unknown;
  body: unknown;
  /** The octets of the body, for whoever compares requests. */
  bytes: Buffer;
}

/** Reads a request by the schemas of its operation. Throws a problem that names every field that is wrong, of path, query and body. */
export async function readInput(request: WebRequest, { operation, params }: FoundOperation): Promise<ApiInput> {
  const url = new URL(request.url, "http://localhost");
  // Our web host refuses such an address before; hosts of functions do not.
  if (Object.values(params).some(unstorableText)) throw new ApiProblem("malformed", "The address is malformed.");
  const bytes = await bodyBytes(request, url.pathname);
  const body = operation.body ? toCamel(parsedBody(request, bytes)) : undefined;
  const read = [
    part(operation.params, toCamel(params)),
    part(operation.query, toCamel(queryOf(url))),
    operation.body ? part(operation.body, body) : none,
  ] as const;
  const errors = read.flatMap(({ problems }) => problems);
  if (!operation.query) errors.push(...[...url.searchParams.keys()].map(unknownQuery));
  if (!operation.body && !operation.octets && bytes.length > 0 && !isEmptyObject(bytes)) errors.push(noBody);
  if (errors.length > 0) throw new ApiProblem("validation_failed", inOneLine(errors), { errors });
  return { params: read[0].value, query: read[1].value, body: operation.octets ? bytes : read[2].value, bytes };
}

interface Part {
  value: unknown;
  problems: FieldProblem[];
}
const none: Part = { value: undefined, problems: [] };

function part(schema: z.ZodType | undefined, given: unknown): Part {
  if (!schema) return none;
  const { success, data, error } = schema.safeParse(given, { reportInput: true });
  return success ? { value: data, problems: [] } : { value: undefined, problems: fieldProblems(error) };
}

const unknownQuery = (field: string): FieldProblem => ({
  field: field.slice(0, 100),
  code: "unknown",
  message: "There is no such parameter here.",
});
const noBody: FieldProblem = { field: "body", code: "unknown", message: "This operation takes no body." };

/** A parameter that stands there twice has its last value, as everywhere in the product. */
function queryOf(url: URL): Record<string, string> {
  const query = Object.fromEntries(url.searchParams);
  const problem = [...Object.keys(query), ...Object.values(query)].map(unstorableText).find(Boolean);
  if (problem) throw new ApiProblem("validation_failed", problem);
  return query;
}

/** Some clients send `{}` with every call. */
const isEmptyObject = (bytes: Buffer) => /^\s*\{\s*\}\s*$/.test(bytes.toString("latin1", 0, 100));
