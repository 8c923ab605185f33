import { dedupeKeyOf } from "@/lib/inbound/provider-webhooks/dedupe-key";
import { providers } from "@/lib/inbound/providers/all-providers";
import { type MappedItem, Unreadable } from "@/lib/inbound/providers/provider";
import { type ReadCall, readCall } from "@/lib/inbound/providers/read-call";
import type { ProviderName } from "@/lib/inbound/providers/schema";
import { atLeast, atMost } from "@/lib/run/measure/report";
import { type Mode, percent, type Share } from "./figures";
import { recordedCall, vectorCall } from "./webhook-calls";
import { misreadings } from "./webhook-expectations";
import { providerOfSample, readVectors, readWebhookSamples, type Vector, type WebhookSample } from "./webhook-samples";
import { type SignedCall, signCall } from "./webhook-signer";
import { variantsOf } from "./webhook-variants";

export interface WebhookReport {
  samples: number;
  /** Samples of providers that there is no endpoint for: their calls find no address (404). */
  otherProviders: number;
  /** Calls with a right signature: taken, and every event in them read as its source reads it. */
  mapped: Share;
  /** Samples that must not be taken (wrong or missing signature, mail of the inbound route): refused, and why. */
  refused: Share;
  /** Samples without expectations: read, with so many events and so many that are not known. */
  unlabelled: { samples: number; events: number; unknown: number };
  /** Published signatures, right and wrong ones. */
  vectors: Share;
  forged: Share;
  replayed: Share;
  truncated: Share;
  bySource: Record<string, Share>;
  byProvider: Record<string, Share>;
  refusalReasons: Record<string, number>;
  crashed: number;
  slowest: { file: string; ms: number };
  failures: { file: string; problem: string }[];
}

const share = (): Share => ({ right: 0, of: 0 });

class Run {
  readonly report: WebhookReport;

  constructor() {
    this.report = {
      samples: 0,
      otherProviders: 0,
      mapped: share(),
      refused: share(),
      unlabelled: { samples: 0, events: 0, unknown: 0 },
      vectors: share(),
      forged: share(),
      replayed: share(),
      truncated: share(),
      bySource: {},
      byProvider: {},
      refusalReasons: {},
      crashed: 0,
      slowest: { file: "", ms: 0 },
      failures: [],
    };
  }

  note(counts: readonly Share[], file: string, problems: readonly string[]): void {
    for (const each of counts) {
      each.of += 1;
      if (problems.length === 0) each.right += 1;
    }
    for (const problem of problems) this.report.failures.push({ file, problem });
  }

  countReason(call: ReadCall): void {
    if (call.ok) return;
    this.report.refusalReasons[call.refused] = (this.report.refusalReasons[call.refused] ?? 0) + 1;
  }
}

/**
 * Runs the product's own readers over a folder of provider calls (`expectations.jsonl`, `signatures.jsonl`, `unlabelled.jsonl`): as
 * recorded where the keys are published, signed anew where they are not, and in every forged, replayed and truncated form.
 */
export async function runWebhooks(
  dir: string,
  onProgress?: (done: number, all: number) => void,
): Promise<WebhookReport> {
  const run = new Run();
  const samples = readWebhookSamples(dir);
  const vectors = readVectors(dir);
  for (const [index, sample] of samples.entries()) {
    const startedAt = performance.now();
    try {
      await checkSample(run, sample);
    } catch (error) {
      run.report.crashed += 1;
      run.note([run.report.mapped], sample.file, [`crashed: ${(error as Error).message}`]);
    }
    const ms = Math.round((performance.now() - startedAt) * 10) / 10;
    if (ms > run.report.slowest.ms) run.report.slowest = { file: sample.file, ms };
    onProgress?.(index + 1, samples.length + vectors.length);
  }
  for (const vector of vectors) await checkVector(run, dir, vector);
  onProgress?.(samples.length + vectors.length, samples.length + vectors.length);
  return run.report;
}

/** The mode `webhooks`: every bar is 100 %. */
export const judgeWebhooks: Mode = async ({ dir, say }) => {
  const { failures, ...figures } = await runWebhooks(dir, (done, all) => {
    if (done % 50 === 0 || done === all) say(`${done} of ${all} samples`);
  });
  const all = ["mapped", "refused", "vectors", "forged", "replayed", "truncated"] as const;
  const bars = all.map((name) => atLeast(barNames[name], percent(figures[name]), 100));
  return {
    figures,
    bars: [...bars, atMost("crashed", figures.crashed, 0)],
    misread: failures.map(({ file, problem }) => `${file}: ${problem}`),
  };
};

const barNames = {
  mapped: "mapped as expected, %",
  refused: "refused for the right reason, %",
  vectors: "published signatures judged right, %",
  forged: "forged calls refused, %",
  replayed: "replayed calls refused or known, %",
  truncated: "truncated calls refused, %",
} as const;

async function checkSample(run: Run, sample: WebhookSample): Promise<void> {
  const { report } = run;
  report.samples += 1;
  if (!sample.provider) {
    report.otherProviders += 1;
    return;
  }
  report.bySource[sample.source] ??= share();
  report.byProvider[sample.provider] ??= share();
  const counts = [report.bySource[sample.source]!, report.byProvider[sample.provider]!];
  const call = recordedCall(sample, sample.provider);
  if (sample.expected?.http_status && sample.expected.http_status >= 400) {
    const answer = await readCall(providers[sample.provider], call.request, call.secrets, call.tools);
    run.countReason(answer);
    run.note([report.refused, ...counts], sample.file, answer.ok ? ["taken, though it must be refused"] : []);
    return;
  }
  const isEvents = sample.direction === "tracking" && !sample.expected?.refused;
  const checked = isEvents ? report.mapped : report.refused;
  const problems = sample.expected
    ? await readProblems(run, sample, sample.provider, call)
    : await readUnlabelled(run, sample, call);
  run.note(sample.expected ? [checked, ...counts] : counts, sample.file, problems);
  if (isEvents || sample.provider === "resend") await checkVariants(run, sample, sample.provider);
}

/** What is wrong with how a call that was rightly signed is taken and read. */
async function readProblems(
  run: Run,
  sample: WebhookSample,
  provider: ProviderName,
  call: SignedCall,
): Promise<string[]> {
  const answer = await readCall(providers[provider], call.request, call.secrets, call.tools);
  run.countReason(answer);
  const mustMap = sample.direction === "tracking" && !sample.expected?.refused;
  if (!answer.ok) return mustMap ? [`refused: ${answer.refused}`] : [];
  const items = mapOrNull(provider, answer.payload, call);
  if (mustMap) return items ? misreadings(sample, items) : ["not read"];
  // Set up for mail that comes in. What tells of events all the same (a set-up mixed up) is in the right place here.
  const mixedUp = Boolean(sample.expected?.refused) && sample.direction === "inbound";
  return !mixedUp && items?.some((item) => item.kind === "event") ? ["an event where there is none"] : [];
}

function mapOrNull(provider: ProviderName, payload: unknown, call: SignedCall): MappedItem[] | null {
  try {
    return providers[provider].map(payload, call.request.headers);
  } catch (error) {
    if (error instanceof Unreadable) return null;
    throw error;
  }
}

async function readUnlabelled(run: Run, sample: WebhookSample, call: SignedCall): Promise<string[]> {
  const answer = await readCall(providers[sample.provider!], call.request, call.secrets, call.tools);
  if (!answer.ok) return [`refused: ${answer.refused}`];
  const items = mapOrNull(sample.provider!, answer.payload, call) ?? [];
  run.report.unlabelled.samples += 1;
  run.report.unlabelled.events += items.filter((item) => item.kind === "event").length;
  run.report.unlabelled.unknown += items.filter((item) => item.kind === "unmapped" && item.why === "unknown").length;
  return [];
}

/** Signs the sample with keys of this run, sees it taken, and sees every forged, replayed and truncated form of it refused. */
async function checkVariants(run: Run, sample: WebhookSample, provider: ProviderName): Promise<void> {
  for (const version of provider === "ses" ? (["1", "2"] as const) : (["2"] as const)) {
    const call = signCall(provider, sample.request, version);
    const right = await readCall(providers[provider], call.request, call.secrets, call.tools);
    if (!right.ok) {
      run.note([run.report.mapped], sample.file, [`signed anew and refused: ${right.refused}`]);
      return;
    }
    const again = await readCall(providers[provider], call.request, call.secrets, call.tools);
    const key = dedupeKeyOf(right.dedupeKey, call.request.rawBody);
    const same = again.ok && dedupeKeyOf(again.dedupeKey, call.request.rawBody) === key;
    run.note([run.report.replayed], sample.file, same ? [] : ["the same call again was not known"]);
    for (const variant of variantsOf(provider, call)) {
      const { request, secrets, tools } = variant.call;
      const answer = await readCall(providers[provider], request, secrets, tools);
      run.countReason(answer);
      const problems = answer.ok ? [`${variant.kind}, taken all the same: ${variant.name}`] : [];
      run.note([run.report[variant.kind]], sample.file, problems);
    }
  }
}

async function checkVector(run: Run, dir: string, vector: Vector): Promise<void> {
  const provider = vector.provider === "standard-webhooks" ? "resend" : providerOfSample(vector.provider);
  if (!provider) return;
  const { request, secrets, tools } = vectorCall(dir, provider, vector);
  const answer = await readCall(providers[provider], request, secrets, tools);
  run.countReason(answer);
  const said = answer.ok ? "taken" : `refused: ${answer.refused}`;
  run.note(
    [run.report.vectors],
    vector.id,
    answer.ok === vector.valid ? [] : [`${said}, but valid is ${vector.valid}`],
  );
}
