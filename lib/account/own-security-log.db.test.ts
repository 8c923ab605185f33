import { expect, test } from "vitest";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { newId } from "@/lib/base/db/ids";
import { accountCtx } from "./account-ctx";
import { findOwnSecurityEvents } from "./own-security-log";
import { sweepSecurityLog } from "./sweep-security-log";

const ctx = accountCtx();

test("a person reads their own log in words, the newest first, and nobody else's", async () => {
  const [own, other] = [newId(), newId()];
  await recordSecurityEvent(ctx, { kind: "sign-in.failed", userId: own, ip: "192.0.2.1", userAgent: "curl/8.5.0" });
  await recordSecurityEvent(ctx, { kind: "sign-in.succeeded", userId: other });
  await recordSecurityEvent(ctx, { kind: "password.changed", userId: own });
  expect(await findOwnSecurityEvents(ctx, own)).toMatchObject([
    { what: "Password changed", device: null },
    { what: "Sign-in failed", ip: "192.0.2.1", device: "Unknown device" },
  ]);
});

test("after 400 days it is forgotten", async () => {
  const userId = newId();
  const now = Date.now();
  const day = 24 * 3600_000;
  for (const age of [399, 401]) {
    await recordSecurityEvent({ ...ctx, now: () => new Date(now - age * day) }, { kind: "password.changed", userId });
  }
  await sweepSecurityLog(ctx);
  expect(await findOwnSecurityEvents(ctx, userId)).toHaveLength(1);
});
