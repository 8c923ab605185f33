import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { LANES_OF_ONE, takeLanes } from "./lanes";

const now = new Date();

async function lanesOf(workspaceId: string, count: number, waitingMs: number): Promise<void> {
  const dueAt = new Date(now.getTime() - waitingMs);
  const data = Array.from({ length: count }, () => ({ workspaceId, endpointId: newId(), eventTypes: [], dueAt }));
  await prisma.webhookLane.createMany({ data });
}

test("a workspace whose endpoints all wait leaves places to others, however often is asked", async () => {
  await prisma.webhookLane.deleteMany({});
  const [busy, quiet] = [newId(), newId()];
  await lanesOf(busy, 20, 60_000);
  await lanesOf(quiet, 2, 1_000);
  const of = (lanes: { workspaceId: string }[]) =>
    [busy, quiet].map((id) => lanes.filter((lane) => lane.workspaceId === id).length);
  expect(of(await takeLanes(prisma, { holder: "a", most: 10, now }))).toEqual([LANES_OF_ONE, 2]);
  expect(of(await takeLanes(prisma, { holder: "a", most: 10, now }))).toEqual([0, 0]);
  // Another process has places of its own.
  expect(of(await takeLanes(prisma, { holder: "b", most: 10, now }))).toEqual([LANES_OF_ONE, 0]);
  await prisma.webhookLane.updateMany({
    where: { workspaceId: busy, leasedBy: "a" },
    data: { leasedBy: null, leasedUntil: null },
  });
  expect(of(await takeLanes(prisma, { holder: "a", most: 10, now }))).toEqual([4, 0]);
  await prisma.webhookLane.deleteMany({});
});
