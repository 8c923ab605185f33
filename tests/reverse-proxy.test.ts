import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { Server } from "node:http";
import { request } from "node:https";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { bodyCeiling, MAX_SUPPRESSION_FILE_BYTES } from "@/lib/base/http/body-ceilings";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { clientAddress, parseTrustedProxies } from "@/lib/base/settings/trusted-proxies";
import { holdPort } from "@/lib/run/cluster/ports";
import { createWebServer } from "@/lib/run/web/web-server";

const example = readFileSync("docs/proxies/nginx.conf", "utf8");
const hasNginx = spawnSync("nginx", ["-v"]).status === 0;
if (!hasNginx) console.info("The tests with a real nginx are skipped: it is not installed (Debian: nginx-light).");

test("both examples take the largest body, and let go of idle connections before Homing does", async () => {
  expect(bodyCeiling("/api/app/workspaces/acme/suppressions/import")).toBe(MAX_SUPPRESSION_FILE_BYTES);
  const caddy = readFileSync("docs/proxies/Caddyfile", "utf8");
  const megabytes = [/client_max_body_size (\d+)m;/.exec(example)?.[1], /max_size (\d+)MB/.exec(caddy)?.[1]];
  for (const most of megabytes) expect(Number(most) * 1_000_000).toBe(MAX_SUPPRESSION_FILE_BYTES);
  const server = createWebServer({
    answer: async () => {},
    headers: {},
    clientOf: () => "",
    limits: { total: 1, perAddress: 1, requestsPerClient: 1, isProxy: () => false },
  });
  const idle = [/keepalive_timeout (\d+)s;/.exec(example)?.[1], /keepalive (\d+)s/.exec(caddy)?.[1]];
  for (const seconds of idle) expect(Number(seconds) * 1000).toBeLessThan(server.keepAliveTimeout);
});

describe.skipIf(!hasNginx)("the example for nginx, run by nginx", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-nginx-"));
  const clients: string[] = [];
  const connections = new Set<unknown>();
  let homing: Server;
  let nginx: ChildProcess | undefined;
  let port = 0;

  beforeAll(async () => {
    homing = createWebServer({
      answer: async (incoming, response) => {
        const forwarded = incoming.headers["x-forwarded-for"]?.toString();
        clients.push(clientAddress(incoming.socket.remoteAddress, forwarded, parseTrustedProxies("127.0.0.1")) ?? "");
        connections.add(incoming.socket);
        response.end(incoming.headers.host);
      },
      headers: {},
      clientOf: () => "",
      limits: { total: 100, perAddress: 100, requestsPerClient: 100, isProxy: () => true },
    });
    await new Promise<void>((resolve) => homing.listen(0, "127.0.0.1", resolve));
    const [plain, secure] = [await freePort(), await freePort()];
    port = secure;
    writeConfig(plain);
    const checked = spawnSync("nginx", ["-t", "-p", folder, "-c", "main.conf"], { encoding: "utf8" });
    expect(checked.status, checked.stderr).toBe(0);
    nginx = spawn("nginx", ["-p", folder, "-c", "main.conf"], { stdio: "ignore" });
    const answers = () => get({}).then(({ status }) => expect(status).toBe(200));
    await vi.waitFor(answers, { timeout: 10_000 });
  });
  afterAll(async () => {
    nginx?.kill("SIGTERM");
    homing.closeAllConnections();
    await new Promise((resolve) => homing.close(resolve));
    rmSync(folder, { recursive: true, force: true });
  });

  async function freePort(): Promise<number> {
    const held = await holdPort({ setting: "", host: "127.0.0.1", wanted: 0, usual: 0 });
    await new Promise((resolve) => held.server.close(resolve));
    return held.port;
  }

  /** The example as it stands, but for the ports, the certificate and where nginx writes. */
  function writeConfig(plain: number): void {
    chmodSync(folder, 0o755);
    const { cert, key } = selfSignedCertificate("homing.example.com");
    writeFileSync(path.join(folder, "cert.pem"), cert);
    writeFileSync(path.join(folder, "key.pem"), key);
    const own = example
      .replace("127.0.0.1:3000", `127.0.0.1:${(homing.address() as AddressInfo).port}`)
      .replace("listen 80;", `listen 127.0.0.1:${plain};`)
      .replace("listen 443 ", `listen 127.0.0.1:${port} `)
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
  }

  function get(headers: Record<string, string>, body?: string): Promise<{ status: number; text: string }> {
    return new Promise((resolve, reject) => {
      const options = {
        port,
        host: "127.0.0.1",
        localAddress: "127.0.0.2",
        path: "/u/token",
        method: body ? "POST" : "GET",
        headers: { host: "homing.example.com", ...headers },
        rejectUnauthorized: false,
        agent: false as const,
      };
      const asked = request(options, (response) => {
        let text = "";
        response.on("data", (chunk: Buffer) => {
          text += chunk.toString();
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      });
      asked.on("error", reject);
      asked.end(body);
    });
  }

  test("the host comes through, and the client is who connected, whatever it says itself", async () => {
    clients.length = 0;
    expect(await get({ "x-forwarded-for": "6.6.6.6" })).toEqual({ status: 200, text: "homing.example.com" });
    expect(clients).toEqual(["127.0.0.2"]);
  });

  test("connections to Homing are kept", async () => {
    connections.clear();
    for (let time = 0; time < 5; time++) await get({});
    expect(connections.size).toBe(1);
  });

  test("a body that is too large for its path is refused by Homing", async () => {
    expect((await get({}, "x".repeat(9_000))).status).toBe(413);
  });
});
