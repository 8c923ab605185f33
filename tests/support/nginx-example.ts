import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { freePort } from "./behind-proxy";

export const hasNginx = spawnSync("nginx", ["-v"]).status === 0;

/** docs/proxies/nginx.conf, run by nginx in a folder of its own. Who asks names homing.example.com as the host. */
export interface NginxExample {
  /** With TLS and a certificate that nobody has signed, at 127.0.0.1. */
  port: number;
  stop(): void;
}

/** Where an example runs, and what it stands in front of. */
export interface ExamplePlace {
  /** It may write there. */
  folder: string;
  /** Ports of the two web processes. */
  upstreams: readonly [number, number];
  plain: number;
  secure: number;
}

/** The example as it stands, but for the ports, the certificate and where nginx writes. Throws with what nginx says when it is wrong. */
export function runNginxExample({ folder, upstreams, plain, secure }: ExamplePlace): ChildProcess {
  chmodSync(folder, 0o755);
  const { cert, key } = selfSignedCertificate("homing.example.com");
  writeFileSync(path.join(folder, "cert.pem"), cert);
  writeFileSync(path.join(folder, "key.pem"), key);
  const own = readFileSync("docs/proxies/nginx.conf", "utf8")
    .replace("127.0.0.1:3000", `127.0.0.1:${upstreams[0]}`)
    .replace("127.0.0.1:3001", `127.0.0.1:${upstreams[1]}`)
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
  if (checked.status !== 0) throw new Error(checked.stderr);
  return spawn("nginx", ["-p", folder, "-c", "main.conf"], { stdio: "ignore" });
}

/** Runs it in a folder of its own. `upstreams`: ports of the two web processes. */
export async function startNginxExample(upstreams: ExamplePlace["upstreams"]): Promise<NginxExample> {
  const folder = mkdtempSync(path.join(tmpdir(), "homing-nginx-"));
  const [plain, port] = [await freePort(), await freePort()];
  const nginx = runNginxExample({ folder, upstreams, plain, secure: port });
  return {
    port,
    stop() {
      nginx.kill("SIGTERM");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
