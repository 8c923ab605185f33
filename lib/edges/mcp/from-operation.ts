import { z } from "zod";
import { type Operation, scopesFor } from "@/lib/edges/api/operation";
import { operations } from "@/lib/edges/api/operations";
import { refusedName, snake } from "@/lib/edges/api/snake-case";
import { type Change, readWhole, type Tool } from "./tool";

interface FromOperation<A extends z.ZodObject> {
  name: string;
  title: string;
  description: string;
  change?: Change;
  /** What of the operation's answer is given; the rest is left out. */
  answer: A;
  /** Inputs of the operation that an assistant does not have. */
  without?: readonly string[];
  say(answer: z.output<A>): string;
}

/** A tool that does what an operation of the public API does: its scopes, its inputs and its rules are those of the operation. */
export function toolOf<A extends z.ZodObject>(operationId: string, about: FromOperation<A>): Tool {
  const operation = operations.find(({ id }) => id === operationId);
  if (!operation) throw new Error(`There is no operation ${operationId}.`);
  const { without: names = [], ...tool } = about;
  const without = new Set(names);
  const parts = partsOf(operation, without);
  return {
    ...tool,
    scopes: scopesFor(operation),
    heavy: operation.heavy,
    input: z.strictObject({ ...parts.params, ...parts.query, ...parts.body }),
    read: (given) => readParts(operation, { parts, without }, given),
    run: (ctx, input) => operation.run(ctx, input),
  };
}

type Shape = Record<string, z.ZodType>;
const places = ["params", "query", "body"] as const;
type Parts = Record<(typeof places)[number], Shape>;

/** What each part of a request takes. */
function partsOf(operation: Operation, without: ReadonlySet<string>): Parts {
  const shapeOf = (schema: z.ZodType | undefined): Shape => {
    const shape = schema && "shape" in schema ? (schema.shape as Shape) : {};
    return Object.fromEntries(Object.entries(shape).filter(([name]) => !without.has(name)));
  };
  return {
    params: shapeOf(operation.params),
    query: shapeOf(operation.query),
    body: shapeOf(operation.body),
  };
}

/** Each part by its own schema, which may look at several values together; what no part takes is told with the body. */
function readParts(
  operation: Operation,
  { parts, without }: { parts: Parts; without: ReadonlySet<string> },
  given: unknown,
): Record<string, unknown> {
  const values = readWhole(z.record(z.string(), z.unknown()), given ?? {}) as Record<string, unknown>;
  const named = new Set(places.flatMap((place) => Object.keys(parts[place])));
  const unknown = Object.entries(values)
    .filter(([name]) => !named.has(name))
    .map(([name, value]) => [without.has(name) ? refusedName(snake(name)) : name, value] as const);
  const read = places.map((place) => {
    const schema = operation[place];
    if (!schema) return [place, undefined] as const;
    const own = Object.entries(values).filter(([name]) => Object.hasOwn(parts[place], name));
    return [place, readWhole(schema, Object.fromEntries([...own, ...unknown]))] as const;
  });
  return Object.fromEntries(read);
}
