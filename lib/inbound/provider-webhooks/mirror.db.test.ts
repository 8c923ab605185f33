import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import {
  type ListedAddress,
  type SuppressionList,
  SuppressionListError,
} from "@/lib/inbound/providers/suppression-list";
import { suppressMany } from "@/lib/people/suppressions/suppress";
import { testMember, testWorkspace } from "@/tests/support/db";
import { createEndpoint } from "./create-endpoint";
import { mirrorSuppressions } from "./mirror-suppressions";
import { findEndpoint } from "./queries";
import { startMirror } from "./start-mirror";
import { updateEndpoint } from "./update-endpoint";

/** A provider whose list lives in memory. */
function memoryList(entries: ListedAddress[]) {
  const state = { entries, added: [] as string[], removed: [] as string[], askedSince: [] as (Date | null)[] };
  const list: SuppressionList = {
    addSize: 2,
    async *list(since) {
      state.askedSince.push(since);
      for (const entry of state.entries) yield [entry];
    },
    async add(emails) {
      expect(emails.length).toBeLessThanOrEqual(2);
      state.added.push(...emails);
    },
    async remove(email) {
      state.removed.push(email);
      state.entries = state.entries.filter((entry) => entry.email !== email);
    },
  };
  return { state, open: () => list };
}

async function mirrored(ctx: Ctx) {
  const { id } = await createEndpoint(ctx, { provider: "brevo" });
  await updateEndpoint(ctx, { providerEndpointId: id, listAccess: { apiKey: "xkeysib-secret" } });
  return id;
}

const reasonsOf = async (ctx: Ctx) => {
  const rows = await prisma.suppression.findMany({ where: { workspaceId: ctx.workspaceId } });
  return Object.fromEntries(rows.map(({ emailNormalized, reason, note }) => [emailNormalized, `${reason}: ${note}`]));
};

test("both lists hold on both sides, and a second run moves only what is new", async () => {
  const ctx = await testWorkspace();
  const endpointId = await mirrored(ctx);
  await suppressMany(ctx, [
    { emailNormalized: "hard@example.com", reason: "hard_bounce" },
    { emailNormalized: "spam@example.com", reason: "complaint" },
    { emailNormalized: "by-hand@example.com", reason: "manual" },
    { emailNormalized: "left@example.com", reason: "unsubscribe" },
    { emailNormalized: "soft@example.com", reason: "soft_bounce", expiresAt: new Date(Date.now() + 1_000_000) },
  ]);
  const { state, open } = memoryList([
    { email: "Theirs@Example.com", reason: "hardBounce" },
    { email: "spam@example.com", reason: "spam" },
    { email: "no address", reason: "?" },
  ]);
  expect(await mirrorSuppressions(ctx, { endpointId }, open)).toMatchObject({
    listed: 3,
    added: 1,
    pushed: 3,
    lifted: 0,
    error: null,
  });
  expect(await reasonsOf(ctx)).toMatchObject({
    "theirs@example.com": "provider: On the list of Brevo: hardBounce",
    "spam@example.com": "complaint: ",
  });
  expect(state.added.sort()).toEqual(["by-hand@example.com", "hard@example.com", "spam@example.com"]);
  expect(state.askedSince).toEqual([null]);

  await suppressMany(ctx, [{ emailNormalized: "later@example.com", reason: "manual" }]);
  expect(await mirrorSuppressions(ctx, { endpointId }, open)).toMatchObject({ added: 0, pushed: 1, error: null });
  expect(state.added.at(-1)).toBe("later@example.com");
  expect(state.askedSince[1]).toBeInstanceOf(Date);
  expect(await findEndpoint(ctx, endpointId)).toMatchObject({ mirrors: true, mirrorResult: { pushed: 1 } });
});

test("what somebody lifted here is taken off there and does not come back", async () => {
  const ctx = await testWorkspace();
  const endpointId = await mirrored(ctx);
  const { state, open } = memoryList([{ email: "theirs@example.com", reason: "bounce" }]);
  await mirrorSuppressions(ctx, { endpointId }, open);
  const where = { workspaceId: ctx.workspaceId, emailNormalized: "theirs@example.com" };
  await prisma.suppression.deleteMany({ where });
  const ended = {
    reason: "provider",
    createdAt: new Date(),
    endedAt: new Date(Date.now() + 1000),
    ending: "lifted",
  } as const;
  await prisma.suppressionHistory.create({ data: { ...where, id: newId(), ...ended } });
  expect(await mirrorSuppressions(ctx, { endpointId }, open)).toMatchObject({ lifted: 1, added: 0, error: null });
  expect(state.removed).toEqual(["theirs@example.com"]);
  expect(await reasonsOf(ctx)).toEqual({});
});

test("what was lifted here is taken off there also when a suppression of that address has since run out", async () => {
  const ctx = await testWorkspace();
  const endpointId = await mirrored(ctx);
  const { state, open } = memoryList([]);
  await mirrorSuppressions(ctx, { endpointId }, open);
  const emailNormalized = "ran-out@example.com";
  const history = {
    reason: "manual",
    createdAt: new Date(),
    endedAt: new Date(Date.now() + 1000),
    ending: "lifted",
  } as const;
  await prisma.suppressionHistory.create({
    data: { workspaceId: ctx.workspaceId, id: newId(), emailNormalized, ...history },
  });
  await suppressMany(ctx, [{ emailNormalized, reason: "manual", expiresAt: new Date(Date.now() - 1000) }]);
  expect(await mirrorSuppressions(ctx, { endpointId }, open)).toMatchObject({ lifted: 1, error: null });
  expect(state.removed).toEqual([emailNormalized]);
});

test("a failure is kept in words, without the key, and the next run asks for the same time again", async () => {
  const ctx = await testWorkspace();
  const endpointId = await mirrored(ctx);
  const refusing = () => {
    throw new SuppressionListError("api.brevo.com answered 401: the key is wrong or may not see the suppression list.");
  };
  await mirrorSuppressions(ctx, { endpointId }, refusing);
  expect(await findEndpoint(ctx, endpointId)).toMatchObject({
    mirroredAt: null,
    mirrorResult: { error: "api.brevo.com answered 401: the key is wrong or may not see the suppression list." },
  });
  const entries = await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } });
  expect(JSON.stringify(entries)).not.toContain("xkeysib");
});

test("runs only for those who may, and only where there is a key", async () => {
  const ctx = await testWorkspace();
  const { id } = await createEndpoint(ctx, { provider: "brevo" });
  const marketer = await testMember(ctx, "marketer");
  await expect(startMirror(marketer, { providerEndpointId: id })).rejects.toMatchObject({ code: "forbidden" });
  await expect(startMirror(ctx, { providerEndpointId: id })).rejects.toMatchObject({ code: "conflict" });
  const other = await testWorkspace();
  await expect(startMirror(other, { providerEndpointId: id })).rejects.toMatchObject({ code: "not_found" });
  expect(await mirrorSuppressions(ctx, { endpointId: id }, () => expect.unreachable())).toBeNull();
});
