import { z } from "zod";
import type { SecurityKind } from "@/lib/base/audit/security-kinds.shared";
import { inPgTransaction, type SqlTx } from "@/lib/base/db/pg-transaction";
import type { Permission } from "@/lib/base/permissions.shared";
import type { KeyCtx } from "@/lib/edges/api-keys/open-key";
import type { ApiPath } from "./api-paths";
import { toSnake } from "./snake-case";
import type { Answered } from "./stored-answers";

export const apiMethods = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
export type ApiMethod = (typeof apiMethods)[number];

/** What of a request is read by a schema each; an operation without one takes nothing there. */
interface Shapes {
  params: z.ZodObject;
  query: z.ZodObject;
  body: z.ZodType;
}

type Read<S> = S extends z.ZodType ? z.output<S> : undefined;

interface Described {
  /** Name in the document, and of the function that generated clients have. */
  id: string;
  method: ApiMethod;
  /** Below /api/v1, with parameters in braces. */
  path: ApiPath;
  /** The part of the reference that it stands in. */
  group: string;
  summary: string;
  description?: string;
  /** In place of `body` in the document, where single items are judged by themselves. */
  documented?: z.ZodType;
  /** Null: every key may, as it learns about itself alone. */
  scope: Permission | null;
  /** Scopes that it asks for besides, as its answer shows what they are about. */
  also?: readonly Permission[];
  /** Reads much; see `heavyWork`. */
  heavy?: boolean;
  /** Speaks with other hosts, which no transaction may wait for; see `carryOutOnce`. */
  overNetwork?: boolean;
  /** Its answer has a secret in it: what is kept of it to be given again is sealed. */
  showsSecret?: boolean;
  status?: 200 | 201 | 204;
  /** What the security log says when the call went well: exports. */
  notes?: SecurityKind;
  /** A body that works as it stands, for the reference. */
  example?: unknown;
  /** The body is taken as it is, octets and no JSON: `run` gets it as a Buffer. */
  octets?: true;
  /** Called once the change is committed, not when an earlier answer is given again. */
  after?(ctx: KeyCtx): void;
}

/** In place of a schema for `answer`: a CSV file, made while it is sent. */
export const CsvFile = z.custom<Response>((value) => value instanceof Response);

/** The same for a PDF. */
export const PdfFile = z.custom<Response>((value) => value instanceof Response);

/** Whether an operation answers with a file, which is sent as it is. */
export const isFile = ({ answer }: Pick<Operation, "answer">): boolean => answer === CsvFile || answer === PdfFile;

/** Every scope that a key needs for an operation. */
export const scopesFor = ({ scope, also = [] }: Pick<Operation, "scope" | "also">): Permission[] =>
  scope === null ? [] : [scope, ...also];

/** One operation of the public API: the request is read by these schemas, and the document says the same by them. */
export interface Operation extends Described {
  params?: z.ZodObject | undefined;
  query?: z.ZodObject | undefined;
  body?: z.ZodType | undefined;
  /** What is answered; none with 204. */
  answer?: z.ZodType | undefined;
  run(ctx: KeyCtx, input: { params: unknown; query: unknown; body: unknown }): Promise<unknown>;
  /** Of calls that come by the thousand: reads what is needed, and answers what writes in a transaction. `run` does both. */
  prepare?: ((ctx: KeyCtx, input: { params: unknown; query: unknown; body: unknown }) => Promise<Writing>) | undefined;
  /** In place of both for calls that are written together. */
  gathering?: Gathering<unknown, unknown, unknown, unknown> | undefined;
}

type Writing = (tx: SqlTx) => Promise<unknown>;

/** How calls that come one by one and by the thousand are written together. */
export interface Gathering<Input, Item, Result, Answer> {
  /** Reads and makes ready what does not have to be in the transaction. */
  prepare(ctx: KeyCtx, input: Input): Promise<Part<Item, Result, Answer>>;
  /**
   * Writes what several calls of a key ask for. `again` says that some may be written already, by a transaction whose answer was lost: they stay as
   * they are, and have the same result.
   */
  write(tx: SqlTx, items: readonly Item[], now: Date, again: boolean): Promise<Result>;
}

/** What one call asks for. */
export interface Part<Item, Result, Answer> {
  item: Item;
  /** About how many octets it has. */
  octets: number;
  /** Its answer, from what the writing of all gave. */
  answer(result: Result): Answer;
}

type Typed<P, Q, B, A> = Described & {
  params?: P;
  query?: Q;
  body?: B;
  answer?: A;
  run(
    ctx: KeyCtx,
    input: { params: Read<P>; query: Read<Q>; body: Read<B> },
  ): Promise<A extends z.ZodType ? z.input<A> : void>;
};

/** The answer of an operation as it goes over the wire. */
export const answered = ({ answer, status }: Pick<Operation, "answer" | "status">, value: unknown): Answered =>
  answer === undefined ? { status: 204, body: "" } : { status: status ?? 200, body: JSON.stringify(toSnake(value)) };

/** Declares an operation; what `run` gets and gives has the types of the schemas. */
export function defineOperation<
  P extends Shapes["params"] | undefined = undefined,
  Q extends Shapes["query"] | undefined = undefined,
  B extends Shapes["body"] | undefined = undefined,
  A extends z.ZodType | undefined = undefined,
>(operation: Typed<P, Q, B, A>): Operation {
  return operation as unknown as Operation;
}

/** The same where thousands of such calls come: what is read and made ready is no part of the transaction. */
export function definePrepared<B extends z.ZodType, A extends z.ZodType>(
  operation: Described & {
    body: B;
    answer: A;
    prepare(ctx: KeyCtx, input: { body: z.output<B> }): Promise<(tx: SqlTx) => Promise<z.input<A>>>;
  },
): Operation {
  const prepare = operation.prepare as unknown as NonNullable<Operation["prepare"]>;
  const run: Operation["run"] = async (ctx, input) =>
    inPgTransaction(ctx.workspaceId, await prepare(ctx, input), { byKey: true });
  return { ...operation, prepare, run };
}

/** The same for calls that come one by one: those that are under way at once are written together. */
export function defineGathered<B extends z.ZodType, A extends z.ZodType, Item, Result>(
  operation: Described & {
    body: B;
    answer: A;
    gathering: Gathering<{ body: z.output<B> }, Item, Result, z.input<A>>;
  },
): Operation {
  const gathering = operation.gathering as unknown as NonNullable<Operation["gathering"]>;
  const run: Operation["run"] = async (ctx, input) => {
    const { item, answer } = await gathering.prepare(ctx, input);
    return inPgTransaction(ctx.workspaceId, async (tx) => answer(await gathering.write(tx, [item], ctx.now(), false)), {
      byKey: true,
    });
  };
  return { ...operation, gathering, run };
}
