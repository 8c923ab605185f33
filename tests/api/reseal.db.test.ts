import { createCipheriv, hkdfSync, randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { prisma } from "@/lib/base/db/client";
import { newId } from "@/lib/base/db/ids";
import { env } from "@/lib/base/env";
import { resealEverything } from "@/lib/base/security/reseal";
import { open, seal, sealedPrefix } from "@/lib/base/security/secret-box";
import { testWorkspace } from "../support/db";

/** As the first format was sealed: it does not name its secret. */
function sealFirstFormat(text: string, secret: string): string {
  const key = Buffer.from(hkdfSync("sha256", secret, "homing", "secret-box", 32));
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return `v1.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString("base64url")}`;
}

async function transportWith(workspaceId: string, configSealed: string | null): Promise<string> {
  const id = newId();
  await prisma.transport.create({ data: { workspaceId, id, name: id, kind: "smtp", configSealed } });
  return id;
}

const sealedOf = async (workspaceId: string, id: string) =>
  (await prisma.transport.findFirstOrThrow({ where: { workspaceId, id } })).configSealed;

test("every stored secret is sealed anew once, and what nobody can open is named and kept", async () => {
  const { workspaceId } = await testWorkspace();
  const many = await Promise.all(
    Array.from({ length: 600 }, (_, n) =>
      transportWith(workspaceId, sealFirstFormat(`secret ${n}`, env.HOMING_SECRET)),
    ),
  );
  const current = await transportWith(workspaceId, seal("new already"));
  const lost = await transportWith(workspaceId, sealFirstFormat("lost", "another secret that nobody knows any more"));
  const before = { current: await sealedOf(workspaceId, current), lost: await sealedOf(workspaceId, lost) };

  expect(await resealEverything(env.DATABASE_URL)).toEqual({
    resealed: 600,
    unreadable: ["transport.config_sealed: 1"],
  });
  for (const [n, id] of many.entries()) {
    const sealed = (await sealedOf(workspaceId, id)) ?? "";
    expect(sealed.startsWith(sealedPrefix())).toBe(true);
    expect(open(sealed)).toBe(`secret ${n}`);
  }
  expect(await sealedOf(workspaceId, current)).toBe(before.current);
  expect(await sealedOf(workspaceId, lost)).toBe(before.lost);
  expect((await resealEverything(env.DATABASE_URL)).resealed).toBe(0);
});
