import { setTimeout as sleep } from "node:timers/promises";
import type * as Api from "@opentelemetry/api";
import type * as Sdk from "@opentelemetry/sdk-trace";
import { env } from "@/lib/base/env";
import { createLog } from "@/lib/base/log";
import { ownVersion } from "@/lib/base/process/own-version";
import { setTracer } from "@/lib/base/tracing";
import { KeyedRatioSampler } from "./keyed-ratio-sampler";
import { OtlpTracer } from "./otlp-tracer";

const log = createLog({ part: "tracing" });
/** A collector that is away is said once in this time. */
const SAY_EVERY_MS = 10 * 60_000;
const END_WITHIN_MS = 3_000;
/** Longer values of attributes are cut. */
const MOST_CHARACTERS = 2_000;

/**
 * Sends the spans of this process to the OTLP endpoint of the settings (OTEL_EXPORTER_OTLP_…, as OpenTelemetry names them); does nothing,
 * and loads nothing, without one. Spans wait in memory, 2048 at most, and are dropped beyond: nothing ever waits for the collector.
 * Answers how to send what is left and stop.
 */
export async function startTracing(processName: "web" | "worker"): Promise<() => Promise<void>> {
  const url = endpointOf();
  if (!url || env.OTEL_SDK_DISABLED === "true") return async () => {};
  const [api, sdk, resources, { OTLPTraceExporter }] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace"),
    import("@opentelemetry/resources"),
    import("@opentelemetry/exporter-trace-otlp-proto"),
  ]);
  reportFailures(api);
  const own = { "service.name": `homing-${processName}`, "service.version": ownVersion };
  const provider = new sdk.TracerProvider({
    sampler: samplerOf(sdk),
    // OTEL_SERVICE_NAME and OTEL_RESOURCE_ATTRIBUTES count last.
    resource: resources
      .defaultResource()
      .merge(resources.resourceFromAttributes(own))
      .merge(resources.detectResources({ detectors: [resources.envDetector] })),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter: new OTLPTraceExporter({ url }) })],
    spanLimits: { attributeValueLengthLimit: MOST_CHARACTERS },
  });
  // Not OpenTelemetry's global one: Next would make spans of its own with it, whole addresses among them.
  setTracer(new OtlpTracer(api, provider.getTracer("homing")));
  return async () => {
    setTracer(undefined);
    await Promise.race([provider.shutdown().catch(() => {}), sleep(END_WITHIN_MS, undefined, { ref: false })]);
  };
}

const endpointOf = () =>
  env.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ??
  (env.OTEL_EXPORTER_OTLP_ENDPOINT && `${env.OTEL_EXPORTER_OTLP_ENDPOINT}/v1/traces`);

/**
 * What OTEL_TRACES_SAMPLER names. Two things differ from the specification, because anybody can send a `traceparent`: with a ratio, one
 * from outside cannot have more kept than the ratio says, and which traces those are nobody outside can choose.
 */
function samplerOf(sdk: typeof Sdk): Sdk.Sampler {
  const name = env.OTEL_TRACES_SAMPLER;
  const ratio = name.endsWith("traceidratio") ? new KeyedRatioSampler(sdk, env.OTEL_TRACES_SAMPLER_ARG) : null;
  const root = ratio ?? (name.endsWith("always_on") ? new sdk.AlwaysOnSampler() : new sdk.AlwaysOffSampler());
  if (!name.startsWith("parentbased_")) return root;
  return new sdk.ParentBasedSampler({ root, ...(ratio && { remoteParentSampled: ratio }) });
}

/** What the packages have to say goes to the log: they try again by themselves. */
function reportFailures(api: typeof Api): void {
  let saidAt = Number.NEGATIVE_INFINITY;
  const say = (text: string) => {
    if (performance.now() - saidAt < SAY_EVERY_MS) return;
    saidAt = performance.now();
    log.warn("traces cannot be sent", { reason: text.slice(0, 500) });
  };
  const silent = () => {};
  const logger = { error: say, warn: say, info: silent, debug: silent, verbose: silent };
  api.diag.setLogger(logger, { logLevel: api.DiagLogLevel.WARN, suppressOverrideMessage: true });
}
