import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { packScripts } from "../cli/pack-scripts.mjs";
import { answerPacked, packedScripts } from "./packed-scripts";

const folder = mkdtempSync(path.join(tmpdir(), "homing-packed-"));
const script = "export const words = 'the same again and again';\n".repeat(200);
let server: http.Server;

beforeAll(async () => {
  writeFileSync(path.join(folder, "a~1.js"), script);
  writeFileSync(path.join(folder, "font.woff2"), "no text");
  await packScripts(folder);
  const known = packedScripts(folder);
  server = http.createServer((request, response) => {
    if (!answerPacked(known, request, response)) response.writeHead(404).end("Next's");
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
});
afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const ask = (url: string, encoding: string, method = "GET") =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const options = { host: "127.0.0.1", port, path: url, method, headers: { "accept-encoding": encoding } };
    const request = http.request(options, (response) => {
      const pieces: Buffer[] = [];
      response.on("data", (piece: Buffer) => pieces.push(piece));
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces) }),
      );
    });
    request.on("error", reject).end();
  });

test("a script is sent as it was packed, and kept for good", async () => {
  const { status, headers, body } = await ask("/_next/static/a~1.js?dpl=1", "gzip, deflate, br, zstd");
  expect(status).toBe(200);
  expect(headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "application/javascript; charset=UTF-8",
    "cache-control": "public, max-age=31536000, immutable",
    "content-length": String(body.length),
    vary: "Accept-Encoding",
  });
  expect(body.length).toBeLessThan(script.length / 20);
  expect(brotliDecompressSync(body).toString()).toBe(script);
  expect((await ask("/_next/static/a~1.js", "br", "HEAD")).body).toHaveLength(0);
});

test.each([
  ["/_next/static/a~1.js", "gzip"],
  ["/_next/static/a~1.js", "gzip, br;q=0"],
  ["/_next/static/font.woff2", "br"],
  ["/_next/static/../packed/a~1.js", "br"],
  ["/_next/static/unknown.js", "br"],
])("%s for %s is Next's to answer", async (url, encoding) => {
  expect((await ask(url, encoding)).status).toBe(404);
});

test("nothing but reading is answered", async () => {
  expect((await ask("/_next/static/a~1.js", "br", "POST")).status).toBe(404);
});
