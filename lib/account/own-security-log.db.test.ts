import { expect, test } from "vitest";
import { recordSecurityEvent } from "@/lib/base/audit/record-security-event";
import { newId } from "@/lib/base/db/ids";
import { accountCtx } from "./account-ctx";
import { findOwnSecurityEvents } from "./own-security-log";

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
