import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, connect, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { TLSSocket } from "node:tls";
import pg from "pg";
import { afterAll, afterEach, expect, test } from "vitest";
import { awaitDatabase } from "@/lib/base/db/await-database";
import { migrate } from "@/lib/base/db/migrate";
import { env } from "@/lib/base/env";
import { selfSignedCertificate } from "@/lib/base/security/self-signed";
import { holdPort } from "@/lib/run/cluster/ports";
import { emptyDatabase } from "../support/empty-database";
import { onServer } from "../support/on-server";

const database = new URL(env.DATABASE_URL);
const folder = mkdtempSync(path.join(tmpdir(), "homing-await-"));
const servers: Server[] = [];
const sockets: Socket[] = [];

afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  for (const server of servers.splice(0)) await new Promise((resolve) => server.close(resolve));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function urlAt(port: number, host = "127.0.0.1", more = ""): string {
  const url = new URL(database);
  url.host = `${host}:${port}`;
  return url.href + more;
}

async function freePort(): Promise<number> {
  const { port, server } = await holdPort({ setting: "", host: "127.0.0.1", wanted: 0, usual: 0 });
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** The database at another port, when it has come up there. `prepare` may put TLS around what the client sends. */
async function databaseAt(port: number, prepare = (socket: Socket) => Promise.resolve(socket)): Promise<number> {
  const server = createServer((socket) => {
    sockets.push(socket.on("error", () => {}));
    void prepare(socket).then((inner) => {
      const to = connect(Number(database.port), database.hostname);
      sockets.push(
        to.on("error", () => {}),
        inner.on("error", () => {}),
      );
      inner.pipe(to).pipe(inner);
    });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(port, "127.0.0.1", resolve));
  return (server.address() as AddressInfo).port;
}

test("it waits for a database that starts later, in growing pauses, and says which setting names it", async () => {
  const port = await freePort();
  const lines: string[] = [];
  setTimeout(() => void databaseAt(port), 400);
  await awaitDatabase(urlAt(port), { say: (line) => lines.push(line), pauses: [0.1, 0.2, 0.3] });
  expect(lines.length).toBeGreaterThan(1);
  expect(lines[0]).toBe(`DATABASE_URL: 127.0.0.1:${port} does not answer (ECONNREFUSED). Trying again in 0.1 s.`);
  expect(lines[1]).toContain("Trying again in 0.2 s.");
  expect(lines.join()).not.toContain(database.password);
});

const refusal = (url: string) =>
  awaitDatabase(url, { say: () => {}, pauses: [0] }).then(
    () => "",
    (error: Error) => error.message,
  );

test("what no waiting cures is refused at once, without the password", async () => {
  const wrong = new URL(database);
  wrong.password = "not-the-password";
  const password = await refusal(wrong.href);
  expect(password).toMatch(/^DATABASE_URL: 127\.0\.0\.1:\d+ refuses: the password is wrong for this role/);
  expect(password).not.toContain(wrong.password);
  const nowhere = new URL(database);
  nowhere.pathname = "/nowhere";
  expect(await refusal(nowhere.href)).toContain('there is no such database (database "nowhere" does not exist)');
  expect(await refusal(`${database.href}?sslmode=require`)).toContain("has no TLS, which sslmode asks for");
  expect(await refusal(`${database.href}?sslrootcert=/no/such/ca.pem`)).toContain(
    "a file that it names cannot be read",
  );
});

test("a server with a certificate of a private authority: words name sslrootcert, which helps", async () => {
  const { cert, key } = selfSignedCertificate("localhost");
  const withTls = async (socket: Socket) => {
    // SSLRequest, 8 octets; S says yes (PostgreSQL, chapter 54.2.12).
    await new Promise((resolve) => socket.once("data", resolve));
    socket.write("S");
    return new TLSSocket(socket, { isServer: true, cert, key });
  };
  const port = await databaseAt(0, withTls);
  const url = urlAt(port, "localhost", "?sslmode=require");
  expect(await refusal(url)).toMatch(/signed by nobody that this machine knows \(\w+\).* Add sslrootcert=/s);
  const authority = path.join(folder, "ca.pem");
  writeFileSync(authority, cert);
  expect(await refusal(`${url}&sslrootcert=${authority}`)).toBe("");
});

test.each([
  ["db:migrate", "lib/run/cli/db-migrate.ts"],
  ["worker", "lib/run/worker/main.ts"],
  ["web", "lib/run/web/main.ts"],
])("%s waits for the database instead of dying, and ends when it is asked to", async (_name, source) => {
  const url = urlAt(await freePort());
  const child = spawn(process.execPath, ["--import", "tsx", source], {
    env: { ...process.env, NODE_ENV: "production", LOG_LEVEL: "info", DATABASE_URL: url, INBOUND_SMTP_PORT: "0" },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let output = "";
  const waits = new Promise<void>((resolve) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.on("data", (chunk: Buffer) => {
        output += chunk.toString();
        if (output.includes("Trying again in 2 s")) resolve();
      });
    }
  });
  const closed = new Promise<string>((resolve) => child.once("close", () => resolve("closed")));
  expect(await Promise.race([waits, closed]), output).toBeUndefined();
  expect(output).toContain("DATABASE_URL: 127.0.0.1:");
  expect(output).not.toContain(database.password);
  child.kill("SIGTERM");
  await closed;
});

test("a migration without the grants that it needs names them", async () => {
  const { url, drop } = await emptyDatabase();
  const name = new URL(url).pathname.slice(1);
  const role = `role_${name}`;
  await onServer(`create role ${role} login password 'secret'`);
  const limited = new URL(url);
  limited.username = role;
  limited.password = "secret";
  const failure = await migrate(limited.href, "prisma/migrations").catch((error: Error) => error.message);
  expect(failure).toContain(`The role ${role} of DATABASE_URL may not make what Homing needs in the database ${name}`);
  expect(failure).toContain(`grant usage, create on schema "public" to "${role}";`);
  expect(failure).toContain(`grant create on database "${name}" to "${role}";`);
  await onServer(`grant create on database ${name} to ${role}`);
  const less = await migrate(limited.href, "prisma/migrations").catch((error: Error) => error.message);
  expect(less).not.toContain('on database "');
  const owner = new pg.Client({ connectionString: url });
  await owner.connect();
  await owner.query(`grant usage, create on schema "public" to "${role}"`);
  await owner.end();
  expect((await migrate(limited.href, "prisma/migrations")).length).toBeGreaterThan(10);
  await drop();
  await onServer(`drop role ${role}`);
});
