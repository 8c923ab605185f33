import { expect, test, vi } from "vitest";

test("the jobs are known without any setting: a build loads them and has none", { timeout: 120_000 }, async () => {
  for (const name of Object.keys(process.env)) if (/^(DATABASE_|HOMING_)/.test(name)) vi.stubEnv(name, undefined);
  vi.resetModules();
  const { allJobs } = await import("./all-jobs");
  expect(allJobs.length).toBeGreaterThan(20);
  vi.unstubAllEnvs();
});
