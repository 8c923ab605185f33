import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, test } from "vitest";
import { z } from "zod";
import { systemCtx } from "@/lib/base/context";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { ensureQueue, getBoss } from "./boss";
import { type AnyJob, defineJob, enqueue, type JobOptions } from "./define-job";
import { drainQueue, superviseQueue } from "./drain";
import { runDue } from "./run-due";

const Input = z.object({ workspaceId: z.string() });

function countingJob(options: JobOptions) {
  const runs: { endBy: Date | undefined }[] = [];
  const run = async ({ endBy }: { endBy?: Date }) => void runs.push({ endBy });
  return { job: defineJob(`test.run-${randomBytes(4).toString("hex")}`, Input, run, options), runs };
}
async function drain(job: AnyJob, at: string, since: Date | null = null) {
  const endBy = new Date(Date.now() + 5000);
  await superviseQueue();
  const due = await runDue([job], { since, now: new Date(at), endBy });
  const { done, failed } = await drainQueue([job], endBy);
  return { done: due.done + done, failed: due.failed + failed };
}

test("jobs that go by the clock run when their minute has come", async () => {
  const hourly = countingJob({ cron: "7 * * * *" });
  await drain(hourly.job, "2026-11-23T10:06:30Z");
  expect(hourly.runs).toHaveLength(0);
  expect(await drain(hourly.job, "2026-11-23T10:07:12Z")).toEqual({ done: 1, failed: 0 });
  await drain(hourly.job, "2026-11-23T10:07:48Z");
  expect(hourly.runs).toHaveLength(1);

  const daily = countingJob({ cron: "17 3 * * *" });
  await drain(daily.job, "2026-11-23T04:17:30Z");
  expect(daily.runs).toHaveLength(0);
  await drain(daily.job, "2026-11-24T03:17:12Z");
  expect(daily.runs).toHaveLength(1);

  const everyTen = countingJob({ cron: "*/10 * * * *" });
  await drain(everyTen.job, "2026-11-23T10:25:00Z");
  expect(everyTen.runs).toHaveLength(0);
  await drain(everyTen.job, "2026-11-23T10:30:59Z");
  expect(everyTen.runs).toHaveLength(1);

  const weekdays = countingJob({ cron: "1,2 8-17 * * 1-5" });
  await drain(weekdays.job, "2026-11-22T10:02:00Z");
  expect(weekdays.runs).toHaveLength(0);
  await drain(weekdays.job, "2026-11-23T10:02:00Z");
  expect(weekdays.runs).toHaveLength(1);
  expect(() => countingJob({ cron: "61 * * * *" })).toThrow("61 * * * *");

  const minutely = countingJob({ cron: "* * * * *" });
  await drain(minutely.job, "2026-11-23T10:06:30Z");
  await drain(minutely.job, "2026-11-23T10:07:12Z");
  expect(minutely.runs).toHaveLength(2);
});

test("a job speaks English, whoever's request it follows: what it keeps is read by all", async () => {
  learnLanguages();
  const spoken: string[] = [];
  const name = `test.run-${randomBytes(4).toString("hex")}`;
  const job = defineJob(name, Input, async () => void spoken.push(currentLanguage()));
  await inLanguage("de", () => job.runStored({ workspaceId: "" }));
  expect(spoken).toEqual(["en"]);
});

test("a minute that the clock was not looked at is made up for, once", async () => {
  const daily = countingJob({ cron: "17 3 * * *" });
  await drain(daily.job, "2026-11-23T03:19:02Z", new Date("2026-11-23T03:15:01Z"));
  expect(daily.runs).toHaveLength(1);
  await drain(daily.job, "2026-11-23T03:20:02Z", new Date("2026-11-23T03:19:02Z"));
  expect(daily.runs).toHaveLength(1);
});

test("whatever cuts a run off, the next one does the rest of that minute, and what was cut off after it", async () => {
  const order: string[] = [];
  let hangs = true;
  const jobs = ["first", "second", "third"].map((name) =>
    defineJob(
      `test.${name}-${randomBytes(4).toString("hex")}`,
      Input,
      async () => {
        if (name === "second" && hangs) await new Promise(() => {});
        order.push(name);
      },
      { cron: "17 3 * * *" },
    ),
  );
  const run = (at: string) => runDue(jobs, { since: null, now: new Date(at), endBy: new Date(Date.now() + 5000) });
  // As of a process that is killed: nothing of this run is heard of again.
  void run("2026-11-23T03:17:02Z");
  for (let tries = 0; tries < 100 && order.length < 1; tries++) await sleep(20);
  await sleep(200);
  hangs = false;
  expect(await run("2026-11-23T03:18:02Z")).toEqual({ done: 2, failed: 0 });
  expect(order).toEqual(["first", "third", "second"]);
  expect(await run("2026-11-23T03:19:02Z")).toEqual({ done: 0, failed: 0 });
  // A run without time left takes none, and the next one all of them.
  expect(await runDue(jobs, { since: null, now: new Date("2026-11-24T03:17:02Z"), endBy: new Date() })).toEqual({
    done: 0,
    failed: 0,
  });
  expect(await run("2026-11-24T03:18:02Z")).toEqual({ done: 3, failed: 0 });
});

test("a job whose run was cut short is run again", async () => {
  const { job, runs } = countingJob({ expireInSeconds: 1 });
  const boss = await getBoss();
  await ensureQueue(boss, job.name, job.options);
  await enqueue(systemCtx("", "test"), job, { workspaceId: "" });
  expect(await boss.fetch(job.name)).toHaveLength(1);
  await sleep(1500);
  // The first call gives it back to the queue, with a wait of some seconds before the next try.
  for (let tries = 0; tries < 30 && runs.length === 0; tries++) {
    await drain(job, "2026-11-23T10:06:30Z");
    await sleep(500);
  }
  expect(runs).toHaveLength(1);
});

test("a job is told when the host ends the work", async () => {
  const { job, runs } = countingJob({});
  await enqueue(systemCtx("", "test"), job, { workspaceId: "" });
  const before = Date.now();
  await drain(job, "2026-11-23T10:06:30Z");
  expect(runs[0]!.endBy!.getTime()).toBeGreaterThanOrEqual(before + 5000);
  expect(runs[0]!.endBy!.getTime()).toBeLessThan(Date.now() + 5000);
});
