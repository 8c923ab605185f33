import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import { type Figures, rounded } from "@/lib/run/measure/report";
import { cpuMicrosOf, cpuMicrosOfFamily, peakMemoryMb } from "@/tests/load/proc";
import { RecordingPeer } from "@/tests/load/recording-peer";
import type { SmtpSink } from "@/tests/load/smtp-sink";
import type { Stack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import { makeCampaign, type Signing } from "@/tests/load/workspace";

const pollMs = 10;
/** A campaign slower than one message a second, or one that stands still, is given up. */
const patienceMs = 120_000;

export interface EngineSet {
  stack: Stack;
  sink: SmtpSink;
  ctx: Ctx;
  senders: Record<Signing, string>;
  listId: string;
  warmUpListId: string;
  messages: number;
  htmlBytes: number;
  /** Called now and then with the number of messages that the sink took. */
  onProgress: (done: number) => void;
}

export interface EngineRun {
  perSecond: number;
  peakMemoryMb: number | null;
  /** Messages by which ledger or sink differ from the audience. */
  inexact: number;
  figures: Figures;
}

interface CampaignState {
  status: string;
  prepared: Date | null;
}

/** Waits for `what` of a campaign; throws when nothing moves for two minutes. */
export async function waitForCampaign(
  stack: Stack,
  campaignId: string,
  sink: SmtpSink,
  isThere: (state: CampaignState) => boolean,
  onProgress: (taken: number) => void = () => {},
): Promise<CampaignState> {
  let taken = sink.count();
  let movedAt = Date.now();
  for (;;) {
    const { rows } = await stack.pool.query<CampaignState>(
      "select status, prepared_at as prepared from campaign where id = $1",
      [campaignId],
    );
    const state = rows[0];
    if (!state) throw new Error("The campaign is gone.");
    if (isThere(state)) return state;
    const now = sink.count();
    if (now !== taken) {
      taken = now;
      movedAt = Date.now();
      onProgress(taken);
    }
    const stuck = Date.now() - movedAt > patienceMs;
    if (stuck || state.status === "paused" || state.status === "draft" || state.status === "cancelled") {
      const text = await explain(stack.pool, campaignId);
      throw new Error(
        `The campaign stopped as "${state.status}". ${text}\nThe worker's last words:\n${stack.logTail(20)}`,
      );
    }
    await sleep(pollMs);
  }
}

async function explain(pool: Stack["pool"], campaignId: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(
    `select concat_ws('; ', c.pause_reason, (select string_agg(status || ' ' || count, ', ')
       from (select status, count(*) from message where campaign_id = c.id group by status) s)) as text
     from campaign c where c.id = $1`,
    [campaignId],
  );
  return rows[0]?.text ?? "";
}

export const isSent = (state: CampaignState) => state.status === "sent";

/** Launches one campaign in a fresh worker that has warmed up with a small one, and measures to the completed ledger. */
export async function runEngine(set: EngineSet, signing: Signing): Promise<EngineRun> {
  const worker = new WorkerProcess(set.stack, `bench-${signing}`);
  try {
    await worker.ready();
    const draft = { senderId: set.senders[signing], htmlBytes: set.htmlBytes };
    const warmUp = await makeCampaign(set.ctx, { name: "Warm-up", ...draft, listId: set.warmUpListId });
    await launchCampaign(set.ctx, { campaignId: warmUp });
    await waitForCampaign(set.stack, warmUp, set.sink, isSent);
    const campaignId = await makeCampaign(set.ctx, { name: `Bench ${signing}`, ...draft, listId: set.listId });
    return await measure(set, worker, campaignId);
  } finally {
    await worker.stop();
  }
}

async function measure(set: EngineSet, worker: WorkerProcess, campaignId: string): Promise<EngineRun> {
  const { stack, sink, messages } = set;
  await stack.checkpoint();
  const takenBefore = sink.count();
  const cpuBefore = cpuOf(set, worker);
  const startedAt = Date.now();
  await launchCampaign(set.ctx, { campaignId });
  const launchedAt = Date.now();
  await waitForCampaign(stack, campaignId, sink, isSent, (taken) => set.onProgress(taken - takenBefore));
  const seconds = (Date.now() - startedAt) / 1000;
  const cpuAfter = cpuOf(set, worker);
  const ledger = await readLedger(stack, campaignId);
  const taken = sink.count() - takenBefore;
  const peak = peakMemoryMb(worker.pid);
  const perMessage = (name: keyof typeof cpuBefore) =>
    rounded(cpuAfter[name] === null || cpuBefore[name] === null ? null : (cpuAfter[name] - cpuBefore[name]) / messages);
  const after = (at: number) => rounded((at - startedAt) / 1000);
  return {
    perSecond: messages / seconds,
    peakMemoryMb: peak,
    inexact: Math.abs(ledger.sent - messages) + Math.abs(taken - messages),
    figures: {
      messages,
      perSecond: rounded(messages / seconds),
      perSecondWhileSending: rounded(messages / ((ledger.last - ledger.first) / 1000)),
      seconds: rounded(seconds),
      launchSeconds: after(launchedAt),
      preparedAfterSeconds: after(ledger.prepared),
      firstSentAfterSeconds: after(ledger.first),
      lastSentAfterSeconds: after(ledger.last),
      cpuMicrosPerMessage: {
        worker: perMessage("worker"),
        database: perMessage("database"),
        sink: perMessage("sink"),
      },
      peakMemoryMb: rounded(peak),
      sentByLedger: ledger.sent,
      takenBySink: taken,
    },
  };
}

function cpuOf({ stack, sink }: EngineSet, worker: WorkerProcess) {
  return {
    worker: cpuMicrosOf(worker.pid),
    database: cpuMicrosOfFamily(stack.cluster.pid),
    sink: cpuMicrosOf(sink.pid),
  };
}

async function readLedger({ pool }: Stack, campaignId: string) {
  const { rows } = await pool.query<{ sent: number; first: Date | null; last: Date | null; prepared: Date | null }>(
    `select count(*) filter (where m.status = 'sent')::int as sent, min(m.sent_at) as first, max(m.sent_at) as last,
       (select prepared_at from campaign c where c.id = $1) as prepared
     from message m where m.campaign_id = $1`,
    [campaignId],
  );
  const row = rows[0];
  const ms = (date: Date | null | undefined) => date?.getTime() ?? Number.NaN;
  return { sent: row?.sent ?? 0, first: ms(row?.first), last: ms(row?.last), prepared: ms(row?.prepared) };
}

/** What one message of each kind weighs on the wire: a few of them go to a peer that measures. */
export async function probeWireBytes(
  set: EngineSet,
  listId: string,
  signings: readonly Signing[],
): Promise<Record<Signing, number>> {
  const sizes: number[] = [];
  const peer = await RecordingPeer.start({ onTaken: ({ bytes }) => sizes.push(bytes) });
  const smtpUrl = `smtp://127.0.0.1:${peer.port}?ignoreTLS=true`;
  const worker = new WorkerProcess(set.stack, "probe", { SMTP_URL: smtpUrl });
  const result: Record<Signing, number> = { none: 0, rsa: 0, ed25519: 0, dual: 0 };
  try {
    await worker.ready();
    for (const signing of signings) {
      const plan = { senderId: set.senders[signing], listId, htmlBytes: set.htmlBytes };
      const campaignId = await makeCampaign(set.ctx, { name: "Probe", ...plan });
      sizes.length = 0;
      await launchCampaign(set.ctx, { campaignId });
      await waitForCampaign(set.stack, campaignId, set.sink, isSent);
      result[signing] = Math.round(sizes.reduce((sum, size) => sum + size, 0) / Math.max(1, sizes.length));
    }
    return result;
  } finally {
    await worker.stop();
    await peer.stop();
  }
}
