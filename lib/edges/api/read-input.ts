import type { z } from "zod";
import { AppError } from "@/lib/base/errors";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { readBytes } from "@/lib/base/http/read-body";
import { unstorable, unstorableText } from "@/lib/base/http/storable-json";
import type { FoundOperation } from "./find-operation";
import { ApiProblem, type FieldProblem } from "./problems";
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
export async function readInput(request: Request, { operation, params }: FoundOperation): Promise<ApiInput> {
  const url = new URL(request.url, "http://localhost");
  // Our web host refuses such an address before; hosts of functions do not.
  if (Object.values(params).some(unstorableText)) throw new ApiProblem("malformed", "The address is malformed.");
  const bytes = await bodyOf(request, url.pathname);
  const body = operation.body ? toCamel(parsed(request, bytes)) : undefined;
  const read = [
    part(operation.params, toCamel(params)),
    part(operation.query, toCamel(queryOf(url))),
    operation.body ? part(operation.body, body) : none,
  ] as const;
  const errors = read.flatMap(({ problems }) => problems);
  if (!operation.query) errors.push(...[...url.searchParams.keys()].map(unknownQuery));
  if (!operation.body && bytes.length > 0 && !isEmptyObject(bytes)) errors.push(noBody);
  if (errors.length > 0) throw new ApiProblem("validation_failed", inOneLine(errors), { errors });
  return { params: read[0].value, query: read[1].value, body: read[2].value, bytes };
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

async function bodyOf(request: Request, path: string): Promise<Buffer> {
  try {
    return await readBytes(request, bodyCeiling(path));
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") throw new ApiProblem("invalid_json", error.message);
    throw error;
  }
}

function parsed(request: Request, bytes: Buffer): unknown {
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json[ \t]*(;|$)/i.test(type)) {
    throw new ApiProblem("unsupported_media_type", "Send JSON with content-type application/json.");
  }
  const value = json(bytes);
  const problem = unstorable(value) ?? tooMany(value);
  if (problem)
    throw new ApiProblem("validation_failed", problem, {
      errors: [{ field: "body", code: "invalid", message: problem }],
    });
  return value;
}

/** Of a thousand contacts with their fields and tags there are fewer. */
const MAX_VALUES = 200_000;

/** Schemas look at every item and name what is wrong with it before they say that a list is too long: millions would take the memory. */
function tooMany(value: unknown): string | null {
  const open = [value];
  let count = 0;
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    if (typeof each !== "object" || each === null) continue;
    const inner: unknown[] = Array.isArray(each) ? each : Object.values(each);
    count += inner.length;
    if (count > MAX_VALUES) return `The JSON has more than ${MAX_VALUES} values.`;
    for (const one of inner) if (typeof one === "object" && one !== null) open.push(one);
  }
  return null;
}

function json(bytes: Buffer): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown;
  } catch {
    throw new ApiProblem("invalid_json", "The body is not valid JSON in UTF-8.");
  }
}

/** Some clients send `{}` with every call. */
const isEmptyObject = (bytes: Buffer) => /^\s*\{\s*\}\s*$/.test(bytes.toString("latin1", 0, 100));
