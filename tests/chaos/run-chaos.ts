import { setTimeout as sleep } from "node:timers/promises";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import type { Progress } from "@/lib/run/measure/progress";
import { type Figures, rounded } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { seededRandom } from "@/tests/load/random";
import { RecordingPeer } from "@/tests/load/recording-peer";
import { bundleProcesses, type Stack, startStack } from "@/tests/load/stack";
import { makeCampaign, makeList, makeSender, makeWorkspace } from "@/tests/load/workspace";
import { bringForward, jumpAhead, jumpBack, patiently } from "./clock";
import { type Comparison, compareBooks, type PeerBook } from "./compare";
import { Crew } from "./crew";
import { makeScript, type Pace } from "./peer-script";
import { describeStandstill } from "./standstill";
import { type Fault, type PlannedFault, planFaults } from "./timeline";
import { WireBook } from "./wire-book";

export interface ChaosPlan {
  recipients: number;
  kills: number;
  restarts: number;
  jumps: number;
  workers: number;
  seed: number;
  minutes: number;
}

export interface ChaosResult {
  figures: Figures;
  comparison: Comparison;
  wire: WireBook;
  done: Record<Fault, number>;
}

/** Time a fault needs to be felt, and to be over, before the next one: the peer is slowed down to allow for it. */
const secondsPerFault = 3;
/** Nothing happens for this long: what was put off is brought forward. */
const idleMs = 3000;

interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

/** What the peer saw. */
interface Notes {
  book: PeerBook;
  wire: WireBook;
  breaks: number;
  /** When it last took, put off or refused something. */
  settledAt: number;
}

/** Everything that is known while it runs. */
interface Scene {
  plan: ChaosPlan;
  stack: Stack;
  peer: RecordingPeer;
  crew: Crew;
  notes: Notes;
  campaignId: string;
  random: () => number;
  progress: Progress;
  startedAt: number;
  done: Record<Fault, number>;
  timeline: Figures[];
}

/** Sends one campaign through all of it and compares the books. */
export async function runChaos(plan: ChaosPlan, { cleanup, progress }: Show): Promise<ChaosResult> {
  const faults = planFaults(plan.seed, countsOf(plan));
  progress.show("Bundling the worker");
  bundleProcesses();
  const notes = makeNotes();
  const pace = { seconds: 10 + faults.length * secondsPerFault, recipients: plan.recipients };
  const peer = await startPeer(notes, plan.seed, pace);
  cleanup.add(() => peer.stop());
  progress.show("Starting the database");
  const stack = await startStack("chaos", `smtp://127.0.0.1:${peer.port}?ignoreTLS=true`);
  cleanup.add(() => stack.stop());
  progress.show("Writing the audience");
  const { ctx, campaignId } = await prepare(plan.recipients);
  const crew = new Crew(stack, { peer, wire: notes.wire }, plan.workers);
  cleanup.add(() => crew.abandon());
  await crew.ready();
  await launchCampaign(ctx, { campaignId });
  await stack.releaseClients();
  const done = { kill: 0, restart: 0, "clock-ahead": 0, "clock-back": 0 };
  const random = seededRandom(plan.seed + 1);
  const startedAt = Date.now();
  const scene: Scene = { plan, stack, peer, crew, notes, campaignId, random, progress, startedAt, done, timeline: [] };
  const gaveUp = await makeFaults(scene, faults);
  progress.show("Ending the workers");
  await crew.stop();
  progress.show("Comparing ledger and peer");
  const comparison = await compareBooks(stack.pool, campaignId, plan.recipients, notes.book);
  return summarise(scene, comparison, gaveUp);
}

function makeNotes(): Notes {
  const wire = new WireBook();
  const book = { taken: new Map(), refused: new Set<string>(), onWire: wire.recipients };
  return { book, wire, breaks: 0, settledAt: Date.now() };
}

/** The peer, which writes down all that it does. */
async function startPeer(notes: Notes, seed: number, pace: Pace): Promise<RecordingPeer> {
  const { wire } = notes;
  const { taken, refused } = notes.book;
  const script = makeScript(seed, pace);
  const peer: RecordingPeer = await RecordingPeer.start({
    treat: (address) => script(address, peer.connections.size),
    onTaken: ({ address, messageId }) => {
      taken.set(address, [...(taken.get(address) ?? []), messageId]);
      notes.settledAt = Date.now();
    },
    onRefused: (address, reply) => {
      if (reply.startsWith("5")) refused.add(address);
      notes.settledAt = Date.now();
    },
    onDrop: (connection) => {
      notes.breaks += 1;
      wire.noteBreak(connection);
    },
    onVanished: (connection) => wire.noteHangUp(connection),
  });
  return peer;
}

function countsOf({ kills, restarts, jumps }: ChaosPlan): Record<Fault, number> {
  return { kill: kills, restart: restarts, "clock-ahead": Math.ceil(jumps / 2), "clock-back": Math.floor(jumps / 2) };
}

async function prepare(recipients: number) {
  const ctx = await makeWorkspace("chaos");
  const senderId = await makeSender(ctx, "dual");
  const listId = await makeList(ctx, recipients);
  const campaignId = await makeCampaign(ctx, { name: "Chaos", senderId, listId, htmlBytes: 0 });
  return { ctx, campaignId };
}

const settled = ({ notes }: Scene) => notes.book.taken.size + notes.book.refused.size;
const secondsIn = (scene: Scene) => rounded((Date.now() - scene.startedAt) / 1000);

/** Carries out the plan and waits for the end. Returns in words why it gave up, or null. */
async function makeFaults(scene: Scene, faults: PlannedFault[]): Promise<string | null> {
  const until = scene.startedAt + scene.plan.minutes * 60_000;
  const left = [...faults];
  let broughtForwardAt = Date.now();
  while (Date.now() < until) {
    const { plan, notes, progress } = scene;
    const made = faults.length - left.length;
    progress.show(`sent, ${made} of ${faults.length} faults`, settled(scene), plan.recipients);
    const next = left[0];
    if (next && settled(scene) / plan.recipients >= next.atShare) {
      left.shift();
      await carryOut(scene, next.what);
    } else if (Date.now() - Math.max(notes.settledAt, broughtForwardAt) > idleMs) {
      const { complete, waitsForLease } = await stateOf(scene);
      if (complete) return null;
      // Retries are minutes away, and nothing else is left to do. Leases run out by themselves: that is part of the test.
      if (!waitsForLease) await bringForward(scene.stack.pool);
      broughtForwardAt = Date.now();
    }
    await sleep(20);
  }
  const gaveUp = `gave up after ${scene.plan.minutes} minutes`;
  const tables = await describeStandstill(scene.stack.pool, scene.campaignId);
  scene.progress.say(`It ${gaveUp}.\n${tables}\nThe workers' last words:\n${scene.stack.logTail(20)}`);
  return gaveUp;
}

async function carryOut(scene: Scene, what: Fault): Promise<void> {
  const { crew, peer, stack, random, timeline } = scene;
  const atSeconds = secondsIn(scene);
  const share = rounded(settled(scene) / scene.plan.recipients);
  scene.done[what] += 1;
  await sleep(random() * 500);
  if (what === "kill") timeline.push({ atSeconds, share, what, ...(await crew.killOne(random)) });
  else {
    timeline.push({ atSeconds, share, what, busy: peer.busy().length });
    if (what === "restart") await stack.crashDatabase();
    else if (what === "clock-ahead") await jumpAhead(stack.pool);
    else await jumpBack(stack.pool);
  }
  scene.progress.say(`${atSeconds} s  ${what}  ${JSON.stringify(timeline.at(-1))}`);
}

/** Complete: the campaign is over, no message is on its way, no lease is held. */
async function stateOf({ stack, campaignId }: Scene): Promise<{ complete: boolean; waitsForLease: boolean }> {
  const { rows } = await patiently(() =>
    stack.pool.query<{ status: string; open: number; leased: number }>(
      `select status,
         (select count(*)::int from message m where m.campaign_id = c.id
            and m.status in ('pending', 'queued', 'sending', 'deferred')) as open,
         (select count(*)::int from campaign_batch b where b.campaign_id = c.id and b.status = 'leased') as leased
       from campaign c where c.id = $1`,
      [campaignId],
    ),
  );
  const [row] = rows;
  if (!row) throw new Error("The campaign is gone.");
  return { complete: row.status === "sent" && row.open === 0 && row.leased === 0, waitsForLease: row.leased > 0 };
}

function summarise(scene: Scene, comparison: Comparison, gaveUp: string | null): ChaosResult {
  const { plan, crew, done, timeline, startedAt, notes } = scene;
  const { wire, breaks, book } = notes;
  const { examples, ...books } = comparison;
  const figures: Figures = {
    plan: { ...plan },
    ended: gaveUp ?? "complete",
    seconds: rounded((Date.now() - startedAt) / 1000),
    kills: done.kill,
    databaseCrashes: done.restart,
    clockJumps: done["clock-ahead"] + done["clock-back"],
    brokenConnections: breaks,
    workersEndedByThemselves: crew.endedByThemselves,
    onWireAtKills: wire.connections.kill,
    onWireAtHangUps: wire.connections["hang-up"],
    onWireAtBreaks: wire.connections.break,
    refusedByPeer: book.refused.size,
    ...books,
    timeline,
    ...(examples.length > 0 && { examples }),
  };
  return { figures, comparison, wire, done };
}
