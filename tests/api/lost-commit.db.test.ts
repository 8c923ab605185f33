import { afterEach, describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { callApi } from "../support/api-call";
import { loseCommits } from "../support/lost-commit";
import { submitter } from "../support/submission";
import { messagesOf } from "../worker/emails-fixture";

let restore = () => {};
afterEach(() => restore());

/** Calls at once that send a mail each, while the answers to the first commits are lost. */
async function sentWhileLost(count: number, lost: number, headers: (no: number) => Record<string, string>) {
  const { ctx, key, from, scope } = await submitter();
  const commits = loseCommits(lost, /insert into email |from email_recipient r/);
  restore = commits.restore;
  const calls = Array.from({ length: count }, (_, no) => {
    const body = { from, to: `reader-${no}@example.net`, subject: `No. ${no}`, text: "Hello" };
    return callApi("POST", "/emails", { key, body, headers: headers(no) });
  });
  const answers = await Promise.all(calls);
  expect(commits.left()).toBe(0);
  return { ctx, scope, answers };
}

describe("a mail of the API whose commit was not answered", () => {
  test.each([
    ["alone", 1, 1],
    ["alone, twice in a row", 1, 2],
    ["with others", 8, 1],
    ["with others, twice in a row", 8, 2],
  ])("is there once, and answered as taken: %s", async (_name, count, lost) => {
    const { ctx, scope, answers } = await sentWhileLost(count, lost, () => ({}));
    expect(answers.map(({ status, json }) => json.code ?? status)).toEqual(answers.map(() => 201));
    const emails = await prisma.email.findMany({ where: scope, select: { subject: true } });
    expect(emails.map(({ subject }) => subject).sort()).toEqual(answers.map((_each, no) => `No. ${no}`));
    expect(new Set(answers.map(({ json }) => json.id)).size).toBe(count);
    expect(answers.map(({ json }) => json.messages[0].status)).toEqual(answers.map(() => "pending"));
    expect(await messagesOf(ctx)).toHaveLength(count);
    expect(await prisma.emailQueue.count({ where: scope })).toBe(count);
  });

  test.each([undefined, "batch-7"])("is there once of a batch too, with the key %s", async (name) => {
    const { key, from, scope } = await submitter();
    const commits = loseCommits(1, /insert into email |from email_recipient r/);
    restore = commits.restore;
    const body = [1, 2, 3].map((no) => ({ from, to: `reader-${no}@example.net`, subject: "Hi", text: "Hello" }));
    const headers: Record<string, string> = name === undefined ? {} : { "idempotency-key": name };
    const { status, json } = await callApi("POST", "/emails/batch", { key, body, headers });
    expect([status, commits.left(), json.data.length]).toEqual([201, 0, 3]);
    expect(await prisma.email.count({ where: scope })).toBe(3);
  });

  test("is there once by its key too", async () => {
    const { ctx, answers } = await sentWhileLost(4, 1, (no) => ({ "idempotency-key": `order-${no}` }));
    expect(answers.map(({ status, json }) => json.code ?? status)).toEqual([201, 201, 201, 201]);
    expect(answers.map((each) => each.headers.get("idempotent-replayed"))).toEqual([null, null, null, null]);
    expect(await messagesOf(ctx)).toHaveLength(4);
  });
});
