import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bodyCeiling, MAX_SUPPRESSION_FILE_BYTES } from "@/lib/base/http/body-ceilings";
import { createWebServer } from "@/lib/run/web/web-server";
import { askProxy, type BehindProxy, behindProxy, freePort } from "./support/behind-proxy";
import { type ExamplePlace, runNginxExample } from "./support/nginx-example";

const examples = { nginx: "docs/proxies/nginx.conf", caddy: "docs/proxies/Caddyfile" } as const;
const textOf = (proxy: keyof typeof examples) => readFileSync(examples[proxy], "utf8");

test("both examples take the largest body, and let go of idle connections before Homing does", async () => {
  expect(bodyCeiling("/api/app/workspaces/acme/suppressions/import")).toBe(MAX_SUPPRESSION_FILE_BYTES);
  const [nginx, caddy] = [textOf("nginx"), textOf("caddy")];
  const megabytes = [/client_max_body_size (\d+)m;/.exec(nginx)?.[1], /max_size (\d+)MB/.exec(caddy)?.[1]];
  for (const most of megabytes) expect(Number(most) * 1_000_000).toBe(MAX_SUPPRESSION_FILE_BYTES);
  const server = createWebServer({
    answer: async () => {},
    headers: {},
    clientOf: () => "",
    limits: { total: 1, perAddress: 1, requestsPerClient: 1, isProxy: () => false },
  });
  const idle = [/keepalive_timeout (\d+)s;/.exec(nginx)?.[1], /keepalive (\d+)s/.exec(caddy)?.[1]];
  for (const seconds of idle) expect(Number(seconds) * 1000).toBeLessThan(server.keepAliveTimeout);
});

/** The example as it stands, but for the ports, and a certificate of Caddy's own. */
function caddy({ folder, upstreams, plain, secure }: ExamplePlace): ChildProcess {
  const own = textOf("caddy")
    .replace("127.0.0.1:3000", `127.0.0.1:${upstreams[0]}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${upstreams[1]}`)
    .replace(/^homing\.example\.com \{$/m, "homing.example.com {\n\ttls internal");
  const global = `{\n\tadmin off\n\tskip_install_trust\n\thttp_port ${plain}\n\thttps_port ${secure}\n}\n`;
  const file = path.join(folder, "Caddyfile");
  writeFileSync(file, global + own);
  const env = { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder };
  const args = ["--adapter", "caddyfile", "--config", file];
  const checked = spawnSync("caddy", ["validate", ...args], { encoding: "utf8", env });
  expect(checked.status, checked.stderr).toBe(0);
  return spawn("caddy", ["run", ...args], { stdio: "ignore", env });
}

const proxies = [
  { name: "nginx", start: runNginxExample, asked: ["-v"], pack: "nginx-light" },
  { name: "caddy", start: caddy, asked: ["version"], pack: "caddy" },
];

for (const { name, start, asked, pack } of proxies) {
  const isThere = spawnSync(name, asked).status === 0;
  if (!isThere) console.info(`The tests with a real ${name} are skipped: it is not installed (Debian: ${pack}).`);

  describe.skipIf(!isThere)(`the example for ${name}, run by ${name}`, () => {
    const folder = mkdtempSync(path.join(tmpdir(), `homing-${name}-`));
    let homing: BehindProxy;
    let proxy: ChildProcess | undefined;
    let port = 0;

    beforeAll(async () => {
      homing = await behindProxy();
      port = await freePort();
      const upstreams = [homing.port, homing.port] as const;
      proxy = start({ folder, upstreams, plain: await freePort(), secure: port });
      await vi.waitFor(() => askProxy(port).then(({ status }) => expect(status).toBe(200)), { timeout: 20_000 });
    });
    afterAll(async () => {
      const ended = new Promise((resolve) => (proxy ? proxy.once("close", resolve) : resolve(null)));
      proxy?.kill("SIGTERM");
      await homing.close();
      await ended;
      rmSync(folder, { recursive: true, force: true });
    });

    test("the host comes through, and the client is who connected, whatever it says itself", async () => {
      homing.clients.length = 0;
      const answer = await askProxy(port, { "x-forwarded-for": "6.6.6.6" });
      expect(answer).toEqual({ status: 200, text: "homing.example.com" });
      expect(homing.clients).toEqual(["127.0.0.2"]);
    });

    test("connections to Homing are kept", async () => {
      homing.connections.clear();
      for (let time = 0; time < 10; time++) await askProxy(port);
      // The example names two web processes.
      expect(homing.connections.size).toBeLessThanOrEqual(2);
    });

    test("a body that is too large for its path is refused by Homing", async () => {
      expect((await askProxy(port, {}, "x".repeat(9_000))).status).toBe(413);
    });
  });
}
