import { setTimeout as sleep } from "node:timers/promises";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { launchCampaign } from "@/lib/campaigns/lifecycle/launch-campaign";
import type { Progress } from "@/lib/run/measure/progress";
import { atMost, type Bar, type Figures, rounded } from "@/lib/run/measure/report";
import type { Cleanup } from "@/tests/load/cleanup";
import { newsletter } from "@/tests/load/newsletter";
import { ensurePostfixTools } from "@/tests/load/postfix-tools";
import { SmtpSink } from "@/tests/load/smtp-sink";
import { bundleProcesses, type Stack, startStack } from "@/tests/load/stack";
import { WorkerProcess } from "@/tests/load/worker-process";
import { makeCampaign, makeList, makeSender, makeWorkspace } from "@/tests/load/workspace";
import { callApi, testKey } from "@/tests/support/api-call";
import { waitForCampaign } from "./engine";

export interface EmailsPlan {
  /** Recipients of the campaign beside which single mails are sent. */
  audience: number;
  htmlBytes: number;
}

/** Single mails beside the campaign, one every so many milliseconds. */
const BESIDE = 500;
const EVERY_MS = 20;

interface Setting {
  ctx: Ctx;
  key: string;
  html: string;
}

/**
 * How long a single mail takes from the answer to its hand-over while a large campaign is sent at full speed. Calls go through the API in this
 * process, without HTTP; how many are taken a second says `bench -- api`.
 */
export async function runEmails(
  { audience, htmlBytes }: EmailsPlan,
  { cleanup, progress }: { cleanup: Cleanup; progress: Progress },
): Promise<{ figures: Figures; bars: Bar[] }> {
  process.env.API_CALLS_PER_MINUTE = "1000000";
  const tools = ensurePostfixTools();
  progress.show("Bundling the worker");
  bundleProcesses();
  const stack = await startStack("bench-emails", "smtp://127.0.0.1:1");
  cleanup.add(() => stack.stop());
  const sink = await SmtpSink.start(tools.sink, stack.folder);
  cleanup.add(() => sink.stop());
  stack.settings.SMTP_URL = `smtp://127.0.0.1:${sink.port}`;
  process.env.SMTP_URL = stack.settings.SMTP_URL;
  const ctx = await makeWorkspace("emails");
  const senderId = await makeSender(ctx, "rsa");
  await prisma.sender.updateMany({ where: { workspaceId: ctx.workspaceId, id: senderId }, data: { isDefault: true } });
  const { key } = await testKey(ctx);
  const setting: Setting = { ctx, key, html: newsletter(htmlBytes).html.replaceAll(/\{\{[^}]*\}\}/g, "x") };
  const latency = await besideCampaign({ stack, sink, setting, senderId, audience, htmlBytes, progress });
  return {
    figures: {
      htmlBytes,
      besideACampaign: latency.figures,
    },
    bars: [
      atMost("from the answer to the hand-over beside a campaign at full speed, seconds (99 of 100)", latency.p99, 1),
      atMost("single mails beside it that did not leave", latency.missing, 0),
    ],
  };
}

const mailTo = (to: string, html: string) => ({ to, subject: "Your receipt", html, text: "Thank you." });

interface Beside extends EmailsPlan {
  stack: Stack;
  sink: SmtpSink;
  setting: Setting;
  senderId: string;
  progress: Progress;
}

async function besideCampaign({ stack, sink, setting, senderId, audience, htmlBytes, progress }: Beside) {
  const { ctx, key, html } = setting;
  progress.show(`Writing an audience of ${audience}`);
  const listId = await makeList(ctx, audience);
  const campaignId = await makeCampaign(ctx, { name: "To everybody", senderId, listId, htmlBytes });
  const worker = new WorkerProcess(stack, "emails");
  try {
    await worker.ready();
    await launchCampaign(ctx, { campaignId });
    progress.show("Sending it at full speed, and single mails beside it");
    await sleep(5000);
    const before = sink.count();
    const startedAt = Date.now();
    const answered = new Map<string, number>();
    for (let no = 0; no < BESIDE; no++) {
      const { json } = await callApi("POST", "/emails", { key, body: mailTo(`beside-${no}@fernway.example`, html) });
      answered.set(json.messages[0].to, Date.now());
      await sleep(EVERY_MS);
    }
    const perSecond = (sink.count() - before) / ((Date.now() - startedAt) / 1000);
    const { status } = await waitForCampaign(stack, campaignId, sink, () => true);
    await sleep(3000);
    const rows = await prisma.message.findMany({
      where: { workspaceId: ctx.workspaceId, campaignId: null, email: { startsWith: "beside-" }, status: "sent" },
      select: { email: true, sendingAt: true },
    });
    const waits = rows
      .map(({ email, sendingAt }) => ((sendingAt?.getTime() ?? 0) - (answered.get(email) ?? 0)) / 1000)
      .sort((a, b) => a - b);
    const at = (share: number) => waits[Math.min(waits.length - 1, Math.floor(waits.length * share))] ?? null;
    return {
      p99: at(0.99),
      missing: BESIDE - rows.length,
      figures: {
        ...{ mails: BESIDE, stillSendingAtTheEnd: status === "sending", perSecondOfBoth: rounded(perSecond) },
        ...{
          medianSeconds: rounded(at(0.5)),
          p99Seconds: rounded(at(0.99)),
          longestSeconds: rounded(waits.at(-1) ?? null),
        },
      },
    };
  } finally {
    await worker.stop();
  }
}
