import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { z } from "zod";
import { systemCtx } from "@/lib/base/context";
import { makePool } from "@/lib/base/db/lanes";
import { inTransaction } from "@/lib/base/db/transaction";
import { ensureQueue, getBoss } from "@/lib/base/jobs/boss";
import { defineJob, enqueue } from "@/lib/base/jobs/define-job";
import { drainQueue } from "@/lib/base/jobs/drain";
import { findRepeatedFailures } from "@/lib/base/jobs/repeated-failures";
import { traced } from "@/lib/base/tracing";
import { receiveCall } from "@/lib/inbound/provider-webhooks/receive-call";
import { parseSmtpUrl } from "@/lib/mail/smtp/smtp-options";
import { SmtpTransport } from "@/lib/mail/transports/smtp";
import { sendBatch } from "@/lib/sending/engine/send-batch";
import { testWorkspace } from "@/tests/support/db";
import { otlpReceiver } from "@/tests/support/otlp-receiver";
import { scriptedPeer } from "@/tests/support/scripted-smtp-peer";
import { launchedCampaign, through, verifyDomains } from "@/tests/worker/sending-fixture";

const receiver = await otlpReceiver();
vi.stubEnv("OTEL_EXPORTER_OTLP_ENDPOINT", receiver.url);
const { startTracing } = await import("./start-tracing");

let stop = async () => {};
beforeAll(async () => {
  stop = await startTracing("worker");
});
afterAll(async () => {
  await receiver.close();
  vi.unstubAllEnvs();
});

/** Everything that was traced, by the name of the span. */
async function spansNow() {
  await stop();
  stop = await startTracing("worker");
  return new Map(receiver.spans.splice(0).map((span) => [span.name, span]));
}

test("a job is a part of the trace that enqueued it, at every try; one that is put off has a trace of its own", async () => {
  const ctx = await testWorkspace();
  let fails = true;
  const job = defineJob("test.traced", z.object({ workspaceId: z.string() }).strict(), async () => {
    if (fails) throw new Error("not yet");
  });
  await getBoss().then((boss) => ensureQueue(boss, job.name, job.options));
  await traced("request", {}, () => inTransaction(ctx, (tx) => enqueue(tx, job, { workspaceId: ctx.workspaceId })));
  await drainQueue([job], new Date(Date.now() + 500));
  const first = await spansNow();
  const [request, run] = [first.get("request"), first.get("job test.traced")];
  expect(run).toMatchObject({ traceId: request?.traceId, parentId: request?.spanId, kind: 5, failed: true });
  expect(run?.attributes).toMatchObject({ "homing.job": "test.traced", "homing.attempt": 1 });
  expect(run?.attributes["homing.workspace_id"]).toBe(ctx.workspaceId);

  await ctx.db.$executeRaw`update queue.job set start_after = now() where name = 'test.traced'`;
  fails = false;
  await drainQueue([job], new Date(Date.now() + 500));
  const again = (await spansNow()).get("job test.traced");
  expect(again).toMatchObject({ traceId: request?.traceId, parentId: request?.spanId, failed: false });
  expect(again?.attributes["homing.attempt"]).toBe(2);

  const startAfter = new Date();
  await traced("request", {}, () => enqueue(ctx, job, { workspaceId: ctx.workspaceId }, { startAfter }));
  await drainQueue([job], new Date(Date.now() + 500));
  expect((await spansNow()).get("job test.traced")).toMatchObject({ parentId: "" });
});

test("failures of the same work are the same, whatever trace they belong to", async () => {
  const ctx = systemCtx("", "test");
  const job = defineJob("test.traced-failing", z.object({ workspaceId: z.string() }), async () => {
    throw new Error("broken");
  });
  for (const span of ["a", "b", "c"]) {
    const stored = { workspaceId: "", traceparent: `00-${span.repeat(32)}-${span.repeat(16)}-01` };
    await job.runStored(stored).catch(() => {});
  }
  expect(await findRepeatedFailures(ctx.db)).toMatchObject([{ job: job.name, count: 3 }]);
  await spansNow();
});

test("a batch is one span with counts, however many messages it holds, and its connection is a part of it", async () => {
  const campaign = await launchedCampaign(25);
  await verifyDomains(campaign.ctx);
  let taken = 0;
  const refuse = (command: string) =>
    command.startsWith("RCPT") && ++taken % 5 === 0 ? "550 5.1.1 unknown" : undefined;
  const peer = await scriptedPeer({ answer: refuse });
  const transport = new SmtpTransport(parseSmtpUrl(`smtp://127.0.0.1:${peer.port}`));
  await sendBatch(campaign.ctx, campaign.batchIds[0]!, through(transport));
  await transport.close();
  const spans = await spansNow();
  const batch = spans.get("campaign batch");
  expect(batch).toMatchObject({ parentId: "", failed: false });
  expect(batch?.attributes).toMatchObject({
    "homing.campaign_id": campaign.campaignId,
    "homing.workspace_id": campaign.ctx.workspaceId,
    "homing.messages.accepted": 20,
    "homing.messages.refused": 5,
  });
  const connection = spans.get("SMTP connect");
  expect(connection).toMatchObject({ traceId: batch?.traceId, parentId: batch?.spanId, kind: 3 });
  expect(connection?.attributes).toMatchObject({ "server.address": "127.0.0.1", "server.port": peer.port });
  expect(spans.size).toBeLessThan(5);
  for (const { email } of campaign.contacts) expect(receiver.text()).not.toContain(email);
});

test("slow statements are spans without their values, in the trace of whoever waits for the connection", async () => {
  const pool = makePool("main", { max: 1 });
  const slow = (name: string) =>
    traced(name, {}, () => pool.query("select pg_sleep($1), 'ada@example.com', 4711 from pg_class limit 1", [0.12]));
  await Promise.all([slow("first"), slow("second"), traced("quick", {}, () => pool.query("select 1"))]);
  await traced("failing", {}, () => pool.query("select 1/(pg_sleep(0.12) is null)::int")).catch(() => {});
  await pool.end();
  await stop();
  const spans = receiver.spans.splice(0);
  stop = await startTracing("worker");
  const slowOnes = spans.filter(({ name }) => name.startsWith("select"));
  expect(slowOnes.map(({ name }) => name)).toEqual(["select pg_class", "select pg_class", "select"]);
  const idOf = (name: string) => spans.find((span) => span.name === name)?.spanId;
  expect(slowOnes.map(({ parentId }) => parentId)).toEqual([idOf("first"), idOf("second"), idOf("failing")]);
  expect(slowOnes[0]?.attributes["db.query.text"]).toBe("select pg_sleep($1), ?, ? from pg_class limit ?");
  expect(slowOnes[0]?.tookMs).toBeGreaterThanOrEqual(100);
  expect(slowOnes[2]).toMatchObject({ failed: true, attributes: { "error.type": "22012" } });
});

test("a call to an address that there is not is traced without the address", async () => {
  const headers = { "content-type": "application/json" };
  const call = { method: "POST", url: "/", headers, provider: "resend", token: "a-secret-token" };
  const answer = await receiveCall({ ...call, readBody: async () => Buffer.from("{}") });
  expect(answer.status).toBe(404);
  expect((await spansNow()).get("provider webhook")?.attributes).toEqual({ "http.response.status_code": 404 });
  expect(receiver.text()).not.toContain("a-secret-token");
});
