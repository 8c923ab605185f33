import { expect, test } from "vitest";
import { systemMailJob } from "@/lib/account/jobs";
import { prisma } from "@/lib/base/db/client";
import { findKeyedFailures, noteFailure } from "@/lib/base/jobs/repeated-failures";
import { learnLanguages } from "@/lib/language/server";
import { testMember, testWorkspace } from "@/tests/support/db";
import { mailsTo } from "@/tests/support/system-mail";
import { readQueuesState } from "./state/read-queues";
import { tellFailingJobs } from "./tell-failing-jobs";

learnLanguages();

const hourMs = 3_600_000;

async function fail(job: string, times: number, now = new Date()): Promise<void> {
  for (let count = 0; count < times; count++) {
    await noteFailure({ job, subject: null, workspaceId: "" }, new Error(`no room ${count}`), now);
  }
}

test("operators are told once of what fails again and again, and nobody else is", async () => {
  const system = await testWorkspace();
  const operator = await testMember(system, "owner");
  const member = await testMember(system, "owner");
  await prisma.user.update({ where: { id: operator.userId }, data: { isOperator: true } });
  const german = await testMember(system, "owner");
  await prisma.user.update({ where: { id: german.userId }, data: { isOperator: true, language: "de" } });
  await fail("test.often", 3);
  await fail("test.seldom", 2);
  await fail(systemMailJob.name, 9);

  expect(await Promise.all([tellFailingJobs(system), tellFailingJobs(system)])).toEqual(expect.arrayContaining([1, 0]));
  await fail("test.often", 5);
  expect(await tellFailingJobs(system)).toBe(0);
  const mails = await mailsTo(operator.email, "notification");
  expect(mails).toHaveLength(1);
  expect(mails[0]?.props).toMatchObject({
    title: "The job test.often fails again and again",
    body: "test.often (3 times): no room 2",
    url: expect.stringMatching(/^http:\/\/homing\.test\/w[0-9a-f]+\/settings\/installation$/),
  });
  expect((await mailsTo(german.email, "notification"))[0]?.props).toMatchObject({
    title: "Die Aufgabe test.often scheitert immer wieder",
    body: "test.often (3-mal): no room 2",
  });
  expect(await mailsTo(member.email, "notification")).toEqual([]);

  expect((await findKeyedFailures(prisma)).map(({ job, count }) => [job, count])).toEqual([
    ["test.often", 8],
    [systemMailJob.name, 9],
  ]);
  await expect(readQueuesState(member)).rejects.toMatchObject({ code: "not_found" });
});

test("what is not tried any more is forgotten after a day", async () => {
  const system = await testWorkspace();
  await prisma.repeatedFailure.deleteMany();
  await fail("test.yesterday", 4, new Date(Date.now() - 27 * hourMs));
  await fail("test.today", 4, new Date(Date.now() - 25 * hourMs));
  expect((await findKeyedFailures(prisma)).map(({ job }) => job)).toEqual(["test.today"]);
  await tellFailingJobs(system);
  expect((await prisma.repeatedFailure.findMany()).map(({ job }) => job)).toEqual(["test.today"]);
});
