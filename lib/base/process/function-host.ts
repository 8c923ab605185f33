/** What Vercel tells a function about the request that it answers (the package @vercel/functions reads the same, get-context.js). */
interface RequestContext {
  waitUntil?: (promise: Promise<unknown>) => void;
  /** When the platform ends the function: milliseconds, or a text that Date understands. */
  deadline?: number | string;
}

const contextKey = Symbol.for("@vercel/request-context");

/** Whether this process is a function of Vercel's: it may end or sleep after any answer, and writes to the temporary folder only. */
export function onFunctions(): boolean {
  return process.env.VERCEL === "1";
}

function requestContext(): RequestContext {
  const holder = globalThis as unknown as Record<symbol, { get?: () => RequestContext | undefined } | undefined>;
  return holder[contextKey]?.get?.() ?? {};
}

/** Keeps a function awake until `work` has ended, after its answer has left. Elsewhere processes live on by themselves. */
export function keepAwake(work: Promise<unknown>): void {
  requestContext().waitUntil?.(work);
}

/** When the platform ends the function that answers now; null where it does not say. */
export function functionDeadline(): Date | null {
  const { deadline } = requestContext();
  const at = new Date(deadline ?? Number.NaN);
  return Number.isNaN(at.getTime()) ? null : at;
}
