import fc from "fast-check";
import { expect, test } from "vitest";
import { clickUrl, messageTokens, messageUrls, readClickToken, readMessageToken, TOKEN_LENGTH } from "./links";

process.env.HOMING_SECRET ??= "a secret for tests, at least 32 characters";
const ref = { workspaceId: "0198c0de-0000-7000-8000-0000000000aa", messageId: "0198c0de-0000-7000-8000-0000000000bb" };
const purposes = ["open", "click", "unsubscribe", "view"] as const;
const tokenOf = (url: string) => url.slice(url.lastIndexOf("/") + 1);

test("property: a token leads back to its message, a click token to its link too", () => {
  fc.assert(
    fc.property(fc.uuid(), fc.uuid(), fc.nat({ max: 65_535 }), (workspaceId, messageId, linkNo) => {
      const made = messageTokens({ workspaceId, messageId });
      for (const purpose of purposes) {
        expect(made[purpose]).toMatch(/^[A-Za-z0-9_-]{64}$/);
        expect(readMessageToken(purpose, made[purpose])).toEqual({ workspaceId, messageId });
      }
      const url = clickUrl({ workspaceId, messageId }, linkNo);
      expect(readClickToken(tokenOf(url))).toEqual({ workspaceId, messageId, linkNo });
    }),
  );
});

test("a token is useless for another purpose", () => {
  const made = messageTokens(ref);
  for (const from of purposes)
    for (const to of purposes) if (from !== to) expect(readMessageToken(to, made[from])).toBeNull();
  expect(readClickToken(`${made.open}A`)).toBeNull();
  expect(readMessageToken("click", tokenOf(messageUrls(made).click(3)))).toBeNull();
});

test("altering any character makes it invalid; the number behind it only chooses among links of the same message", () => {
  const made = messageTokens(ref);
  for (const purpose of purposes) {
    for (let index = 0; index < TOKEN_LENGTH; index++) {
      const other = made[purpose][index] === "A" ? "B" : "A";
      const changed = made[purpose].slice(0, index) + other + made[purpose].slice(index + 1);
      expect(readMessageToken(purpose, changed)).toBeNull();
      expect(readClickToken(`${changed}A`)).toBeNull();
    }
  }
  expect(readClickToken(`${made.click}D`)).toEqual({ ...ref, linkNo: 3 });
});

test("a token has one spelling", () => {
  const { click, open } = messageTokens(ref);
  for (const tail of ["", "AA", "AB", "BAAA", "__A", "=", "+", "A ", "é"])
    expect(readClickToken(click + tail)).toBeNull();
  for (const text of ["", "A", `${open}A`, `${open}=`, ` ${open}`, open.slice(1), open.replace(/./, "+")])
    expect(readMessageToken("open", text)).toBeNull();
});
