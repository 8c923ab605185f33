import { afterAll, expect, test, vi } from "vitest";
import { beginSpan, type Span } from "@/lib/base/tracing";
import { otlpReceiver } from "@/tests/support/otlp-receiver";

const receiver = await otlpReceiver();
afterAll(() => receiver.close());

/** Does something in a fresh process with these settings; what it sends is with the receiver. */
async function tracing(settings: Record<string, string>, work: () => void): Promise<void> {
  receiver.spans.length = 0;
  vi.resetModules();
  vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", `${receiver.url}/v1/traces`);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { startTracing } = await import("./start-tracing");
  const stop = await startTracing("worker");
  work();
  await stop();
  vi.unstubAllEnvs();
}

/** Names of the spans that are sent: one of its own and one asked for by somebody. */
async function kept(settings: Record<string, string>, flags: "00" | "01"): Promise<string[]> {
  await tracing(settings, () => {
    beginSpan("own", {})?.end();
    const parent = `00-ffffffffffffffffffffffffffffffff-b7ad6b7169203331-${flags}`;
    beginSpan("asked for", { kind: "server", parent })?.end();
  });
  return receiver.spans.map(({ name }) => name);
}

test.each([
  ["parentbased_always_on", "01", ["own", "asked for"]],
  ["parentbased_always_on", "00", ["own"]],
  ["parentbased_always_off", "01", ["asked for"]],
  ["always_on", "00", ["own", "asked for"]],
  ["always_off", "01", []],
  ["parentbased_traceidratio", "01", []],
  ["traceidratio", "01", []],
] as const)(
  "OTEL_TRACES_SAMPLER=%s with a share of none, asked with flags %s, keeps %j",
  async (name, flags, names) => {
    expect(await kept({ OTEL_TRACES_SAMPLER: name, OTEL_TRACES_SAMPLER_ARG: "0" }, flags)).toEqual(names);
  },
);

test("with a ratio, whoever chooses the id of a trace has no more of them kept", async () => {
  const { spans } = receiver;
  await tracing({ OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.02" }, () => {
    for (let id = 1; id <= 500; id++) {
      const parent = `00-${id.toString(16).padStart(32, "0")}-b7ad6b7169203331-01`;
      beginSpan("asked for", { kind: "server", parent })?.end();
    }
  });
  expect(spans.length).toBeGreaterThan(0);
  expect(spans.length).toBeLessThan(50);
});

test("with a ratio, what one process keeps the next one keeps too", async () => {
  const settings = { OTEL_TRACES_SAMPLER: "parentbased_traceidratio", OTEL_TRACES_SAMPLER_ARG: "0.5" };
  const begun: Span[] = [];
  await tracing(settings, () => {
    for (let count = 0; count < 100; count++) begun.push(beginSpan("own", {})!);
  });
  const parents = begun.filter(({ traceId }) => traceId !== null).map(({ traceparent }) => traceparent);
  expect(parents.length).toBeGreaterThan(20);
  expect(parents.length).toBeLessThan(80);
  await tracing(settings, () => {
    for (const parent of parents) beginSpan("job", { kind: "consumer", parent })?.end();
  });
  expect(receiver.spans).toHaveLength(parents.length);
});

test("OTEL_SDK_DISABLED turns it off, OTEL_SERVICE_NAME names it", async () => {
  expect(await kept({ OTEL_SDK_DISABLED: "true" }, "01")).toEqual([]);
  await kept({ OTEL_SERVICE_NAME: "mail", OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test" }, "01");
  expect(receiver.spans.map(({ service }) => service)).toEqual(["mail", "mail"]);
  expect(receiver.text()).toContain("deployment.environment.name");
});
