import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { testMember, testWorkspace } from "@/tests/support/db";
import { whileAllowed } from "./while-allowed";

async function* numbers() {
  for (let number = 0; ; number++) yield number;
}

type Member = Awaited<ReturnType<typeof testMember>>;

test.each<[string, (member: Member) => Promise<unknown>]>([
  ["removed", ({ userId }) => prisma.member.deleteMany({ where: { userId } })],
  ["demoted", ({ userId }) => prisma.member.updateMany({ where: { userId }, data: { role: "analyst" } })],
  ["disabled", ({ userId }) => prisma.user.update({ where: { id: userId }, data: { disabledAt: new Date() } })],
])("a download of somebody who is %s meanwhile ends", async (_name, change) => {
  const member = await testMember(await testWorkspace(), "marketer");
  const lines = whileAllowed(member, "contacts.export", numbers(), 0);
  expect((await lines.next()).value).toBe(0);
  expect((await lines.next()).value).toBe(1);
  await change(member);
  await expect(lines.next()).rejects.toMatchObject({ code: "forbidden" });
  expect(await lines.next()).toEqual({ done: true, value: undefined });
});

test("a reader who goes away ends the source too", async () => {
  let ended = false;
  async function* source() {
    try {
      yield* numbers();
    } finally {
      ended = true;
    }
  }
  const member = await testMember(await testWorkspace(), "marketer");
  const lines = whileAllowed(member, "contacts.export", source());
  await lines.next();
  await lines.return(undefined);
  expect(ended).toBe(true);
});
