import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { registry } from "@/lib/base/metrics/registry";
import "@/lib/edges/submission/submission-metrics";
import "@/lib/edges/webhooks/delivery-metrics";
import "@/lib/inbound/provider-webhooks/call-metrics";
import "@/lib/mail/transports/smtp";
import "@/lib/run/metrics/answer-metrics";
import { defineJournalMetrics } from "@/lib/run/metrics/journal-metrics";
import "@/lib/run/web/http-metrics";
import "@/lib/sending/engine/feedback-metrics";
import "@/lib/sending/pacing/pace-metrics";
import "@/lib/base/jobs/job-metrics";
import { sourcesIn, textOf } from "./support/house";

defineJournalMetrics();
const defined = registry.getMetricsAsArray().map(({ name }) => name);
const histograms = registry
  .getMetricsAsArray()
  .filter((metric) => "upperBounds" in metric)
  .map(({ name }) => name);
const written = new Set([
  ...defined,
  ...histograms.flatMap((name) => ["_bucket", "_sum", "_count"].map((end) => name + end)),
]);
const namesIn = (file: string) => [...new Set(textOf(file).match(/\bhoming_[a-z_]*[a-z]\b/g))].sort();

test("every metric of the product is among those looked at here", () => {
  const sources = sourcesIn(["lib/**/*.ts"]).filter((file) => !file.includes(".test."));
  const named = sources.flatMap((file) => textOf(file).match(/(?<=name: ")homing_[a-z_]+/g) ?? []);
  expect(named.sort()).toEqual([...defined].sort());
  expect(defined.length).toBeGreaterThan(25);
});

test.each(["docs/alert-rules.yaml", "docs/grafana-dashboard.json", "tests/fixtures/metrics/alert-rules.test.yaml"])(
  "%s names no metric that there is not",
  (file) => {
    expect(namesIn(file).length).toBeGreaterThan(5);
    expect(namesIn(file).filter((name) => !written.has(name))).toEqual([]);
  },
);

test("README has all of them", () => {
  expect(namesIn("README.md")).toEqual([...defined].sort());
});

test("names say what Prometheus asks for, and labels are of closed lists", () => {
  const kinds = registry.getMetricsAsArray() as unknown as { name: string; type: string; labelNames: string[] }[];
  const counters = kinds.filter(({ type }) => type === "counter").map(({ name }) => name);
  expect(counters.filter((name) => !name.endsWith("_total"))).toEqual([]);
  expect(histograms.filter((name) => !name.endsWith("_seconds"))).toEqual([]);
  const labels = new Set(kinds.flatMap(({ labelNames }) => labelNames));
  expect([...labels].sort()).toEqual([
    ...["category", "failure", "lane", "mailbox_provider", "method", "node", "provider", "queue", "reply", "result"],
    ...["route", "state", "status", "transport", "type", "version"],
  ]);
});

test("the dashboard is JSON whose panels do not lie on each other", () => {
  const { panels } = JSON.parse(readFileSync("docs/grafana-dashboard.json", "utf8")) as {
    panels: { id: number; title: string; gridPos: { x: number; y: number; w: number; h: number } }[];
  };
  const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
    Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
  );
  expect(new Set(cells).size).toBe(cells.length);
  expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
});

const promtool = process.env.PROMTOOL || "promtool";
const run = (args: string[], input?: string) =>
  spawnSync(promtool, args, { encoding: "utf8", ...(input && { input }) });
const isInstalled = run(["--version"]).error === undefined;

describe.skipIf(!isInstalled)(`promtool${isInstalled ? "" : " is not installed (Debian: prometheus): skipped"}`, () => {
  test.each([
    ["check", "rules", "docs/alert-rules.yaml"],
    ["test", "rules", "tests/fixtures/metrics/alert-rules.test.yaml"],
  ])("promtool %s %s %s", (...args) => {
    const { status, stdout, stderr } = run(args);
    expect(stdout + stderr).toContain("SUCCESS");
    expect(status).toBe(0);
  });

  test("promtool reads what is served", async () => {
    const text = await registry.metrics();
    const { status, stdout, stderr } = run(["check", "metrics"], text);
    expect(stdout + stderr).toBe("");
    expect(status).toBe(0);
  });
});
