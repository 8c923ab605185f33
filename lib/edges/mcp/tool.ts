import { z } from "zod";
import type { Permission } from "@/lib/base/permissions.shared";
import { ApiProblem } from "@/lib/edges/api/problems";
import { fieldProblems, inOneLine } from "@/lib/edges/api/to-problem";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";

/** What a tool that changes something does: adds to what is there, replaces it, or does the same however often it is called. */
export interface Change {
  replaces?: true;
  idempotent?: true;
}

/** One thing that an assistant can do. */
export interface Tool {
  /** snake_case, stable. */
  name: string;
  title: string;
  /** For the model that chooses: what it answers, and what it is not for. */
  description: string;
  /** Scopes that the key needs; one that changes something needs `assistants.write` besides. */
  scopes: readonly Permission[];
  change?: Change | undefined;
  /** Reads much; see `heavyWork`. */
  heavy?: boolean | undefined;
  /** What it is given, for `tools/list`. */
  input: z.ZodObject;
  /** Reads what it is given, in the names of the product. Throws `ApiProblem` that names every field that is wrong. */
  read(given: unknown): unknown;
  answer: z.ZodObject;
  run(ctx: KeyCtx, input: never): Promise<unknown>;
  /** The answer in a sentence. */
  say(answer: never): string;
}

type Typed<I extends z.ZodObject, A extends z.ZodObject> = Omit<Tool, "input" | "read" | "answer" | "run" | "say"> & {
  input: I;
  answer: A;
  run(ctx: KeyCtx, input: z.output<I>): Promise<z.input<A>>;
  say(answer: z.output<A>): string;
};

/** Declares a tool; what `run` gets and gives has the types of the schemas. */
export const defineTool = <I extends z.ZodObject, A extends z.ZodObject>(tool: Typed<I, A>): Tool =>
  ({ read: (given: unknown) => readWhole(tool.input, given), ...tool }) as unknown as Tool;

/** What a schema reads of it. */
export function readWhole(schema: z.ZodType, given: unknown): unknown {
  const { success, data, error } = schema.safeParse(given, { reportInput: true });
  if (success) return data;
  const errors = fieldProblems(error);
  throw new ApiProblem("validation_failed", inOneLine(errors), { errors });
}

/** Every scope that a key needs for a tool. */
export const scopesOfTool = ({ scopes, change }: Tool): Permission[] => [
  ...scopes,
  ...(change ? (["assistants.write"] as const) : []),
];

/** "1 contact", "20 contacts". */
export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString("en")} ${count === 1 ? one : many}`;

/** The sentence of a page. */
export const sayPage =
  (one: string, many?: string) =>
  ({ data, hasMore }: { data: readonly unknown[]; hasMore: boolean }): string =>
    `${counted(data.length, one, many)}${hasMore ? "; call again with next_cursor as cursor for more" : ""}.`;

export const noInput = z.strictObject({});
