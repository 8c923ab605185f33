import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { answerApi } from "@/lib/edges/api/answer-api";
import { operations } from "@/lib/edges/api/operations";
import { testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";

// What README and docs/api.md give to copy is run as it stands, but for the address.
const run = promisify(execFile);
const readme = readFileSync("README.md", "utf8");
const guide = readFileSync("docs/api.md", "utf8");

let server: Server;
let url: string;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), "examples-"));
  server = createServer((asked, answer) => {
    const chunks: Buffer[] = [];
    asked.on("data", (chunk: Buffer) => chunks.push(chunk));
    asked.on("end", async () => {
      const headers = new Headers(Object.entries(asked.headers).map(([name, value]) => [name, String(value)]));
      const body = asked.method === "GET" ? null : Buffer.concat(chunks);
      const request = new Request(`http://${asked.headers.host}${asked.url}`, { method: asked.method!, headers, body });
      const response = await answerApi(operations, request);
      answer.writeHead(response.status, Object.fromEntries(response.headers));
      answer.end(Buffer.from(await response.arrayBuffer()));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true });
});

/** The first block of a language that has these words, for this server. */
function block(text: string, language: string, words: string): string {
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  const found = blocks.find(([, name, code = ""]) => name === language && code.includes(words))?.[2];
  if (found === undefined) throw new Error(`There is no ${language} block with ${words}.`);
  return found.replaceAll("http://localhost:3000", url).replace(/^export HOMING_API_KEY=.*\n/m, "");
}

async function workspace() {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx);
  const env = { ...process.env, HOMING_API_KEY: key, HOMING: url };
  const emails = async () => {
    const found = await prisma.contact.findMany({ where: { workspaceId: ctx.workspaceId }, orderBy: { id: "asc" } });
    return found.map(({ email }) => email);
  };
  return { ctx, env, emails };
}

test("curl, fetch and Python do what README says", async () => {
  const { env, emails } = await workspace();
  const { stdout: curl } = await run("sh", ["-c", block(readme, "sh", "/api/v1/contacts -H")], { env });
  expect(JSON.parse(curl)).toMatchObject({ action: "created", contact: { external_id: "4711", tags: ["Customer"] } });
  const file = path.join(folder, "example.mjs");
  writeFileSync(file, block(readme, "js", "/api/v1/contacts?limit=50"));
  expect((await run(process.execPath, [file], { env })).stdout.trim()).toBe("1 null");
  const python = await run("python3", ["-c", block(readme, "python", "urllib.request")], { env });
  expect(python.stdout.trim()).toBe("created");
  expect(await emails()).toEqual(["ada@example.com", "bo@example.com"]);
});

test("a large file goes up in parts as docs/api.md says", async () => {
  const { ctx, env } = await workspace();
  writeFileSync(path.join(folder, "customers.csv"), `email\n${"x@example.com\n".repeat(400_000)}`);
  const { stdout } = await run("bash", ["-c", block(guide, "sh", "split --bytes")], { env, cwd: folder });
  expect(JSON.parse(stdout)).toMatchObject({ status: "queued", file_name: "customers.csv", file_bytes: 5_600_006 });
  const parts = await prisma.importChunk.count({ where: { workspaceId: ctx.workspaceId } });
  expect(parts).toBe(2);
});
