import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bodyCeiling, MAX_SUPPRESSION_FILE_BYTES } from "@/lib/base/http/body-ceilings";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { createWebServer } from "@/lib/run/web/web-server";
import { askProxy, type BehindProxy, behindProxy, freePort } from "./support/behind-proxy";

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

/** Where a proxy of these tests listens, what it stands in front of, and where it may write. */
interface Place {
  folder: string;
  homing: number;
  plain: number;
  secure: number;
}

/** The example as it stands, but for the ports, the certificate and where nginx writes. */
function nginx({ folder, homing, plain, secure }: Place): ChildProcess {
  chmodSync(folder, 0o755);
  const { cert, key } = selfSignedCertificate("homing.example.com");
  writeFileSync(path.join(folder, "cert.pem"), cert);
  writeFileSync(path.join(folder, "key.pem"), key);
  const own = textOf("nginx")
    .replaceAll(/127\.0\.0\.1:300[01]/g, `127.0.0.1:${homing}`)
    .replace("listen 80;", `listen 127.0.0.1:${plain};`)
    .replace("listen 443 ", `listen 127.0.0.1:${secure} `)
    .replace(/ssl_certificate [^;]+/, `ssl_certificate ${folder}/cert.pem`)
    .replace(/ssl_certificate_key [^;]+/, `ssl_certificate_key ${folder}/key.pem`);
  writeFileSync(path.join(folder, "homing.conf"), own);
  mkdirSync(path.join(folder, "tmp"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/tmp/${name};`,
  );
  const main = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log; events {}
    http { access_log off; ${temporary.join(" ")} include ${folder}/homing.conf; }`;
  writeFileSync(path.join(folder, "main.conf"), main);
  const checked = spawnSync("nginx", ["-t", "-p", folder, "-c", "main.conf"], { encoding: "utf8" });
  expect(checked.status, checked.stderr).toBe(0);
  return spawn("nginx", ["-p", folder, "-c", "main.conf"], { stdio: "ignore" });
}

/** The example as it stands, but for the ports, and a certificate of Caddy's own. */
function caddy({ folder, homing, plain, secure }: Place): ChildProcess {
  const own = textOf("caddy")
    .replaceAll(/127\.0\.0\.1:300[01]/g, `127.0.0.1:${homing}`)
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
  { name: "nginx", start: nginx, asked: ["-v"], pack: "nginx-light" },
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
      proxy = start({ folder, homing: homing.port, plain: await freePort(), secure: port });
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
