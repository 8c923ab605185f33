import type * as Api from "@opentelemetry/api";
import type { Span, SpanAttributes, SpanOptions, Tracer } from "@/lib/base/tracing";
import { parseTraceparent } from "./parse-traceparent";

const KINDS = { internal: 0, server: 1, client: 2, consumer: 4 } as const satisfies Record<string, Api.SpanKind>;

/** The tracer of the product, on one of OpenTelemetry's. `api` is its package, which is loaded when it is needed only. */
export class OtlpTracer implements Tracer {
  readonly #api: typeof Api;
  readonly #tracer: Api.Tracer;

  constructor(api: typeof Api, tracer: Api.Tracer) {
    this.#api = api;
    this.#tracer = tracer;
  }

  begin(name: string, { kind = "internal", attributes = {}, parent, startedAtMs }: SpanOptions, within?: Span): Span {
    const options = {
      kind: KINDS[kind],
      attributes: known(attributes),
      ...(startedAtMs !== undefined && { startTime: startedAtMs }),
    };
    const context = parent ? this.#contextOf(parent, true) : this.#contextOf(within?.traceparent ?? "", false);
    return new OtlpSpan(this.#api, this.#tracer.startSpan(name, options, context));
  }

  #contextOf(traceparent: string, isRemote: boolean): Api.Context {
    const parsed = parseTraceparent(traceparent);
    const root = this.#api.ROOT_CONTEXT;
    return parsed ? this.#api.trace.setSpanContext(root, { ...parsed, isRemote }) : root;
  }
}

class OtlpSpan implements Span {
  readonly traceId: string | null;
  readonly traceparent: string;
  readonly #api: typeof Api;
  readonly #span: Api.Span;
  readonly #counts = new Map<string, number>();

  constructor(api: typeof Api, span: Api.Span) {
    this.#api = api;
    this.#span = span;
    const { traceId, spanId, traceFlags } = span.spanContext();
    this.traceId = traceFlags & api.TraceFlags.SAMPLED ? traceId : null;
    this.traceparent = `00-${traceId}-${spanId}-${traceFlags.toString(16).padStart(2, "0")}`;
  }

  set(attributes: SpanAttributes): void {
    this.#span.setAttributes(known(attributes));
  }

  add(counts: Readonly<Record<string, number>>): void {
    for (const [name, by] of Object.entries(counts)) {
      const sum = (this.#counts.get(name) ?? 0) + by;
      this.#counts.set(name, sum);
      this.#span.setAttribute(name, sum);
    }
  }

  fail(error: unknown): void {
    this.#span.setStatus({ code: this.#api.SpanStatusCode.ERROR });
    this.#span.setAttribute("error.type", kindOf(error));
  }

  end(): void {
    this.#span.end();
  }
}

const known = (attributes: SpanAttributes): Api.Attributes =>
  Object.fromEntries(Object.entries(attributes).filter(([, value]) => value !== undefined));

/** Its code where it has one that is no text (ECONNREFUSED, 23505, P2002, not_found), else the name of its class. */
function kindOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  const { code } = error as { code?: unknown };
  return typeof code === "string" && /^\w{1,60}$/.test(code) ? code : error.name;
}
