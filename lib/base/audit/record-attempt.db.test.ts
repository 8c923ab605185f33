import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { attemptLimits, recordAttempt } from "./record-attempt";

const ctx = { db: prisma, now: () => new Date() };
/** A network that no other test comes from. */
const freshLine = () => `2001:${randomBytes(2).toString("hex")}:${randomBytes(2).toString("hex")}:7`;

test("a network that tries without end writes so many rows an hour and no more, from whichever of its addresses", async () => {
  const line = freshLine();
  const { limit } = attemptLimits.network;
  for (let n = 0; n < limit + 20; n++) {
    await recordAttempt(ctx, { kind: "sign-in.failed", ip: `${line}::${n.toString(16)}`, email: "a@b.example" });
  }
  const rows = await prisma.securityEvent.count({ where: { ip: { startsWith: line } } });
  // The tries may fall into two hours.
  expect(rows).toBeGreaterThanOrEqual(limit);
  expect(rows).toBeLessThan(limit + 20);
});

test("tries about an account are bounded by the day, whatever networks they come from, and one row says so", async () => {
  const userId = newId();
  const { limit } = attemptLimits.account;
  for (let n = 0; n < limit + 10; n++) {
    await recordAttempt(ctx, { kind: "sign-in.failed", userId, ip: `${freshLine()}::1` });
  }
  const rows = await prisma.securityEvent.findMany({ where: { userId }, orderBy: { id: "asc" } });
  expect(rows.filter(({ kind }) => kind === "sign-in.failed").length).toBeLessThan(limit + 10);
  expect(rows.filter(({ kind }) => kind === "log.cut")).toMatchObject([
    { detail: { of: "account", kind: "sign-in.failed" } },
  ]);
});

test("with ever new networks all strangers together are bounded too", async () => {
  const { limit, windowMs } = attemptLimits.everywhere;
  const windowStart = new Date(Math.floor(Date.now() / windowMs) * windowMs);
  const key = "attempts:everywhere:";
  const where = { key_windowStart: { key, windowStart } };
  const before = await prisma.rateLimitHit.findUnique({ where });
  await prisma.rateLimitHit.upsert({ where, create: { key, windowStart, hits: limit }, update: { hits: limit } });
  const ip = `${freshLine()}::1`;
  await recordAttempt(ctx, { kind: "sign-in.failed", ip });
  await recordAttempt(ctx, { kind: "link.refused", ip });
  expect(await prisma.securityEvent.findMany({ where: { ip }, select: { kind: true } })).toEqual([{ kind: "log.cut" }]);
  await prisma.rateLimitHit.update({ where, data: { hits: before?.hits ?? 0 } });
});
