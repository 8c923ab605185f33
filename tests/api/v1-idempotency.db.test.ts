import { expect, test } from "vitest";
import { z } from "zod";
import { prisma } from "@/lib/base/db/client";
import { isInTransaction } from "@/lib/base/db/transaction";
import { AppError } from "@/lib/base/errors";
import { answerApi } from "@/lib/edges/api/answer-api";
import { defineOperation } from "@/lib/edges/api/operation";
import { callApi, testKey } from "../support/api-call";
import { testWorkspace } from "../support/db";

const answered = new Map<string, () => Promise<void>>();
const calls: string[] = [];

/** Speaks with a host that does what the test says. */
const speak = defineOperation({
  id: "speak",
  method: "POST",
  path: "/me",
  group: "Speaking",
  summary: "Speak with another host",
  scope: "sending.write",
  overNetwork: true,
  body: z.object({ to: z.string() }),
  example: { to: "a" },
  answer: z.object({ said: z.string() }),
  run: async (ctx, { body: { to } }) => {
    expect(isInTransaction(ctx)).toBe(false);
    calls.push(to);
    await answered.get(to)?.();
    return { said: to };
  },
});

async function caller(host: string, answer: () => Promise<void> = async () => {}) {
  const { workspaceId } = await testWorkspace();
  const { key } = await testKey({ workspaceId });
  answered.set(host, answer);
  const call = async () => {
    const response = await answerApi(
      [speak],
      new Request("http://homing.test/api/v1/me", {
        method: "POST",
        headers: { authorization: `Bearer ${key}`, "content-type": "application/json", "idempotency-key": "one" },
        body: JSON.stringify({ to: host }),
      }),
    );
    const { said, code } = (await response.json()) as { said?: string; code?: string };
    return said ?? code;
  };
  return { workspaceId, call, times: () => calls.filter((called) => called === host).length };
}

test("a call over the network holds no transaction meanwhile, and a second one with its key waits for its end", async () => {
  let end = () => {};
  const ending = new Promise<void>((resolve) => {
    end = resolve;
  });
  let begun = () => {};
  const begin = new Promise<void>((resolve) => {
    begun = resolve;
  });
  const { call, times } = await caller("slow", async () => {
    begun();
    await ending;
  });
  const first = call();
  await begin;
  expect(await call()).toBe("idempotency_in_progress");
  end();
  expect(await first).toBe("slow");
  expect(await call()).toBe("slow");
  expect(times()).toBe(1);
});

test("a call whose process died between claim and answer is not carried out again", async () => {
  const { workspaceId, call, times } = await caller("dying", async () => {
    throw new Error("The process ends here.");
  });
  expect(await call()).toBe("internal");
  expect(await call()).toBe("idempotency_in_progress");
  await prisma.apiAnswer.updateMany({ where: { workspaceId }, data: { createdAt: new Date(Date.now() - 60_000) } });
  expect(await call()).toBe("idempotency_unfinished");
  expect(times()).toBe(1);
});

test("a call that was refused has not begun, and may come again", async () => {
  let refused = true;
  const { workspaceId, call } = await caller("strict", async () => {
    if (refused) throw new AppError("conflict", "Not now.");
  });
  expect(await call()).toBe("conflict");
  expect(await prisma.apiAnswer.count({ where: { workspaceId } })).toBe(0);
  refused = false;
  expect(await call()).toBe("strict");
});

test("a secret that is shown once is kept sealed for as long as its answer may be given again", async () => {
  const ctx = await testWorkspace();
  const { key } = await testKey(ctx);
  const body = { name: "Shop", url: "https://shop.example/hook", event_types: ["contact.created"] };
  const once = (name: string) => ({ key, headers: { "idempotency-key": name } });
  const made = await callApi("POST", "/webhooks", { ...once("make"), body });
  expect(made.json.signing_secret).toMatch(/^whsec_/);
  const again = await callApi("POST", "/webhooks", { ...once("make"), body });
  expect([again.text, again.headers.get("idempotent-replayed")]).toEqual([made.text, "true"]);
  const secret = `/webhooks/${made.json.id}/secret`;
  const rotated = await callApi("PUT", secret, { ...once("rotate"), body: {} });
  expect((await callApi("PUT", secret, { ...once("rotate"), body: {} })).text).toBe(rotated.text);
  const where = { workspaceId: ctx.workspaceId };
  const kept = await prisma.apiAnswer.findMany({ where });
  expect(kept).toHaveLength(2);
  expect(JSON.stringify(kept)).not.toContain("whsec_");
  // The key of another call, whose answer had no body.
  expect((await callApi("DELETE", `/webhooks/${made.json.id}`, once("delete"))).status).toBe(204);
  expect((await callApi("POST", "/webhooks", { ...once("delete"), body })).json.code).toBe("idempotency_mismatch");
  // As a release before has left it.
  const asBefore = { body: made.text, bodySealed: null };
  await prisma.apiAnswer.updateMany({ where: { ...where, idempotencyKey: "make" }, data: asBefore });
  expect((await callApi("POST", "/webhooks", { ...once("make"), body })).text).toBe(made.text);
});
