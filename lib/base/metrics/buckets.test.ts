import { expect, test } from "vitest";
import { BucketHistogram } from "./buckets";
import { counter, registry } from "./registry";

const linesOf = async (name: string) => {
  const text = await registry.metrics();
  return text.split("\n").filter((line) => line.startsWith(name));
};

test("values are counted up to each bound, the bound included, and written as Prometheus reads them", async () => {
  const histogram = new BucketHistogram({
    name: "test_wait_seconds",
    help: "For this test.",
    label: "kind",
    kinds: ["a", "b"],
    bounds: [0.1, 1],
  });
  expect(await linesOf("test_wait_seconds")).toEqual([]);
  for (const value of [0.1, 0.5, 1, 7]) histogram.add("a", value);
  histogram.add("nobody knows it", 1);
  expect(await linesOf("test_wait_seconds")).toEqual([
    'test_wait_seconds_bucket{kind="a",le="0.1"} 1',
    'test_wait_seconds_bucket{kind="a",le="1"} 3',
    'test_wait_seconds_bucket{kind="a",le="+Inf"} 4',
    'test_wait_seconds_sum{kind="a"} 8.6',
    'test_wait_seconds_count{kind="a"} 4',
  ]);
  expect(await registry.metrics()).toContain("# TYPE test_wait_seconds histogram");
});

test("a metric is there before anything was counted, so that its absence means something", async () => {
  counter({ name: "test_things_total", help: "For this test." });
  expect(await linesOf("test_things_total")).toEqual(["test_things_total 0"]);
});
