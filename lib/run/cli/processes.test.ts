import { expect, test } from "vitest";
import { processPlans } from "./processes";
import type { StartSettings } from "./start-settings";

const options = { demo: false, dev: false, port: undefined, data: ".data/test", workers: 2 };
const portsOf = (settings: NodeJS.ProcessEnv) => {
  const held = { web: null, inbound: null, mailbox: null } as unknown as StartSettings["held"];
  const plans = processPlans(options, { settings, env: {} as StartSettings["env"], held }, []);
  return plans.map(({ name, env }) => [name, env?.METRICS_PORT]);
};

test("each process has a port of its own for its metrics: the web process the one that is set", () => {
  expect(portsOf({ NODE_ENV: "production", METRICS_PORT: "9400" })).toEqual([
    ["worker", "9401"],
    ["worker", "9402"],
    ["web", "9400"],
  ]);
});

test("where none is set nobody has one", () => {
  expect(portsOf({ NODE_ENV: "production" }).map(([, port]) => port)).toEqual(["", "", ""]);
});
