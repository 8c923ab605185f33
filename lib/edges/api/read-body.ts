import { AppError } from "@/lib/base/errors";
import { bodyCeiling } from "@/lib/base/http/body-ceilings";
import { readBytes } from "@/lib/base/http/read-body";
import { unstorable } from "@/lib/base/http/storable-json";
import type { WebRequest } from "@/lib/base/http/web-request";
import { ApiProblem } from "./problems";

/** The octets of a body, as many as its path may have. */
export async function bodyBytes(request: WebRequest, path: string): Promise<Buffer> {
  try {
    return await readBytes(request, bodyCeiling(path));
  } catch (error) {
    if (error instanceof AppError && error.code === "invalid") throw new ApiProblem("invalid_json", error.message);
    throw error;
  }
}

/** The JSON in a body; an empty one counts as `{}`. `unpack` may put something shorter in place of values before they are counted. Throws problems. */
export function parsedBody(
  request: WebRequest,
  bytes: Buffer,
  unpack: (value: unknown) => unknown = (value) => value,
): unknown {
  if (bytes.length === 0) return {};
  const type = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.-]+\+)?json[ \t]*(;|$)/i.test(type)) {
    throw new ApiProblem("unsupported_media_type", "Send JSON with content-type application/json.");
  }
  const value = unpack(json(bytes));
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
