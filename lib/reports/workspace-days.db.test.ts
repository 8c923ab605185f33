import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { recordEvents } from "@/lib/events/door/record-events";
import { testContact, testWorkspace } from "@/tests/support/db";
import { lastDays, workspaceDays } from "./workspace-days";

async function created(ctx: Ctx, ...moments: string[]): Promise<void> {
  const { id } = await testContact(ctx);
  await recordEvents(
    ctx,
    moments.map((at) => ({ type: "contact.created" as const, occurredAt: new Date(at), contactId: id })),
  );
}

const counted = async (ctx: Ctx, days: string[], timeZone: string) =>
  (await workspaceDays(ctx, days, timeZone)).map(({ day, contactsCreated }) => [day.slice(5), contactsCreated]);

test("days begin at midnight of the workspace's zone, east, west and at half hours of UTC", async () => {
  const ctx = await testWorkspace();
  await created(ctx, "2026-03-09T21:59:59Z", "2026-03-10T18:20:00Z", "2026-03-10T18:40:00Z", "2026-03-11T03:30:00Z");
  const days = ["2026-03-09", "2026-03-10", "2026-03-11"];
  const of = (...counts: number[]) => days.map((day, at) => [day.slice(5), counts[at]]);
  expect(await counted(ctx, days, "UTC")).toEqual(of(1, 2, 1));
  expect(await counted(ctx, days, "Asia/Kolkata")).toEqual(of(0, 2, 2));
  expect(await counted(ctx, days, "America/New_York")).toEqual(of(1, 3, 0));
  expect(await counted(ctx, days, "Pacific/Auckland")).toEqual(of(0, 1, 3));
});

test("what was counted before there were quarters stays on its date, and nothing is lost or twice", async () => {
  const ctx = await testWorkspace();
  await created(ctx, "2026-03-10T23:30:00Z");
  await prisma.workspaceDaily.updateMany({
    where: { workspaceId: ctx.workspaceId },
    data: { contactsCreated: { increment: 5 } },
  });
  const days = ["2026-03-10", "2026-03-11"];
  expect(await counted(ctx, days, "Europe/Berlin")).toEqual([
    ["03-10", 5],
    ["03-11", 1],
  ]);
});

test("the last days end with today where the workspace is", () => {
  const now = new Date("2026-03-10T23:30:00Z");
  expect(lastDays(now, 2, "Europe/Berlin")).toEqual(["2026-03-10", "2026-03-11"]);
  expect(lastDays(now, 2, "America/New_York")).toEqual(["2026-03-09", "2026-03-10"]);
  // Over a change of the clocks no day is left out and none comes twice.
  expect(lastDays(new Date("2026-03-30T12:00:00Z"), 3, "Europe/Berlin")).toEqual([
    "2026-03-28",
    "2026-03-29",
    "2026-03-30",
  ]);
});
