import { afterAll, beforeAll, expect, test } from "vitest";
import { env } from "@/lib/base/env";
import { BODY_LIMIT, FunctionHost } from "./function-host";

const origin = "http://homing.test";
let host: FunctionHost;

beforeAll(async () => {
  host = await FunctionHost.open({
    env: { DATABASE_URL: env.DATABASE_URL, HOMING_SECRET: env.HOMING_SECRET, APP_URL: origin },
    limitMs: 2500,
  });
});
afterAll(() => host.close());

const probe = async (name: string) => (await host.call(`${origin}/probes/${name}`)).json() as Promise<unknown>;

test("the host keeps the platform's limits: disk, memory, time and bodies", async () => {
  expect(await probe("writes"), host.log).toEqual([false, true]);
  expect([await probe("remembers"), await probe("remembers")]).toEqual([1, 1]);
  const status = async (name: string) => (await host.call(`${origin}/probes/${name}`)).status;
  expect(await status("never-ends")).toBe(504);
  expect(await status("answers-much")).toBe(500);
  expect(await status("streams-much")).toBe(200);
  const large = { method: "POST", body: new Uint8Array(BODY_LIMIT + 1) };
  expect((await host.call(`${origin}/api/app/account/setup`, large)).status).toBe(413);
  expect((await host.call(`${origin}/api/health`)).status, host.log).toBe(200);
});
