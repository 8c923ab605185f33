import { prisma } from "@/lib/base/db/client";
import type { Progress } from "@/lib/run/measure/progress";
import { atLeast, atMost, type Bar, type Figures } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { LINKS, MERGE_TAGS } from "@/tests/load/newsletter";
import { ensurePostfixTools, type PostfixTools } from "@/tests/load/postfix-tools";
import { SmtpSink } from "@/tests/load/smtp-sink";
import { bundleProcesses, startStack } from "@/tests/load/stack";
import { makeList, makeSender, makeWorkspace, type Signing } from "@/tests/load/workspace";
import { type EngineRun, type EngineSet, probeWireBytes, runEngine } from "./engine";
import { type MillionRun, runMillion } from "./million";
import { nodemailerContent, nodemailerWireBytes, type ReferenceRun, runNodemailer } from "./nodemailer";
import { bodyBytesFor, runSmtpSource, SESSIONS } from "./smtp-source";

export interface BenchPlan {
  messages: number;
  /** Of the nodemailer reference, whose speed does not depend on their number. */
  referenceMessages: number;
  audience: number;
  htmlBytes: number;
}

const signings = ["none", "rsa", "ed25519", "dual"] as const satisfies readonly Signing[];
/**
 * Kept open by engine and nodemailer alike. All programs share the machine's cores and wait for their turns; what lies ready in
 * many connections keeps the others busy meanwhile.
 */
const connections = 32;
const megabytesAllowed = 300;
/** Messages that are weighed. */
const probed = 100;

interface Show {
  cleanup: Cleanup;
  progress: Progress;
}

interface References {
  source: ReferenceRun[];
  plain: ReferenceRun[];
  dkim: ReferenceRun[];
  /** Of nodemailer's messages. */
  wireBytes: { plain: number; dkim: number };
}

/** Everything in one run: engine and references in turns and twice, of which the better counts, so that a slow moment of the machine favours nobody. */
export async function runBench(
  plan: BenchPlan,
  { cleanup, progress }: Show,
): Promise<{ figures: Figures; bars: Bar[] }> {
  const tools = ensurePostfixTools();
  progress.show("Bundling the worker");
  bundleProcesses();
  const { set, wire } = await setUp(plan, tools, { cleanup, progress });
  const references: References = { source: [], plain: [], dkim: [], wireBytes: { plain: 0, dkim: 0 } };
  const refer = await makeReferences(plan, { tools, set, wireBytes: wire.none, progress, references });
  const engine: Record<Signing, EngineRun[]> = { none: [], rsa: [], ed25519: [], dual: [] };
  const measure = async (signing: Signing) => {
    const label = `Engine, DKIM ${signing}`;
    progress.show(label);
    set.onProgress = (done) => progress.show(label, done, plan.messages);
    engine[signing].push(await runEngine(set, signing));
  };
  for (let turn = 0; turn < 2; turn++) {
    await refer.source();
    await measure("none");
    await refer.nodemailer("plain");
  }
  for (let turn = 0; turn < 2; turn++) {
    await measure("rsa");
    await refer.nodemailer("dkim");
  }
  await measure("ed25519");
  await measure("dual");
  const million = await runMillion({ ...plan, stack: set.stack, sink: set.sink, progress });
  return summarise(plan, engine, references, million, wire);
}

async function setUp(plan: BenchPlan, tools: PostfixTools, { cleanup, progress }: Show) {
  progress.show("Starting the database");
  const stack = await startStack("bench", "smtp://127.0.0.1:1");
  cleanup.add(() => stack.stop());
  const sink = await SmtpSink.start(tools.sink, stack.folder);
  cleanup.add(() => sink.stop());
  stack.settings.SMTP_URL = `smtp://127.0.0.1:${sink.port}`;
  process.env.SMTP_URL = stack.settings.SMTP_URL;
  progress.show(`Writing an audience of ${plan.messages}`);
  const ctx = await makeWorkspace("bench");
  await prisma.transport.updateMany({ where: { workspaceId: ctx.workspaceId }, data: { connections } });
  const senders = { none: "", rsa: "", ed25519: "", dual: "" };
  for (const signing of signings) senders[signing] = await makeSender(ctx, signing);
  const listId = await makeList(ctx, plan.messages);
  const warmUpListId = await makeList(ctx, warmUpOf(plan.messages).engine);
  const probeListId = await makeList(ctx, probed);
  const { messages, htmlBytes } = plan;
  const set: EngineSet = { stack, sink, ctx, senders, listId, warmUpListId, messages, htmlBytes, onProgress: () => {} };
  progress.show("Weighing the messages");
  return { set, wire: await probeWireBytes(set, probeListId, signings) };
}

/**
 * Messages sent before the measured ones, so that just-in-time compilers have done their work: about two seconds' worth for
 * engine and nodemailer alike.
 */
const warmUpOf = (messages: number) => ({
  engine: Math.min(10_000, Math.ceil(messages / 5)),
  nodemailer: Math.min(1000, Math.ceil(messages / 20)),
});

interface ReferenceSet {
  tools: PostfixTools;
  set: EngineSet;
  wireBytes: number;
  progress: Progress;
  references: References;
}

async function makeReferences(plan: BenchPlan, { tools, set, wireBytes, progress, references }: ReferenceSet) {
  const bodyBytes = await bodyBytesFor(tools.source, wireBytes);
  const content = await nodemailerContent(plan.htmlBytes);
  const messages = Math.min(plan.messages, plan.referenceMessages);
  const pooled = { ...content, connections };
  references.wireBytes = {
    plain: await nodemailerWireBytes({ ...pooled, dkim: false }),
    dkim: await nodemailerWireBytes({ ...pooled, dkim: true }),
  };
  return {
    async source() {
      for (const sessions of SESSIONS) {
        progress.show(`smtp-source, ${sessions} sessions`);
        const task = { program: tools.source, port: set.sink.port, messages: plan.messages, sessions, bodyBytes };
        references.source.push(await runSmtpSource(task));
      }
    },
    async nodemailer(kind: "plain" | "dkim") {
      progress.show(`nodemailer, ${kind === "dkim" ? "DKIM RSA-2048" : "DKIM none"}`);
      const task = {
        ...pooled,
        port: set.sink.port,
        messages,
        warmUp: warmUpOf(messages).nodemailer,
        dkim: kind === "dkim",
      };
      references[kind].push(await runNodemailer(task));
    },
  };
}

const best = (runs: readonly { perSecond: number }[]) => Math.max(...runs.map((run) => run.perSecond));

function summarise(
  plan: BenchPlan,
  engine: Record<Signing, EngineRun[]>,
  references: References,
  million: MillionRun,
  wire: Record<Signing, number>,
): { figures: Figures; bars: Bar[] } {
  const runs = Object.values(engine).flat();
  const memory = [...runs, million].map((run) => run.peakMemoryMb);
  const peak = memory.includes(null) ? null : Math.max(...memory.map((value) => value ?? 0));
  const inexact = runs.reduce((sum, run) => sum + run.inexact, 0);
  const number = plan.audience.toLocaleString("en");
  return {
    figures: {
      message: {
        htmlBytes: plan.htmlBytes,
        links: LINKS,
        mergeTags: MERGE_TAGS.join(", "),
        wireBytes: { ...wire },
        nodemailerWireBytes: references.wireBytes,
      },
      warmUpMessages: warmUpOf(plan.messages),
      connections,
      engine: Object.fromEntries(signings.map((signing) => [signing, engine[signing].map((run) => run.figures)])),
      smtpSource: references.source.map((run) => run.figures),
      nodemailer: references.plain.map((run) => run.figures),
      nodemailerDkim: references.dkim.map((run) => run.figures),
      largeAudience: million.figures,
    },
    bars: [
      atLeast(
        "engine / smtp-source (best of 1, 4, 16 sessions), no DKIM",
        best(engine.none) / best(references.source),
        0.8,
      ),
      atLeast("engine / nodemailer, no DKIM", best(engine.none) / best(references.plain), 7),
      atLeast("engine / nodemailer, DKIM RSA-2048", best(engine.rsa) / best(references.dkim), 6),
      atMost("messages by which ledger or sink are not exact", inexact, 0),
      atMost("worker memory at its peak, MB", peak, megabytesAllowed),
      atMost(`audience of ${number} frozen, seconds after launch`, million.frozenSeconds, 15),
      atMost(`first message of ${number} on the wire, seconds after launch`, million.firstOnWireSeconds, 3),
      atMost("campaign to 100 beside it, seconds to completion", million.smallCampaignSeconds, 5),
      atMost("test mail beside it, seconds", million.testMailSeconds, 1),
    ],
  };
}
