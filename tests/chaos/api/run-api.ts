import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { prisma } from "@/lib/base/db/client";
import { createWebhook } from "@/lib/edges/webhooks/create-webhook";
import { freePort } from "@/lib/run/cluster/ports";
import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, atMost, type Figures, type Findings, rounded } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { seededRandom } from "@/tests/load/random";
import { RecordingPeer } from "@/tests/load/recording-peer";
import { bundleProcesses, type Stack, startStack } from "@/tests/load/stack";
import { buildProduct, WebProcess } from "@/tests/load/web-process";
import { makeSender, makeWorkspace } from "@/tests/load/workspace";
import { testKey } from "@/tests/support/api-call";
import { Crew } from "../crew";
import { WireBook } from "../wire-book";
import { type Books, compareTold } from "./books";
import { Callers } from "./callers";

export interface ApiChaosPlan {
  /** Ends of the web process, of a worker, and of the database. */
  kills: number;
  restarts: number;
  seed: number;
}

interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

type Fault = "web" | "worker" | "database";

/** Between two faults: what was hit is back, and works. */
const secondsPerFault = 5;
const settledWithinMs = 240_000;

/** Programs call while everything is killed under them; then what they were told is held against what is stored, sent and delivered. */
export async function runApiChaos(plan: ApiChaosPlan, { cleanup, progress }: Show): Promise<Findings> {
  progress.show("Building the product");
  buildProduct();
  bundleProcesses();
  const wire = new WireBook();
  const taken = new Map<string, string[]>();
  const peer = await RecordingPeer.start({
    onTaken: ({ address, messageId }) => taken.set(address, [...(taken.get(address) ?? []), messageId]),
    onVanished: (connection) => wire.noteHangUp(connection),
  });
  cleanup.add(() => peer.stop());
  const receiver = await startReceiver();
  cleanup.add(() => receiver.stop());
  const smtpPort = await freePort();
  progress.show("Starting the database");
  const stack = await startApiStack(`smtp://127.0.0.1:${peer.port}?ignoreTLS=true`, smtpPort);
  cleanup.add(() => stack.stop());
  const doors = await prepare(receiver.url);
  const web = new WebProcess(stack, await freePort());
  cleanup.add(() => web.stop());
  const crew = new Crew(stack, { peer, wire }, 2);
  cleanup.add(() => crew.abandon());
  await Promise.all([web.ready(), crew.ready()]);
  await stack.releaseClients();

  const callers = new Callers({ ...doors, base: `http://127.0.0.1:${web.port}`, smtpPort });
  const startedAt = performance.now();
  callers.start();
  const done = await makeFaults(plan, { stack, web, crew, progress });
  progress.show("Letting the programs end what they have begun");
  const told = await callers.stop();
  progress.show("Waiting until everything has left");
  const settled = await untilSettled(stack);
  await crew.stop();
  web.stop();
  progress.show("Comparing the books");
  const books = await compareTold(stack.pool, { told, taken, heard: receiver.heard, wire });
  return findings({
    plan,
    done,
    books,
    settled,
    seconds: (performance.now() - startedAt) / 1000,
    repeated: told.repeated,
  });
}

async function startApiStack(smtpUrl: string, smtpPort: number): Promise<Stack> {
  Object.assign(process.env, {
    ALLOW_PRIVATE_SMTP: "true",
    API_CALLS_PER_MINUTE: "1000000",
    SMTP_SUBMISSION_PORTS: `${smtpPort}:plain`,
    SMTP_SUBMISSION_PER_MINUTE: "1000000",
  });
  return startStack("chaos-api", smtpUrl);
}

/** A workspace that sends, a key, and an address that is told of events. */
async function prepare(url: string): Promise<{ key: string; from: string }> {
  const ctx = await makeWorkspace("chaos-api");
  const senderId = await makeSender(ctx, "rsa");
  const where = { workspaceId: ctx.workspaceId, id: senderId };
  await prisma.sender.updateMany({ where, data: { isDefault: true } });
  const { email: from } = await prisma.sender.findFirstOrThrow({ where });
  await createWebhook(ctx, { name: "Chaos", url, eventTypes: ["contact.created", "message.sent"] });
  const { key } = await testKey(ctx);
  return { key, from };
}

/** Hears webhooks; the ids of those that it has answered well. */
async function startReceiver() {
  const heard = new Set<string>();
  const server = createServer((request, response) => {
    request.resume();
    request.once("end", () => {
      heard.add(String(request.headers["webhook-id"]));
      response.writeHead(200, { "content-type": "application/json" }).end("{}");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`, stop };
}

interface Scene {
  stack: Stack;
  web: WebProcess;
  crew: Crew;
  progress: Progress;
}

async function makeFaults({ kills, restarts, seed }: ApiChaosPlan, scene: Scene): Promise<Record<Fault, number>> {
  const random = seededRandom(seed);
  const of = (what: Fault, count: number) => Array.from({ length: count }, () => ({ what, order: random() }));
  const faults = [...of("web", kills), ...of("worker", kills), ...of("database", restarts)];
  const done: Record<Fault, number> = { web: 0, worker: 0, database: 0 };
  await sleep(3000);
  for (const [no, { what }] of faults.sort((a, b) => a.order - b.order).entries()) {
    scene.progress.show(`killing: ${what}`, no + 1, faults.length);
    await sleep(random() * 1000);
    if (what === "web") scene.web.kill();
    else if (what === "worker") await scene.crew.killOne(random);
    else await scene.stack.crashDatabase();
    done[what] += 1;
    await sleep(secondsPerFault * 1000);
  }
  return done;
}

/** Waits until no mail is due and no event is untold; what was only put off is brought forward. False when that takes too long. */
async function untilSettled({ pool }: Stack): Promise<boolean> {
  for (const end = performance.now() + settledWithinMs; performance.now() < end; await sleep(1000)) {
    const { rows } = await pool.query<{ left: number }>(
      `select (select count(*) from email_queue) + (select count(*) from email_batch) + (select count(*) from event_outbox) + (select count(*) from fact_outbox)
            + (select count(*) from webhook_delivery where status = 'pending') as left`,
    );
    if (Number(rows[0]?.left) === 0) return true;
    await pool.query("update email_queue set due_at = now() where due_at > now()");
    await pool.query(
      "update webhook_delivery set next_attempt_at = now() where status = 'pending' and next_attempt_at > now()",
    );
    await pool.query("update webhook_lane set due_at = now() where due_at > now() and leased_until is null");
  }
  return false;
}

interface Found {
  plan: ApiChaosPlan;
  done: Record<Fault, number>;
  books: Books;
  settled: boolean;
  seconds: number;
  repeated: number;
}

function findings({ plan, done, books, settled, seconds, repeated }: Found): Findings {
  const { examples, ...counts } = books;
  const figures: Figures = {
    ...{ plan: { ...plan }, seconds: rounded(seconds), faults: { ...done }, callsMadeAgain: repeated, settled },
    ...counts,
    ...(examples.length > 0 && { examples }),
  };
  return {
    figures,
    bars: [
      atLeast("mails that programs were told are taken", books.mailsTold, 100),
      atMost("calls answered and not stored, or stored twice", books.wronglyStored, 0),
      atMost("messages that the peer took twice", books.sentTwice, 0),
      atMost("accepted messages that were not sent", books.notSent, 0),
      atMost("messages unconfirmed though nothing was on the wire when something ended", books.unconfirmedOffWire, 0),
      atMost("events of webhooks that nobody heard", books.unheard, 0),
      atMost("still waiting at the end", settled ? 0 : 1, 0),
    ],
  };
}
