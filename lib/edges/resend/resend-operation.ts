import type { z } from "zod";
import type { SqlTx } from "@/lib/base/db/pg-transaction";
import type { Permission } from "@/lib/base/permissions.shared";
import type { ApiMethod, Gathering } from "@/lib/edges/api/operation";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";

/** Where it is served: what the environment variable RESEND_BASE_URL ends with. */
export const RESEND_ROOT = "/api/resend";

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

interface Described {
  /** Name in the log of calls. */
  id: string;
  method: ApiMethod;
  /** Below /api/resend, with parameters in braces. */
  path: string;
  /** What is said to be missing when it is: "Contact not found". */
  noun: string;
  /** Every scope that a key needs for it. */
  scopes: readonly Permission[];
  /** Reads much; see `heavyWork`. */
  heavy?: boolean;
  /** Speaks with other hosts, which no transaction may wait for; see `carryOutOnce`. */
  overNetwork?: boolean;
  /** Its answer has a secret in it: what is kept of it to be given again is sealed. */
  showsSecret?: boolean;
  status?: 200 | 201 | 202;
  /** A body that works as it stands, for the walk through all operations. */
  example?: unknown;
  /** Called once the change is committed, not when an earlier answer is given again. */
  after?(ctx: KeyCtx): void;
}

/** What was asked, read by the schemas of an operation. */
export interface ResendInput<P = unknown, Q = unknown, B = unknown> {
  params: P;
  query: Q;
  body: B;
  headers: Headers;
}

type Writing<A> = (tx: SqlTx) => Promise<A>;

/** One operation that the npm package `resend` knows. Its names are Resend's (snake case), and what is not known in a body is passed over, as there. */
export interface ResendOperation extends Described {
  params?: z.ZodType | undefined;
  query?: z.ZodType | undefined;
  body?: z.ZodType | undefined;
  run(ctx: KeyCtx, input: ResendInput): Promise<object>;
  /** Of calls that come by the thousand: reads what is needed, and answers what writes in a transaction. `run` does both. */
  prepare?: ((ctx: KeyCtx, input: ResendInput) => Promise<Writing<object>>) | undefined;
  /** In place of both for calls that are written together. */
  gathering?: Gathering<unknown, unknown, unknown, unknown> | undefined;
}

/** Declares an operation; what `run` gets has the types of the schemas. */
export function defineResend<
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
>(
  operation: Described & {
    params?: P;
    query?: Q;
    body?: B;
    run(ctx: KeyCtx, input: ResendInput<Read<P>, Read<Q>, Read<B>>): Promise<object>;
    prepare?(ctx: KeyCtx, input: ResendInput<Read<P>, Read<Q>, Read<B>>): Promise<Writing<object>>;
  },
): ResendOperation {
  return operation as unknown as ResendOperation;
}

/** The same for calls that come one by one: those that are under way at once are written together. */
export function defineGatheredResend<B extends z.ZodType, Item, Result>(
  operation: Described & {
    body: B;
    gathering: Gathering<ResendInput<undefined, undefined, z.output<B>>, Item, Result, object>;
  },
): ResendOperation {
  const run = () => Promise.reject(new Error("It is written together with others."));
  return { ...operation, run, gathering: operation.gathering as unknown as NonNullable<ResendOperation["gathering"]> };
}
