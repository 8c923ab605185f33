import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { askProxy, type BehindProxy, behindProxy } from "./support/behind-proxy";
import { hasNginx, type NginxExample, startNginxExample } from "./support/nginx-example";

describe.skipIf(!hasNginx)("two web processes behind the example for nginx", () => {
  let first: BehindProxy;
  let second: BehindProxy;
  let nginx: NginxExample;

  beforeAll(async () => {
    [first, second] = [await behindProxy({ script: "first.js" }), await behindProxy({ script: "second.js" })];
    nginx = await startNginxExample([first.port, second.port]);
    await vi.waitFor(() => askProxy(nginx.port).then(({ status }) => expect(status).toBe(200)), { timeout: 20_000 });
  });
  afterAll(async () => {
    nginx.stop();
    await Promise.all([first.close(), second.close()]);
  });

  const statusOf = async (path: string) => (await askProxy(nginx.port, {}, undefined, path)).status;

  test("while they are of two versions, each script is found", async () => {
    for (const script of ["first.js", "second.js", "first.js", "second.js"])
      expect(await statusOf(`/_next/static/chunks/${script}`)).toBe(200);
    expect(await statusOf("/_next/static/chunks/third.js")).toBe(404);
  });

  test("one after the other is replaced under load, and no request fails", async () => {
    let stop = false;
    const statuses: number[] = [];
    const ask = async (body?: string) => {
      while (!stop) statuses.push((await askProxy(nginx.port, {}, body)).status);
    };
    const load = [ask(), ask(), ask("List-Unsubscribe=One-Click"), ask("List-Unsubscribe=One-Click")];
    const answered = (count: number) =>
      vi.waitFor(() => expect(statuses.length).toBeGreaterThanOrEqual(count), { timeout: 10_000, interval: 20 });
    await answered(8);
    await second.letGo({ idleMs: 5000, withinMs: 12_000 });
    await answered(statuses.length + 12);
    await second.close();
    second = await behindProxy({ port: second.port });
    // The other one ends as soon as this one is back.
    await first.letGo({ idleMs: 5000, withinMs: 12_000 });
    await answered(statuses.length + 12);
    stop = true;
    await Promise.all(load);
    expect(statuses.filter((status) => status !== 200)).toEqual([]);
  });
});
