import { randomBytes } from "node:crypto";
import path from "node:path";
import type { Cluster } from "@/lib/run/cluster/cluster";
import { ensureDatabase } from "@/lib/run/cluster/cluster-database";
import type { OtlpReceiver } from "@/tests/support/otlp-receiver";
import { freePort, ImageProcess, within } from "./image-process";
import type { Room } from "./room";

const readyWithinMs = 120_000;
/** As compose.yaml, the chart and the units give it. */
const endWithinMs = 30_000;

async function expectPage(address: string, status: number, part: string): Promise<string> {
  const answer = await fetch(address);
  const text = await answer.text();
  if (answer.status !== status || !text.includes(part))
    throw new Error(`${address}: status ${answer.status}, expected ${status} with "${part}": ${text.slice(0, 300)}`);
  return text;
}

/** The sign-in page and a script that it names: pages, static files and the database behind them. */
async function lookAt(address: string): Promise<void> {
  await expectPage(`${address}/api/health`, 200, `"ok":true`);
  const page = await expectPage(`${address}/sign-in`, 200, "<html");
  const script = /\/_next\/static\/[^"\\]+\.js/.exec(page)?.[0];
  if (!script) throw new Error("The sign-in page names no script.");
  await expectPage(address + script, 200, "");
  await within(readyWithinMs, "/api/ready", () => expectPage(`${address}/api/ready`, 200, ""));
}

/** Spans of both processes reach the collector: the worker has its first when the minute of a job comes. */
async function hearBoth({ spans }: OtlpReceiver): Promise<void> {
  await within(readyWithinMs, "traces of web and worker", async () => {
    const services = new Set(spans.map(({ service }) => service));
    if (services.size < 2) throw new Error(`They came from ${[...services].join() || "nobody"}.`);
  });
}

/** migrate, web and worker against a PostgreSQL elsewhere, with secrets from files. */
export async function tryProcesses(room: Room, cluster: Cluster, collector: OtlpReceiver): Promise<void> {
  const secrets = {
    DATABASE_URL: await ensureDatabase(cluster, "homing"),
    HOMING_SECRET: randomBytes(32).toString("hex"),
    SMTP_URL: "smtp://127.0.0.1:9",
  };
  const files = Object.fromEntries(
    Object.entries(secrets).map(([name, text]) => [`${name}_FILE`, room.secretFile(name.toLowerCase(), `${text}\n`)]),
  );
  const port = await freePort();
  const address = `http://127.0.0.1:${port}`;
  const journal = { JOURNAL_DIR: path.join(room.data, "journal"), OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
  const settings = { ...files, ...journal, APP_URL: address, HOST: "127.0.0.1", PORT: String(port) };
  const migrate = new ImageProcess(room, ["migrate"], settings);
  await migrate.expectEnd(0, readyWithinMs);
  migrate.expectOutput(/This link makes the owner's, once: http/);
  const web = new ImageProcess(room, ["web"], settings);
  const inbound = { INBOUND_SMTP_PORT: String(await freePort()), METRICS_PORT: String(await freePort()) };
  const worker = new ImageProcess(room, ["worker"], { ...settings, ...inbound });
  for (const [kind, more] of [
    ["web", {}],
    ["worker", inbound],
  ] as const)
    await within(readyWithinMs, `health of ${kind}`, () =>
      new ImageProcess(room, ["health", kind], { ...settings, ...more }).expectEnd(0, 6000),
    );
  await lookAt(address);
  await hearBoth(collector);
  await Promise.all([web, worker].map((each) => each.stop(endWithinMs)));
  await new ImageProcess(room, ["health", "web"], settings).expectEnd(1, 6000);
}

/** Everything in one container, with the embedded PostgreSQL and the demo's data. */
export async function tryStart(room: Room): Promise<void> {
  const port = await freePort();
  const ports = { MAILBOX_SMTP_PORT: String(await freePort()), INBOUND_SMTP_PORT: String(await freePort()) };
  const start = new ImageProcess(room, ["start", "--demo"], { ...ports, HOST: "127.0.0.1", PORT: String(port) });
  await within(3 * readyWithinMs, "start", async () => start.expectOutput(/Homing is ready/));
  await lookAt(`http://127.0.0.1:${port}`);
  const owner = [
    "create-owner",
    "owner@example.com",
    "--name",
    "Owner",
    "--workspace",
    "Owners",
    "--data",
    ".data/demo",
  ];
  await new ImageProcess(room, ["admin", ...owner], {}).expectEnd(0, readyWithinMs);
  await start.stop(endWithinMs);
}
