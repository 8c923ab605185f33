import { type ApiMethod, apiMethods, type Operation } from "./operation";
import { ApiProblem } from "./problems";

/** As much of an operation as finds it. */
type Addressed = Pick<Operation, "method"> & { path: string };

export interface FoundOperation<O extends Addressed = Operation> {
  operation: O;
  /** Values of the path, decoded. */
  params: Record<string, string>;
}

/** Finds the operation of a path below `root`. Throws a problem: `unknown_path`, or `method_not_allowed` with what there is. */
export function findOperation<O extends Addressed>(
  operations: readonly O[],
  method: string,
  pathname: string,
  root: string,
): FoundOperation<O> {
  const parts = partsOf(pathname.slice(root.length));
  const fits = operations.flatMap((operation) => {
    const params = parts && match(patternOf(operation), parts);
    return params ? [{ operation, params }] : [];
  });
  // What is written out goes before a parameter: /contacts/batch is no contact.
  const fewest = Math.min(...fits.map(({ params }) => Object.keys(params).length));
  const best = fits.filter(({ params }) => Object.keys(params).length === fewest);
  if (best.length === 0) throw new ApiProblem("unknown_path", "There is nothing at this address of the API.");
  const found = best.find(({ operation }) => operation.method === method);
  if (found) return found;
  const allow = apiMethods.filter((name: ApiMethod) => best.some(({ operation }) => operation.method === name));
  throw new ApiProblem("method_not_allowed", `${method.slice(0, 20)} is not for this address.`, {
    headers: { allow: allow.join(", ") },
  });
}

/** Doubled and trailing slashes count for nothing: clients join addresses in their own ways. Null for what cannot be decoded. */
function partsOf(path: string): string[] | null {
  try {
    return path.split("/").filter(Boolean).map(decodeURIComponent);
  } catch {
    return null;
  }
}

interface PatternPart {
  text: string;
  /** Of a parameter. */
  name: string | null;
}

const patterns = new WeakMap<Addressed, readonly PatternPart[]>();

/** The path of an operation, taken apart once. */
function patternOf(operation: Addressed): readonly PatternPart[] {
  const known = patterns.get(operation);
  if (known) return known;
  const parts = (partsOf(operation.path) ?? []).map((text) => ({ text, name: /^\{(\w+)\}$/.exec(text)?.[1] ?? null }));
  patterns.set(operation, parts);
  return parts;
}

function match(pattern: readonly PatternPart[], parts: readonly string[]): Record<string, string> | null {
  if (pattern.length !== parts.length) return null;
  const params: Record<string, string> = {};
  for (const [at, { text, name }] of pattern.entries()) {
    const value = parts[at] ?? "";
    if (name !== null) params[name] = value;
    else if (text !== value) return null;
  }
  return params;
}
