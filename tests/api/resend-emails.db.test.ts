import { describe, expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { publicId } from "@/lib/base/db/ids";
import { testList } from "../support/db";
import { resendCaller, resendVersions } from "../support/resend-server";

const mail = { from: "Shop <shop@example.test>", to: "ada@example.net", subject: "Hello", html: "<p>Hi</p>" };
const uuid = expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f-]{21}$/) as string;

describe.each(resendVersions)("the package resend %s", (version) => {
  test("sends a mail once by its key, and reads, moves and cancels it", async () => {
    const { ctx, resend } = await resendCaller(version);
    const at = new Date(Date.now() + 86_400_000).toISOString();
    const given = {
      ...{ ...mail, to: ["Ada <ada@example.net>", "bob@example.net"], cc: "c@example.net", bcc: ["d@example.net"] },
      ...{ replyTo: "help@example.net", text: "Hi", headers: { "X-Entity-Ref-ID": "1" }, scheduledAt: at },
      tags: [{ name: "kind", value: "receipt" }],
      attachments: [{ filename: "a.txt", content: Buffer.from("the file") }],
    };
    const sent = await resend.emails.send(given, { idempotencyKey: "one order / 4711" });
    expect(sent).toMatchObject({ data: { id: uuid }, error: null });
    const again = await resend.emails.send(given, { idempotencyKey: "one order / 4711" });
    expect(again.data).toEqual(sent.data);
    const other = await resend.emails.send({ ...given, subject: "Other" }, { idempotencyKey: "one order / 4711" });
    expect(other.error).toMatchObject({ name: "invalid_idempotent_request" });
    const id = sent.data?.id ?? "";
    const { data: shown } = await resend.emails.get(id);
    expect(shown).toMatchObject({
      ...{ object: "email", id, from: mail.from, to: ["Ada <ada@example.net>", "bob@example.net"], subject: "Hello" },
      ...{ cc: ["c@example.net"], bcc: ["d@example.net"], reply_to: ["help@example.net"], last_event: "scheduled" },
      ...{ html: "<p>Hi</p>", text: "Hi", scheduled_at: at, tags: given.tags },
    });
    const [file] = await prisma.emailAttachment.findMany({ where: { workspaceId: ctx.workspaceId } });
    expect(Buffer.from(file?.data ?? []).toString()).toBe("the file");
    const moved = await resend.emails.update({ id, scheduledAt: "in 2 days" });
    expect(moved.data).toEqual({ object: "email", id });
    const row = await prisma.email.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
    expect(Math.abs((row.scheduledAt?.getTime() ?? 0) - Date.now() - 2 * 86_400_000)).toBeLessThan(20_000);
    expect((await resend.emails.cancel(id)).data).toMatchObject({ object: "email", id });
    expect((await resend.emails.get(id)).data?.last_event).toBe("canceled");
    expect((await resend.emails.cancel(id)).error).toMatchObject({ name: "validation_error" });
  });

  test("sends a batch, all or none", async () => {
    const { ctx, resend } = await resendCaller(version);
    const count = () => prisma.email.count({ where: { workspaceId: ctx.workspaceId } });
    const sent = await resend.batch.send([mail, { ...mail, to: "bob@example.net" }], { idempotencyKey: "batch" });
    const ids = (sent.data as unknown as { data: { id: string }[] }).data;
    expect(ids).toEqual([{ id: uuid }, { id: uuid }]);
    const refused = await resend.batch.send([mail, { ...mail, to: "nobody" }]);
    expect(refused.error).toMatchObject({ name: "validation_error", message: expect.stringContaining("1.to") });
    expect(await count()).toBe(2);
  });

  test("hands over errors in their own names", async () => {
    const { resend } = await resendCaller(version, { scopes: ["emails.send"] });
    const { from: _from, ...fromless } = mail;
    const asked = {
      missing: resend.emails.send(fromless as never),
      author: resend.emails.send({ ...mail, from: "no address" }),
      time: resend.emails.send({ ...mail, scheduledAt: "whenever you like" }),
      far: resend.emails.send({ ...mail, scheduledAt: "in 9 weeks" }),
      file: resend.emails.send({ ...mail, attachments: [{ filename: "a.exe", content: "aGk=" }] }),
      scope: resend.emails.get("018f0000-0000-7000-8000-000000000000"),
      key: resend.emails.send(mail, { idempotencyKey: "x".repeat(257) }),
    };
    const names = await Promise.all(
      Object.entries(asked).map(async ([what, answer]) => [what, (await answer).error?.name]),
    );
    expect(Object.fromEntries(names)).toEqual({
      ...{ missing: "missing_required_field", author: "invalid_from_address", time: "validation_error" },
      ...{ far: "validation_error", file: "invalid_attachment", scope: "restricted_api_key" },
      key: "invalid_idempotency_key",
    });
    expect((await asked.missing).error?.message).toBe("Missing `from` field.");
  });
});

test("a batch that is permissive sends what is right, and says what is not", async () => {
  const { ctx, resend } = await resendCaller();
  const wrong = [
    { ...mail, to: "nobody" },
    { ...mail, topicId: "018f0000-0000-7000-8000-000000000000" },
  ];
  const { data } = await resend.batch.send([mail, ...wrong, mail], { batchValidation: "permissive" });
  expect(data).toMatchObject({ data: [{ id: uuid }, { id: uuid }], errors: [{ index: 1 }, { index: 2 }] });
  expect(await prisma.email.count({ where: { workspaceId: ctx.workspaceId } })).toBe(2);
});

test("doubled slashes, bodies that are not there, and Buffers as JSON has them are taken; mails are listed both ways", async () => {
  const { resend, call } = await resendCaller("6.38", { base: (url) => `${url}/` });
  const ids: string[] = [];
  for (const subject of ["1", "2", "3"]) ids.unshift((await resend.emails.send({ ...mail, subject })).data?.id ?? "");
  const subjects = async (page: { limit: number; after?: string; before?: string }) => {
    const { data } = await resend.emails.list(page as { limit: number });
    return [data?.data.map(({ subject }) => subject), data?.has_more];
  };
  expect(await subjects({ limit: 2 })).toEqual([["3", "2"], true]);
  expect(await subjects({ limit: 2, after: ids[1]! })).toEqual([["1"], false]);
  expect(await subjects({ limit: 1, before: ids[2]! })).toEqual([["2"], true]);
  expect(await subjects({ limit: 5, before: ids[2]! })).toEqual([["3", "2"], false]);
  const octets = { type: "Buffer", data: [104, 105] };
  const large = { type: "Buffer", data: Array.from({ length: 250_000 }, (_, at) => at % 256) };
  for (const content of [octets, large]) {
    const file = await call("POST", "/emails", { ...mail, attachments: [{ filename: "b.txt", content }] });
    expect([file.status, file.json.message]).toEqual([200, undefined]);
  }
});

test("answers bear what is left of the minute, and what nobody serves is said in the same form", async () => {
  const { call, url } = await resendCaller();
  const { status, json, headers } = await call("GET", "/nothing");
  expect([status, Object.keys(json)]).toEqual([404, ["statusCode", "name", "message"]]);
  expect(json).toMatchObject({ statusCode: 404, name: "not_found" });
  expect(headers.get("ratelimit-limit")).toMatch(/^\d+$/);
  expect(headers.get("ratelimit-policy")).toMatch(/^\d+;w=60$/);
  expect((await call("DELETE", "/emails")).json).toMatchObject({ statusCode: 405, name: "method_not_allowed" });
  const unknown = await fetch(`${url}/emails`, { headers: { authorization: "Bearer re_123" } });
  expect(await unknown.json()).toMatchObject({ statusCode: 403, name: "invalid_api_key" });
  expect(await (await fetch(`${url}/emails`)).json()).toMatchObject({ statusCode: 401, name: "missing_api_key" });
});

test("a file may be named by its address, but not by one of a private network", async () => {
  const { ctx, resend } = await resendCaller();
  const paths = ["http://127.0.0.1:9/a.txt", "https://169.254.169.254/latest", "https://[::1]/a.txt", "nowhere"];
  for (const path of paths) {
    const { error } = await resend.emails.send({ ...mail, attachments: [{ path }] });
    expect([path, error?.name]).toEqual([path, "invalid_attachment"]);
  }
  expect(await prisma.email.count({ where: { workspaceId: ctx.workspaceId } })).toBe(0);
});

test("a topic names a list", async () => {
  const { ctx, resend } = await resendCaller();
  const list = await testList(ctx);
  const { data } = await resend.emails.send({ ...mail, topicId: list.id });
  expect((await resend.emails.get(data?.id ?? "")).data).toMatchObject({ topic_id: list.id });
  expect((await resend.emails.send({ ...mail, topicId: publicId("lst", list.id) })).error).toBeNull();
});
