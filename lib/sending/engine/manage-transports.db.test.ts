import { expect, test } from "vitest";
import type { Ctx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { AppError } from "@/lib/base/errors";
import { open } from "@/lib/base/security/secret-box";
import type { MailTransport, TransportOutcome } from "@/lib/mail/transport";
import { testTransport } from "@/lib/sending/tests/test-transport";
import { chooseTransport } from "@/lib/sending/transports/choose-transport";
import { createTransport } from "@/lib/sending/transports/create-transport";
import { deleteTransport } from "@/lib/sending/transports/delete-transport";
import { makeDefaultTransport } from "@/lib/sending/transports/make-default-transport";
import { pauseTransport } from "@/lib/sending/transports/pause-transport";
import { findTransports, getTransport } from "@/lib/sending/transports/queries";
import { resumeTransport } from "@/lib/sending/transports/resume-transport";
import type { CreateTransport } from "@/lib/sending/transports/schema";
import { noteTransportFailure } from "@/lib/sending/transports/transport-health";
import { updateTransport } from "@/lib/sending/transports/update-transport";
import { openWorkspaceTransport } from "@/lib/sending/transports/workspace-transport";
import { claimNames } from "@/tests/support/claim-names";
import { testMember, testWorkspace } from "@/tests/support/db";

// An address of the public internet: nothing is asked of it, and no name has to be looked up.
const smtp = {
  kind: "smtp" as const,
  name: "Relay",
  host: "1.1.1.1",
  port: 587,
  security: "starttls" as const,
  username: "news",
  password: "correct horse",
};
const ses = {
  kind: "ses" as const,
  name: "SES",
  region: "eu-west-1",
  accessKeyId: "AKIAIOSFODNN7EXAMPLE",
  secretAccessKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
  configurationSetName: "marketing",
};

const configOf = (row: { configSealed: string | null }) => JSON.parse(open(row.configSealed ?? "")) as unknown;

async function fieldsOf(work: Promise<unknown>): Promise<Record<string, string>> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(AppError);
  return (error as AppError).fields ?? {};
}

const viewOf = async (ctx: Ctx, name: string) => (await findTransports(ctx)).find((each) => each.name === name)!;

test("secrets are sealed: neither views nor the audit log ever give them back", async () => {
  const ctx = await testWorkspace();
  const relay = await createTransport(ctx, smtp);
  const amazon = await createTransport(ctx, ses);
  await createTransport(ctx, { kind: "resend", name: "Resend", apiKey: "re_123_very_secret" });
  expect(relay.configSealed).not.toContain("horse");
  expect(configOf(relay)).toMatchObject({ username: "news", password: "correct horse" });
  expect(configOf(amazon)).toMatchObject({ configurationSetName: "marketing" });
  await updateTransport(ctx, { transportId: relay.id, password: "battery staple" });
  const shown = JSON.stringify([
    await findTransports(ctx),
    await prisma.auditEntry.findMany({ where: { workspaceId: ctx.workspaceId } }),
  ]);
  for (const secret of ["correct horse", "battery staple", "very_secret", "wJalr", relay.configSealed!.slice(0, 20)]) {
    expect(shown).not.toContain(secret);
  }
  expect(shown).toContain("1.1.1.1");
  expect((await viewOf(ctx, "Relay")).settings).toMatchObject({ username: "news", signsIn: true });
  const analyst = await testMember(ctx, "analyst");
  expect((await viewOf(analyst, "Relay")).settings).toBeNull();
});

test("only admins change transports, and each change is in the audit log", async () => {
  const ctx = await testWorkspace();
  const marketer = await testMember(ctx, "marketer");
  const { id: transportId } = await createTransport(ctx, smtp);
  for (const verb of [
    () => createTransport(marketer, smtp),
    () => updateTransport(marketer, { transportId, weight: 1 }),
    () => pauseTransport(marketer, { transportId }),
    () => resumeTransport(marketer, { transportId }),
    () => makeDefaultTransport(marketer, { transportId }),
    () => deleteTransport(marketer, { transportId }),
    () => testTransport(marketer, { transportId, to: "ada@example.com" }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: "forbidden" });
  }
  const admin = await testMember(ctx, "admin");
  await updateTransport(admin, { transportId, weight: 7, maxPerDay: 5000 });
  await pauseTransport(admin, { transportId, reason: "new password" });
  await resumeTransport(admin, { transportId });
  await deleteTransport(admin, { transportId });
  const entries = await prisma.auditEntry.findMany({
    where: { workspaceId: ctx.workspaceId, subjectId: transportId },
    orderBy: { createdAt: "asc" },
  });
  expect(entries.map((entry) => entry.action)).toEqual([
    "transport.created",
    "transport.updated",
    "transport.paused",
    "transport.resumed",
    "transport.deleted",
  ]);
});

test("a saved password goes to no other server, and is kept when nothing is typed", async () => {
  const ctx = await testWorkspace();
  const { id: transportId } = await createTransport(ctx, smtp);
  const moved = { transportId, host: "8.8.8.8", password: "" };
  expect(await fieldsOf(updateTransport(ctx, moved))).toHaveProperty("password");
  expect(configOf(await getTransport(ctx, transportId))).toMatchObject({ host: "1.1.1.1" });
  await updateTransport(ctx, { transportId, port: 465, security: "tls", password: "" });
  expect(configOf(await getTransport(ctx, transportId))).toMatchObject({ port: 465, password: "correct horse" });
  await updateTransport(ctx, { ...moved, username: "" });
  expect(configOf(await getTransport(ctx, transportId))).toEqual({ host: "8.8.8.8", port: 465, security: "tls" });
  const { id } = await createTransport(ctx, ses);
  const key = { transportId: id, accessKeyId: "AKIAIOSFODNN7CHANGED" };
  expect(await fieldsOf(updateTransport(ctx, key))).toHaveProperty("secretAccessKey");
});

test("what cannot work or must not be is refused with the field that is wrong", async () => {
  const ctx = await testWorkspace();
  const wrong: [Partial<typeof smtp>, string][] = [
    [{ host: "127.0.0.1" }, "host"],
    [{ host: "169.254.169.254" }, "host"],
    [{ host: "::ffff:10.0.0.1" }, "host"],
    [{ password: "" }, "password"],
    [{ username: "" }, "username"],
    [{ security: "none" as "starttls" }, "security"],
  ];
  for (const [values, field] of wrong) {
    expect(await fieldsOf(createTransport(ctx, { ...smtp, ...values })), JSON.stringify(values)).toHaveProperty(field);
  }
  for (const region of ["evil.example/#", "us-east-1.evil.example", "localhost"]) {
    await expect(createTransport(ctx, { ...ses, region })).rejects.toThrow();
  }
  await expect(createTransport(ctx, { ...smtp, host: "a/b" } as CreateTransport)).rejects.toThrow();
  expect(await prisma.transport.count({ where: { workspaceId: ctx.workspaceId, configSealed: { not: null } } })).toBe(
    0,
  );
});

test("the installation's own transports take limits but no settings", async () => {
  const ctx = await testWorkspace();
  await chooseTransport(ctx, { pinned: null, key: "k" });
  const mailbox = await prisma.transport.findFirstOrThrow({ where: { workspaceId: ctx.workspaceId } });
  await updateTransport(ctx, { transportId: mailbox.id, maxPerSecond: 7, connections: 2 });
  await expect(updateTransport(ctx, { transportId: mailbox.id, host: "1.1.1.1" })).rejects.toMatchObject({
    code: "conflict",
  });
  expect(await getTransport(ctx, mailbox.id)).toMatchObject({ maxPerSecond: 7, connections: 2, configSealed: null });
});

test("one transport is the default; it is not deleted, nor is one that a campaign leaves by", async () => {
  const ctx = await testWorkspace();
  const relay = await createTransport(ctx, { ...smtp, isDefault: true });
  const amazon = await createTransport(ctx, ses);
  await makeDefaultTransport(ctx, { transportId: amazon.id });
  const defaults = await prisma.transport.findMany({ where: { workspaceId: ctx.workspaceId, isDefault: true } });
  expect(defaults.map((each) => each.id)).toEqual([amazon.id]);
  await expect(deleteTransport(ctx, { transportId: amazon.id })).rejects.toMatchObject({ code: "conflict" });
  const campaign = { workspaceId: ctx.workspaceId, name: "Launch", transportId: relay.id };
  const running = await prisma.campaign.create({ data: { ...campaign, id: newId(), status: "sending" } });
  const draft = await prisma.campaign.create({ data: { ...campaign, id: newId(), status: "draft" } });
  await expect(deleteTransport(ctx, { transportId: relay.id })).rejects.toThrow("Launch");
  const where = (id: string) => ({ where: { workspaceId_id: { workspaceId: ctx.workspaceId, id } } });
  await prisma.campaign.update({ ...where(running.id), data: { status: "sent" } });
  await deleteTransport(ctx, { transportId: relay.id });
  expect((await prisma.campaign.findUniqueOrThrow(where(draft.id))).transportId).toBeNull();
  await expect(getTransport(ctx, relay.id)).rejects.toMatchObject({ code: "not_found" });
});

test("a transport of another workspace is not found", async () => {
  const { id: transportId } = await createTransport(await testWorkspace(), smtp);
  const stranger = await testWorkspace();
  for (const verb of [
    () => updateTransport(stranger, { transportId, weight: 1 }),
    () => pauseTransport(stranger, { transportId }),
    () => resumeTransport(stranger, { transportId }),
    () => makeDefaultTransport(stranger, { transportId }),
    () => deleteTransport(stranger, { transportId }),
  ]) {
    await expect(verb()).rejects.toMatchObject({ code: "not_found" });
  }
});

test("health is told in words; new settings or an accepted test end a stop after a failure, not a pause", async () => {
  const ctx = await testWorkspace();
  const relay = await createTransport(ctx, { ...smtp, isDefault: true });
  const transportId = relay.id;
  const wrongPassword = { kind: "auth", text: "535 5.7.8 wrong password", retryAfterMs: null } as const;
  const health = async () => (await viewOf(ctx, "Relay")).health;
  expect(await health()).toEqual({ state: "working" });
  await noteTransportFailure(ctx, relay, { kind: "network", text: "nobody answers", retryAfterMs: null });
  expect(await health()).toMatchObject({ state: "resting", failure: "network", reason: "nobody answers" });
  await noteTransportFailure(ctx, relay, wrongPassword);
  expect(await health()).toMatchObject({ state: "stopped", failure: "auth", reason: "535 5.7.8 wrong password" });
  await updateTransport(ctx, { transportId, weight: 50 });
  expect(await health()).toMatchObject({ state: "stopped" });
  await updateTransport(ctx, { transportId, password: "the right one" });
  expect(await health()).toEqual({ state: "working" });

  await sender(ctx);
  const accepts = () => answering("accepted");
  await noteTransportFailure(ctx, await getTransport(ctx, transportId), wrongPassword);
  await testTransport(ctx, { transportId, to: "ada@example.com" }, () => answering("refused"));
  expect(await health()).toMatchObject({ state: "stopped" });
  expect(await testTransport(ctx, { transportId, to: "ada@example.com" }, accepts)).toMatchObject({ accepted: true });
  expect(await health()).toEqual({ state: "working" });
  expect((await viewOf(ctx, "Relay")).lastAcceptedAt).not.toBeNull();
  await pauseTransport(ctx, { transportId, reason: "moving house" });
  await testTransport(ctx, { transportId, to: "ada@example.com" }, accepts);
  expect(await health()).toEqual({ state: "paused", reason: "Paused by test: moving house" });
});

test("shares of the mail are shown as they are used", async () => {
  const ctx = await testWorkspace();
  await createTransport(ctx, { ...smtp, isDefault: true, weight: 300 });
  await createTransport(ctx, { ...ses, weight: 100 });
  await createTransport(ctx, { kind: "resend", name: "Spare", apiKey: "re_1", weight: 0 });
  const shares = Object.fromEntries((await findTransports(ctx)).map((each) => [each.name, each.share]));
  expect(shares).toEqual({ "Embedded mailbox": null, Relay: 75, SES: 25, Spare: 0 });
});

test("an open transport is shared until its settings change", async () => {
  const ctx = await testWorkspace();
  const relay = await createTransport(ctx, smtp);
  const first = openWorkspaceTransport(relay);
  expect(openWorkspaceTransport(await getTransport(ctx, relay.id))).toBe(first);
  await updateTransport(ctx, { transportId: relay.id, password: "another" });
  expect(openWorkspaceTransport(await getTransport(ctx, relay.id))).not.toBe(first);
  const other = await createTransport(ctx, smtp);
  expect(openWorkspaceTransport(other)).not.toBe(first);
  expect(openWorkspaceTransport(await createTransport(ctx, ses)).kind).toBe("ses");
  const garbled = { ...relay, configSealed: `${relay.configSealed!.slice(0, -4)}AAAA` };
  expect(() => openWorkspaceTransport(garbled)).toThrow(RangeError);
});

/** A sender whose mail may leave. */
async function sender(ctx: Ctx): Promise<void> {
  const key = () => ({ workspaceId: ctx.workspaceId, id: newId() });
  const name = "acme-mail.com";
  const domain = await prisma.sendingDomain.create({
    data: { ...key(), name, status: "verified", returnPathHost: `bounces.${name}` },
  });
  await claimNames(ctx.workspaceId);
  await prisma.sender.create({ data: { ...key(), name: "Acme", email: `hi@${name}`, domainId: domain.id } });
}

function answering(result: TransportOutcome["result"]): MailTransport {
  return {
    kind: "memory",
    acceptsForRecipient: false,
    send: async (messages, { onOutcome }) => {
      for (const { id } of messages) {
        const at = new Date();
        const rest = { code: null, enhanced: null, text: result, providerId: null, startedAt: at, endedAt: at };
        onOutcome({ messageId: id, result, ...rest });
      }
      return null;
    },
    close: async () => {},
  };
}
