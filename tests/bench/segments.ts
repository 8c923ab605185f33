import type { Ctx } from "@/lib/base/context";
import { runPreflight } from "@/lib/campaigns/preflight/run-preflight";
import type { Audience } from "@/lib/people/audiences/audience.shared";
import { estimateAudience } from "@/lib/people/audiences/estimate-audience";
import { createSegment } from "@/lib/people/segments/segments";
import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, atMost, type Bar, rounded } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { startStack } from "@/tests/load/stack";
import { makeCampaign, makeSender } from "@/tests/load/workspace";
import { type Asked, askFilters, askSegment, medianMs } from "./segments/ask";
import { measureExport } from "./segments/export";
import { typicalSegments } from "./segments/typical";
import { type LargeWorkspace, makeLargeWorkspace } from "./segments/workspace";

const mostCountMs = 500;
const mostPageMs = 100;
const mostEstimateMs = 1000;
const mostExportMb = 300;
const leastExportShare = 0.5;

export interface SegmentsPlan {
  contacts: number;
  events: number;
  rounds: number;
}

interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

/**
 * How long segments take over a workspace of this size: twelve typical ones counted and shown, audiences estimated, the pre-flight of
 * a campaign to everybody, and the export of all beside a bare `copy`. Rules ask the contacts, the messages and the events that
 * programs told; the tracked events beside them are asked by none, as what people did with a mail stands in its message.
 */
export async function runSegments(plan: SegmentsPlan, { cleanup, progress }: Show) {
  const stack = await startStack("bench-segments", "smtp://127.0.0.1:1");
  cleanup.add(() => stack.stop());
  const large = await makeLargeWorkspace(stack, plan, progress);
  await stack.checkpoint();
  const segments = await askAll(large, plan.rounds, progress);
  progress.show("Audiences");
  const estimates = await askAudiences(large, plan.rounds);
  progress.show("Pre-flight");
  const preflightMs = await askPreflight(large, plan.rounds);
  progress.show("Export");
  const client = await stack.pool.connect();
  const run = await measureExport(large.ctx, client).finally(() => client.release());
  const exportShare = run.bareSeconds / run.seconds;
  return {
    figures: {
      ...plan,
      segments,
      estimates,
      preflightMs: rounded(preflightMs),
      export: { ...run, rowsPerSecond: rounded(run.rows / run.seconds), shareOfBareCopy: rounded(exportShare) },
    },
    bars: [
      ...Object.entries(segments).flatMap(([name, { countMs, pageMs }]) => [
        atMost(`count of “${name}”, ms`, countMs, mostCountMs),
        atMost(`first page of “${name}”, ms`, pageMs, mostPageMs),
      ]),
      ...Object.entries(estimates).map(([name, { ms }]) => atMost(`estimate of ${name}, ms`, ms, mostEstimateMs)),
      atMost("pre-flight of a campaign to everybody, ms", preflightMs, mostEstimateMs),
      atLeast("export, of a bare copy of the same columns", exportShare, leastExportShare),
      atMost("memory of the export over idle, MB", run.memoryMb, mostExportMb),
    ] satisfies Bar[],
  };
}

async function askAll({ ctx, things, sent }: LargeWorkspace, rounds: number, progress: Progress) {
  const asked: Record<string, Asked> = {};
  for (const [name, rules] of Object.entries(typicalSegments(things, sent))) {
    progress.show(`Segment: ${name}`);
    asked[name] = await askSegment(ctx, rules, rounds);
  }
  progress.show("Filters");
  asked["filter: on no list"] = await askFilters(ctx, { status: "none" }, rounds);
  asked["filter: subscribed to a list"] = await askFilters(
    ctx,
    { list: things.newsletter, status: "confirmed" },
    rounds,
  );
  return asked;
}

async function askAudiences({ ctx, things, sent }: LargeWorkspace, rounds: number) {
  const segments = typicalSegments(things, sent);
  const save = async (name: string) => (await createSegment(ctx, { name, rules: segments[name]! })).id;
  const [quiet, viewed] = [
    await save("win back: on a list, quiet for 90 days"),
    await save("viewed boots within 14 days, did not order"),
  ];
  const { newsletter, offers, vip } = things;
  const audiences: Record<string, Audience> = {
    "a list": audience({ lists: [newsletter] }),
    "a list and a segment": audience({ lists: [newsletter], segments: [viewed] }),
    "two lists, a tag and a segment, without another": audience(
      { lists: [newsletter, offers], segments: [viewed], tags: [vip] },
      { segments: [quiet] },
    ),
  };
  const answers: Record<string, { ms: number; total: number; willReceive: number }> = {};
  for (const [name, each] of Object.entries(audiences)) {
    const { total, willReceive } = await estimateAudience(ctx, each);
    answers[name] = { ms: rounded(await medianMs(rounds, () => estimateAudience(ctx, each))), total, willReceive };
  }
  return answers;
}

function audience(include: Partial<Audience["include"]>, exclude: Partial<Audience["exclude"]> = {}): Audience {
  return {
    include: { lists: [], segments: [], tags: [], ...include },
    exclude: { lists: [], segments: [], ...exclude },
  };
}

async function askPreflight({ ctx, things }: { ctx: Ctx } & Pick<LargeWorkspace, "things">, rounds: number) {
  const senderId = await makeSender(ctx, "rsa");
  const campaignId = await makeCampaign(ctx, {
    name: "To everybody",
    senderId,
    listId: things.newsletter,
    htmlBytes: 20_480,
  });
  return medianMs(rounds, () => runPreflight(ctx, campaignId));
}
