import { AsyncLocalStorage } from "node:async_hooks";

// Spans for whoever has set an address to send them to (lib/run/tracing). Until then nothing is made, and nothing of OpenTelemetry loaded.

/** Counts, ids of rows, hosts, patterns of routes: nothing that a person is known by, nothing that somebody typed. */
export type SpanAttributes = Readonly<Record<string, string | number | boolean | undefined>>;

export interface SpanOptions {
  /** `server` answers somebody, `client` asks somebody, `consumer` takes from a queue. Default `internal`. */
  kind?: "internal" | "server" | "client" | "consumer";
  attributes?: SpanAttributes;
  /** Header `traceparent` (W3C Trace Context) of what asked for it elsewhere. A text that is none counts as absent. */
  parent?: string;
  /** Milliseconds since the epoch. Default: now. */
  startedAtMs?: number;
}

export interface Span {
  /** 32 hexadecimal digits; null for a trace that is not kept. */
  readonly traceId: string | null;
  /** For what is to go on elsewhere as a part of it. */
  readonly traceparent: string;
  set(attributes: SpanAttributes): void;
  /** Adds to attributes that count; each begins at 0. */
  add(counts: Readonly<Record<string, number>>): void;
  /** It failed. Only the kind of error is kept: its text may name a person. */
  fail(error: unknown): void;
  end(): void;
}

export interface Tracer {
  begin(name: string, options: SpanOptions, within: Span | undefined): Span;
}

interface Open {
  span: Span;
  /** What it has begun and left running (a pool, a queue) is no part of it later. */
  over: boolean;
}

// On globalThis: the web host and Next's own bundle each have a copy of this module.
const holder = globalThis as unknown as { homingTracer?: Tracer; homingSpan?: AsyncLocalStorage<Open> };

const silent: Span = { traceId: null, traceparent: "", set: () => {}, add: () => {}, fail: () => {}, end: () => {} };

/** From now on spans are made by it; without one, no more are. */
export function setTracer(tracer: Tracer | undefined): void {
  holder.homingTracer = tracer;
}

export function isTracing(): boolean {
  return holder.homingTracer !== undefined;
}

/** The span that runs now; undefined when there is none, as whenever nothing is traced. */
export function currentSpan(): Span | undefined {
  const open = holder.homingSpan?.getStore();
  return open && !open.over ? open.span : undefined;
}

/** Begins a span that its caller ends, within the one that runs now; null when nothing is traced. */
export function beginSpan(name: string, options: SpanOptions): Span | null {
  return holder.homingTracer?.begin(name, options, currentSpan()) ?? null;
}

/** Whatever `work` begins until it ends is a part of the span. */
export async function inSpan<T>(span: Span | null, work: () => Promise<T>): Promise<T> {
  if (!span) return work();
  holder.homingSpan ??= new AsyncLocalStorage();
  const open: Open = { span, over: false };
  try {
    return await holder.homingSpan.run(open, work);
  } finally {
    open.over = true;
  }
}

/** Runs `work` as a span. Throws what it throws. */
export function traced<T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> {
  const span = beginSpan(name, options);
  return span ? runAs(span, work) : work(silent);
}

async function runAs<T>(span: Span, work: (span: Span) => Promise<T>): Promise<T> {
  try {
    return await inSpan(span, () => work(span));
  } catch (error) {
    span.fail(error);
    throw error;
  } finally {
    span.end();
  }
}
