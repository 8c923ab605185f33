import { expect, test, vi } from "vitest";
import { z } from "zod";
import { noteCronEnds } from "@/lib/base/jobs/cron-life";
import { defineJob } from "@/lib/base/jobs/define-job";
import { superviseQueue } from "@/lib/base/jobs/drain";
import { inLanguage, learnLanguages } from "@/lib/language/server";
import { currentLanguage } from "@/lib/language/speech";
import { Dispatcher } from "@/lib/sending/engine/dispatch";
import { drain } from "./drain";
import { runCron } from "./run-cron";

const runs = vi.hoisted(() => ({ count: 0 }));
vi.mock("@/lib/base/jobs/drain", { spy: true });
vi.mock("@/lib/base/jobs/cron-life", { spy: true });
vi.mock("@/lib/run/worker/all-jobs", () => ({
  allJobs: [
    defineJob(
      "test.nightly",
      z.object({ workspaceId: z.string() }),
      async () => {
        runs.count += 1;
      },
      { cron: "0 3 * * *" },
    ),
  ],
}));

test("what is due once a day has its turn, whatever becomes of the rest of that run", async () => {
  const at = (time: string) => runCron(new Date(Date.now() + 2_000), new Date(`2026-11-29T${time}Z`));
  await at("02:59:00");
  vi.mocked(superviseQueue).mockRejectedValueOnce(new Error("the database is away"));
  await expect(at("03:00:00")).rejects.toThrow("the database is away");
  await at("03:01:00");
  expect(runs.count).toBe(1);
});

test("the reason of a run that failed is told, also where nobody can note it", async () => {
  vi.mocked(superviseQueue).mockRejectedValueOnce(new Error("the queue is broken"));
  vi.mocked(noteCronEnds).mockRejectedValueOnce(new Error("no note"));
  await expect(runCron(new Date(Date.now() + 2_000))).rejects.toThrow("the queue is broken");
});

test("campaigns are sent in English, whoever's request they follow: why one is held is kept", async () => {
  learnLanguages();
  const spoken: string[] = [];
  vi.spyOn(Dispatcher.prototype, "drain").mockImplementation(async () => {
    spoken.push(currentLanguage());
    return 0;
  });
  await inLanguage("de", () => drain(new Date(Date.now() + 2_000)));
  expect(new Set(spoken)).toEqual(new Set(["en"]));
});
