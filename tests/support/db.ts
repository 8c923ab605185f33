import { randomBytes } from "node:crypto";
import { type Ctx, systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import type { Role } from "@/lib/base/permissions.shared";
import { indexContacts } from "@/lib/people/search/index-contacts";

/** A fresh workspace with its system context: tests never share rows. */
export async function testWorkspace(values: { name?: string; timeZone?: string } = {}): Promise<Ctx> {
  const id = newId();
  const slug = `w${randomBytes(6).toString("hex")}`;
  await prisma.workspace.create({
    data: {
      id,
      slug,
      name: values.name ?? "Test workspace",
      timeZone: values.timeZone ?? "UTC",
      postalAddress: "1 Test Street, Testville",
    },
  });
  return systemCtx(id, "test");
}

/** A new user with this role in the workspace, and the context of their requests. */
export async function testMember(ctx: Ctx, role: Role): Promise<Ctx & { userId: string; email: string }> {
  const userId = newId();
  const memberId = newId();
  const email = `${role}-${randomBytes(4).toString("hex")}@example.com`;
  await prisma.user.create({
    data: { id: userId, email, name: `The ${role}`, passwordHash: "unusable", emailVerifiedAt: new Date() },
  });
  await prisma.member.create({ data: { workspaceId: ctx.workspaceId, id: memberId, userId, role } });
  return { ...ctx, actor: { type: "member", userId, memberId, role, name: `The ${role}` }, userId, email };
}

/** A contact with sensible values; subscribed to the lists given. */
export async function testContact(
  ctx: Ctx,
  values: {
    email?: string;
    firstName?: string;
    lastName?: string;
    fields?: Record<string, string>;
    listIds?: string[];
  } = {},
): Promise<{ id: string; email: string }> {
  const id = newId();
  const email = values.email ?? `c${randomBytes(6).toString("hex")}@example.net`;
  const emailDomain = email.split("@")[1] ?? "";
  await prisma.contact.create({
    data: {
      workspaceId: ctx.workspaceId,
      id,
      email,
      emailNormalized: email.toLowerCase(),
      emailDomain,
      firstName: values.firstName,
      lastName: values.lastName,
      fields: values.fields ?? {},
    },
  });
  await indexContacts(ctx, [id]);
  for (const listId of values.listIds ?? []) {
    const row = { workspaceId: ctx.workspaceId, id: newId(), listId, contactId: id };
    await prisma.subscription.create({ data: { ...row, status: "confirmed", confirmedAt: new Date() } });
  }
  return { id, email };
}

export async function testList(ctx: Ctx, name = "Newsletter"): Promise<{ id: string; name: string }> {
  const id = newId();
  await prisma.list.create({ data: { workspaceId: ctx.workspaceId, id, name } });
  return { id, name };
}
