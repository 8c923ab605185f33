import { expect, test } from "vitest";
import { accountCtx } from "@/lib/account/account-ctx";
import { systemCtx } from "@/lib/base/context";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { getBoss } from "@/lib/base/jobs/boss";
import { awaitsSampleData, findWorkspacesOfUser } from "@/lib/workspaces/queries";
import { testContact } from "@/tests/support/db";
import { createWorkspace } from "./create-workspace";
import { seedSampleDataJob } from "./sample-data-job";

const ctx = accountCtx();

async function person(rights: { mayAddWorkspace?: boolean; isOperator?: boolean } = { mayAddWorkspace: true }) {
  const id = newId();
  const data = { id, email: `${id}@example.com`, name: "Pat", passwordHash: "unusable", ...rights };
  return prisma.user.create({ data });
}

test("two workspaces of the same name get addresses of their own, and one owner each", async () => {
  const [one, other] = [await person(), await person()];
  const first = await createWorkspace(ctx, one, { name: "Fern & Way", timeZone: "Europe/Paris" });
  const second = await createWorkspace(ctx, other, { name: "Fern & Way", timeZone: "UTC" });
  expect([first.slug, second.slug]).toEqual(["fern-way", "fern-way-2"]);
  expect(await findWorkspacesOfUser(ctx, one.id)).toEqual([{ slug: "fern-way", name: "Fern & Way", role: "owner" }]);
});

test("sample data is asked for once, and awaited until the first contact is there", async () => {
  const { id } = await createWorkspace(ctx, await person(), { name: "Sample", timeZone: "UTC", withSampleData: true });
  const boss = await getBoss();
  expect(await boss.findJobs(seedSampleDataJob.name)).toMatchObject([{ data: { workspaceId: id } }]);

  const inside = systemCtx(id, "test");
  const workspace = await prisma.workspace.findUniqueOrThrow({ where: { id } });
  expect(await awaitsSampleData(inside, workspace)).toBe(true);
  const later = { ...inside, now: () => new Date(Date.now() + 16 * 60_000) };
  expect(await awaitsSampleData(later, workspace)).toBe(false);
  await testContact(inside);
  expect(await awaitsSampleData(inside, workspace)).toBe(false);
});

test("a workspace that cannot be created leaves nothing behind", async () => {
  const user = await person();
  await expect(createWorkspace(ctx, user, { name: " ", timeZone: "UTC" })).rejects.toMatchObject({
    issues: [{ path: ["name"] }],
  });
  expect(await findWorkspacesOfUser(ctx, user.id)).toEqual([]);
});

test("only operators, and whom one allows it, make workspaces; only an operator's may use the installation's way out", async () => {
  const values = { name: "Spam", timeZone: "UTC" };
  const nobody = await person({});
  await expect(createWorkspace(ctx, nobody, values)).rejects.toMatchObject({ code: "forbidden" });
  expect(await findWorkspacesOfUser(ctx, nobody.id)).toEqual([]);
  const disabled = await person({ mayAddWorkspace: true });
  await prisma.user.update({ where: { id: disabled.id }, data: { disabledAt: new Date() } });
  await expect(createWorkspace(ctx, disabled, values)).rejects.toMatchObject({ code: "forbidden" });

  const granted = async (user: { id: string; name: string }) => {
    const { id } = await createWorkspace(ctx, user, values);
    return (await prisma.workspace.findUniqueOrThrow({ where: { id } })).mayUseInstallationTransport;
  };
  expect(await granted(await person({ mayAddWorkspace: true }))).toBe(false);
  expect(await granted(await person({ isOperator: true }))).toBe(true);
});
