import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { Readiness } from "@/lib/base/health/readiness";
import { testMember, testWorkspace } from "@/tests/support/db";
import { mailsTo } from "@/tests/support/system-mail";
import { findProblems } from "./find-problems";
import { healthLines } from "./health-lines";
import { tellProblems } from "./tell-problems";

const names = [
  "database",
  "secret",
  "migrations",
  "queue",
  "worker",
  "waiting",
  "campaigns",
  "disk",
  "events",
  "jobs",
] as const;
const unknown = "Not known: the question failed, or took longer than 3 seconds.";

function checks(wrong: Partial<Record<(typeof names)[number], string>>): Pick<Readiness, "checks"> {
  const entries = names.map((name) => [
    name,
    wrong[name] === undefined ? { ok: true } : { ok: false, problem: wrong[name] },
  ]);
  return { checks: Object.fromEntries(entries) as Readiness["checks"] };
}

test("workers of another version are a problem", async () => {
  await prisma.workerHeartbeat.create({ data: { id: `w-${newId()}`, version: "0.0.1" } });
  const found = await findProblems(checks({}));
  expect(found.find(({ key }) => key === "versions")?.text).toContain("0.0.1");
  await prisma.workerHeartbeat.deleteMany({ where: { version: "0.0.1" } });
});

test("what is wrong needs somebody, what is not known does not, and without a database nothing else is said", async () => {
  const found = await findProblems(checks({ worker: "Start one.", waiting: unknown, jobs: "imports.run failed" }));
  expect(found.map(({ key, severity }) => [key, severity])).toEqual(
    expect.arrayContaining([
      ["worker", "danger"],
      ["jobs", "warning"],
    ]),
  );
  expect(found.map(({ key }) => key)).not.toContain("waiting");
  const alone = await findProblems(checks({ database: "It does not answer.", worker: unknown, disk: "full" }));
  expect(alone.map(({ key }) => key)).toEqual(["database"]);
  const lines = healthLines(checks({ worker: "Start one.", waiting: unknown }));
  expect(lines.filter(({ state }) => state !== "well")).toMatchObject([
    { name: "worker", state: "wrong" },
    { name: "waiting", state: "unknown" },
  ]);
});

test("operators get one mail about what lasts for ten minutes, and another when it comes back later", async () => {
  const system = await testWorkspace();
  const operator = await testMember(system, "owner");
  const member = await testMember(system, "owner");
  await prisma.user.update({ where: { id: operator.userId }, data: { isOperator: true } });
  const began = Date.now();
  const tell = (minute: number, ...keys: string[]) => {
    const problems = keys.map((key) => ({
      key,
      title: `About ${key}`,
      text: `Mend ${key}.`,
      severity: "danger" as const,
    }));
    return tellProblems({ ...system, now: () => new Date(began + minute * 60_000) }, problems);
  };
  expect(await tell(0, "disk", "jobs")).toBe(0);
  expect(await tell(9, "disk", "worker")).toBe(0);
  expect(await Promise.all([tell(10, "disk", "worker"), tell(10, "disk", "worker")])).toEqual(
    expect.arrayContaining([0, 1]),
  );
  expect(await tell(18, "disk", "worker")).toBe(0);
  expect(await tell(19, "disk", "worker")).toBe(1);
  expect(await tell(60, "disk", "worker")).toBe(0);
  const titles = async () =>
    (await mailsTo(operator.email, "notification")).map(({ props }) => (props as { title: string }).title);
  expect((await titles()).sort()).toEqual(["About disk", "About worker"]);
  expect(await mailsTo(member.email, "notification")).toEqual([]);
  await tell(61);
  expect(await tell(62, "disk")).toBe(0);
  expect(await tell(75, "disk")).toBe(1);
  expect(await titles()).toHaveLength(3);
  await tell(76);
});
