import { afterEach, expect, test, vi } from "vitest";

const old = "the secret of the first years, long enough";
const older = "the secret of the very beginning, long too";
const fresh = "the secret that replaced the one before it";

/** The modules as a process sees them that was started with these secrets. */
async function startedWith(current: string, ...previous: string[]) {
  vi.resetModules();
  vi.stubEnv("HOMING_SECRET", current);
  vi.stubEnv("HOMING_SECRET_PREVIOUS", previous.map((secret) => secret.replaceAll(",", "%2C")).join(","));
  const [tokens, box, links, verp, addresses] = await Promise.all([
    import("./tokens"),
    import("./secret-box"),
    import("@/lib/content/links/links"),
    import("@/lib/mail/mime/verp"),
    import("@/lib/inbound/addresses/workspace-address"),
  ]);
  return { ...tokens, ...box, ...links, ...verp, ...addresses };
}

afterEach(() => {
  vi.unstubAllEnvs();
  vi.resetModules();
});

const ref = {
  workspaceId: "01890a5d-ac96-774b-bcce-b302099a8057",
  messageId: "01890a5d-ac96-774b-bcce-b302099a8058",
};

test("what was signed before a secret was replaced goes on working, and new things are signed with the new one", async () => {
  const before = await startedWith(old);
  const token = before.messageTokens(ref).unsubscribe;
  const click = `${before.messageTokens(ref).click}B`;
  const bounce = before.verpAddresses(ref.messageId, "b.example")("bounce");
  const replies = before.workspaceAddress("replies", ref.workspaceId, "b.example");
  const signed = before.signToken("purpose", Buffer.from("payload"));

  const after = await startedWith(fresh, old);
  expect(after.readMessageToken("unsubscribe", token)).toEqual(ref);
  expect(after.readMessageToken("open", token)).toBeNull();
  expect(after.readClickToken(click)).toEqual({ ...ref, linkNo: 1 });
  expect(after.parseVerp(bounce)).toEqual({ kind: "bounce", messageId: ref.messageId });
  expect(after.parseWorkspaceAddress(replies)).toEqual({ kind: "replies", workspaceId: ref.workspaceId });
  expect(after.verifyToken("purpose", signed)?.toString()).toBe("payload");
  expect(after.messageTokens(ref).unsubscribe).not.toBe(token);

  const later = await startedWith(fresh);
  expect(later.readMessageToken("unsubscribe", token)).toBeNull();
  expect(later.parseVerp(bounce)).toBeNull();
  expect(later.verifyToken("purpose", signed)).toBeNull();
});

test("sealed secrets name what opens them", async () => {
  const first = await startedWith(older);
  const sealed = first.seal("hunter2");
  expect(sealed).toMatch(/^v2\.[0-9a-f]{8}\./);
  expect((await startedWith(fresh, old, older)).open(sealed)).toBe("hunter2");
  const without = await startedWith(fresh, old);
  expect(() => without.open(sealed)).toThrow("not known here");
  expect(() => without.open(`${without.seal("x")}AAAA`)).toThrow("was changed");
  for (const odd of ["", "v3.aaaa", "v2.zz.zz", sealed.replace("v2.", "v1.")])
    expect(() => without.open(odd), odd).toThrow();
});
