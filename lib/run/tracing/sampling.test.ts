import { afterAll, expect, test, vi } from "vitest";
import { beginSpan } from "@/lib/base/tracing";
import { otlpReceiver } from "@/tests/support/otlp-receiver";

const receiver = await otlpReceiver();
afterAll(() => receiver.close());

/** Names of the spans that a fresh process with these settings sends: one of its own and one asked for by somebody. */
async function kept(settings: Record<string, string>, flags: "00" | "01"): Promise<string[]> {
  receiver.spans.length = 0;
  vi.resetModules();
  vi.stubEnv("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", `${receiver.url}/v1/traces`);
  for (const [name, value] of Object.entries(settings)) vi.stubEnv(name, value);
  const { startTracing } = await import("./start-tracing");
  const stop = await startTracing("worker");
  beginSpan("own", {})?.end();
  const parent = `00-ffffffffffffffffffffffffffffffff-b7ad6b7169203331-${flags}`;
  beginSpan("asked for", { kind: "server", parent })?.end();
  await stop();
  vi.unstubAllEnvs();
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

test("OTEL_SDK_DISABLED turns it off, OTEL_SERVICE_NAME names it", async () => {
  expect(await kept({ OTEL_SDK_DISABLED: "true" }, "01")).toEqual([]);
  await kept({ OTEL_SERVICE_NAME: "mail", OTEL_RESOURCE_ATTRIBUTES: "deployment.environment.name=test" }, "01");
  expect(receiver.spans.map(({ service }) => service)).toEqual(["mail", "mail"]);
  expect(receiver.text()).toContain("deployment.environment.name");
});
